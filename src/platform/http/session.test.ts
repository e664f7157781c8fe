import { describe, expect, test } from 'vitest';
import { cookieLine, hashToken, newToken, readCookie, SESSION_COOKIE } from './session.ts';

describe('session tokens', () => {
  test('have 256 bits and differ', () => {
    const tokens = new Set(Array.from({ length: 100 }, newToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  test('are kept as SHA-256 (FIPS 180-4 example)', () => {
    expect(Buffer.from(hashToken('abc')).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('the cookie', () => {
  test('is bound to host, script-free and same-site', () => {
    expect(cookieLine(SESSION_COOKIE, 'x', 60)).toBe(
      '__Host-scrutineer=x; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Strict',
    );
  });

  test('is read among others', () => {
    expect(readCookie(new Headers({ cookie: 'a=1; __Host-scrutineer=tok; b=2' }), SESSION_COOKIE)).toBe('tok');
  });

  test.each(['', 'a=1', '__Host-scrutineer=', 'x__Host-scrutineer=tok', '__Host-scrutineer=a; __Host-scrutineer=b'])(
    'is absent in "%s"',
    (cookie) => {
      expect(readCookie(new Headers({ cookie }), SESSION_COOKIE)).toBeNull();
    },
  );
});
