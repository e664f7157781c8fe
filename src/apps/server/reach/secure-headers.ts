import type { MiddlewareHandler } from 'hono';

/** No code and no style but our own files: what a person writes into a record can never run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), geolocation=(), microphone=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const ONE_YEAR_SECONDS = 31_536_000;

/** Puts the headers that keep a browser within bounds on every reply that has no stricter ones of its own. */
export function secureHeaders(origin: string): MiddlewareHandler {
  // A browser would refuse whatever else stands at localhost for a year.
  const isEncrypted = origin.startsWith('https:') && new URL(origin).hostname !== 'localhost';
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    if (isEncrypted) c.res.headers.set('strict-transport-security', `max-age=${ONE_YEAR_SECONDS}`);
  };
}
