import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import { normalizePassword } from '../account.ts';

/** Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Crockford's base 32: no I, L, O, U. */
const RECOVERY_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECOVERY_LENGTH = 16;

/** The Argon2id hash of a password, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalizePassword(password), ARGON2);
}

let nobodysHash: Promise<string> | null = null;

/**
 * Whether `password` is the one that was hashed. Where there is no hash the same work is done in vain, so that the
 * time does not tell whether there is an account.
 */
export async function isRightPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(32).toString('base64'));
  const isRight = await verify(passwordHash ?? (await nobodysHash), normalizePassword(password));
  return isRight && passwordHash !== null;
}

/** A new secret for an authenticator app: 160 bits as base32 (RFC 4226, 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads from a picture. */
export function totpUri(secret: string, signInName: string): string {
  return new TOTP({ issuer: 'Scrutineer', label: signInName, secret, period: PERIOD_SECONDS }).toString();
}

/**
 * The period of 30 seconds (RFC 6238, 4.2), counted from the epoch, in which `code` is right; null where it is wrong.
 * One period before and after `now` is taken too, because clocks differ.
 */
export function findTotpPeriod(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ secret, period: PERIOD_SECONDS });
  const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** Ten new recovery codes of 80 random bits each, `7GQ4-0WXK-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(RECOVERY_LENGTH), (byte) => RECOVERY_ALPHABET[byte % 32]);
    return letters.join('').replace(/.{4}(?=.)/g, '$&-');
  });
}

/** SHA-256 of a recovery code, however it is typed; null where it is none. Random enough for a fast hash. */
export function hashRecoveryCode(typed: string): Uint8Array | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode = code.length === RECOVERY_LENGTH && [...code].every((letter) => RECOVERY_ALPHABET.includes(letter));
  return isCode ? createHash('sha256').update(code).digest() : null;
}
