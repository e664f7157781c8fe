import { hash, randomBytes } from 'node:crypto';

/** The cookie of a session. The prefix binds it to this host, to the whole of it, and to secure connections. */
export const SESSION_COOKIE = '__Host-scrutineer';

/** An opaque token of 256 random bits, as base64url: for sessions, links and invitations. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token: all that is kept of it. Enough for a random value; a password needs a slow hash. */
export function hashToken(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}

/** The value of the cookie that is named so, or null. A repeated cookie counts as none. */
export function readCookie(headers: Headers, name: string): string | null {
  const found = (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`));
  const value = found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
  return value === undefined || value === '' ? null : value;
}

/**
 * A `Set-Cookie` line: no script reads it, no other site sends it, plain http carries it on localhost only.
 *
 * @param maxAgeSeconds 0 deletes the cookie.
 */
export function cookieLine(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Strict`;
}
