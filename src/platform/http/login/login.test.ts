import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DigestProof, parseAuthorization } from './authorization.ts';
import { digestResponse, hashLogin, isPassword, loginChallenges, provesPassword } from './digest-login.ts';
import { createNonces } from './nonces.ts';

/** RFC 7616, 3.9.1. */
const MUFASA = {
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  nc: '00000001',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  uri: '/dir/index.html',
} as const;
const HASHES = hashLogin('Mufasa', 'http-auth@example.org', 'Circle of Life');

describe('a digest login', () => {
  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('is that of RFC 7616, 3.9.1: %s', (algorithm, response) => {
    expect(digestResponse({ ...MUFASA, algorithm }, 'GET', HASHES)).toBe(response);
  });

  test('is that of RFC 2617, 3.5', () => {
    const hashes = hashLogin('Mufasa', 'testrealm@host.com', 'Circle Of Life');
    const proof = { ...MUFASA, nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', cnonce: '0a4f113b' };
    expect(digestResponse({ ...proof, algorithm: 'MD5' }, 'GET', hashes)).toBe('6629fae49393a05397450978507c4ef1');
  });

  test('is read from the header of RFC 7616, 3.9.1', () => {
    const header = `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256,
      nonce="${MUFASA.nonce}", nc=00000001, cnonce="${MUFASA.cnonce}", qop=auth,
      response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
      opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`.replace(/\n\s+/g, ' ');
    const parsed = parseAuthorization(header);
    const proof = (parsed as { proof: DigestProof }).proof;
    expect([parsed?.scheme, proof.username, proof.algorithm]).toEqual(['digest', 'Mufasa', 'SHA-256']);
    expect(provesPassword(proof, 'GET', HASHES)).toBe(true);
    expect(provesPassword(proof, 'POST', HASHES)).toBe(false);
    expect(provesPassword({ ...proof, uri: '/dir/other.html' }, 'GET', HASHES)).toBe(false);
    expect(provesPassword({ ...proof, response: '0'.repeat(32) }, 'GET', HASHES)).toBe(false);
  });

  test.each([
    'Digest',
    'Digest username="a"',
    'Digest username="a", realm="b", nonce="c", uri="d", cnonce="e", nc=1, qop=auth, response="f"',
    'Digest username="a", username="b", realm="b", nonce="c", uri="d", cnonce="e", nc=00000001, qop=auth, response="00112233445566778899aabbccddeeff"',
    'Digest username="a", realm="b", nonce="c", uri="d", cnonce="e", nc=00000001, qop=auth-int, response="00112233445566778899aabbccddeeff"',
    'Digest username="a", realm="b", nonce="c", uri="d", cnonce="e", nc=00000001, qop=auth, algorithm=SHA-512, response="00112233445566778899aabbccddeeff"',
    'Basic !!!',
    'Basic bm9jb2xvbg==',
    'Bearer abc',
    '',
  ])('that is not written as one is none: %s', (header) => {
    expect(parseAuthorization(header)).toBeNull();
  });

  test('is read, or not, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('Digest ', 'Basic ', ''), (text, scheme) => {
        const parsed = parseAuthorization(scheme + text);
        expect(parsed === null || typeof parsed.scheme === 'string').toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test('is asked for with both hashes, and as Basic where nobody can listen', () => {
    const asked = { realm: 'here', nonce: 'n', isStale: true, isEncrypted: false };
    expect(loginChallenges(asked)).toEqual([
      'Digest realm="here", algorithm=SHA-256, qop="auth", nonce="n", charset=UTF-8, stale=true',
      'Digest realm="here", algorithm=MD5, qop="auth", nonce="n", charset=UTF-8, stale=true',
    ]);
    expect(loginChallenges({ ...asked, isEncrypted: true })).toHaveLength(3);
  });
});

describe('a Basic login', () => {
  test('is that of RFC 7617, 2 and 2.1', () => {
    expect(parseAuthorization('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toEqual({
      scheme: 'basic',
      login: 'Aladdin',
      password: 'open sesame',
    });
    expect(parseAuthorization('Basic dGVzdDoxMjPCow==')).toMatchObject({ password: '123£' });
  });

  test('is checked by the same hashes', () => {
    const hashes = hashLogin('a', 'here', 'b:c');
    expect(hashes.MD5).toBe(createHash('md5').update('a:here:b:c').digest('hex'));
    expect(isPassword({ login: 'a', password: 'b:c' }, 'here', hashes)).toBe(true);
    expect(isPassword({ login: 'a', password: 'b:d' }, 'here', hashes)).toBe(false);
  });
});

describe('a nonce', () => {
  const nc = (number: number) => number.toString(16).padStart(8, '0');

  test('takes each number once, in any order within 128, and is spent when it is old', () => {
    const nonces = createNonces({ lifeMs: 1_000, most: 10 });
    const nonce = nonces.make(5_000);
    expect(nonces.use(nonce, nc(1), 5_000)).toBe('fresh');
    expect(nonces.use(nonce, nc(1), 5_000)).toBe('spent');
    expect(nonces.use(nonce, nc(200), 5_500)).toBe('fresh');
    expect(nonces.use(nonce, nc(72), 5_500)).toBe('spent');
    expect(nonces.use(nonce, nc(73), 5_500)).toBe('fresh');
    expect(nonces.use(nonce, nc(73), 5_500)).toBe('spent');
    expect(nonces.use(nonce, nc(201), 6_001)).toBe('spent');
  });

  test('is no other run’s, and no one’s invention', () => {
    const [one, two] = [createNonces({ lifeMs: 1_000, most: 10 }), createNonces({ lifeMs: 1_000, most: 10 })];
    const nonce = one.make(0);
    expect(two.use(nonce, nc(1), 0)).toBe('spent');
    for (const other of [`${nonce}A`, `A${nonce.slice(1)}x`, '', 'x'.repeat(40)]) {
      expect(one.use(other, nc(1), 0)).toBe('spent');
    }
  });

  test('that was forgotten is spent, and so is one as old that was never used', () => {
    const nonces = createNonces({ lifeMs: 1_000, most: 2 });
    const [old, unused, first, second, later] = [1, 1, 2, 3, 4].map((time) => nonces.make(time)) as string[];
    for (const nonce of [old, first, second]) expect(nonces.use(nonce ?? '', nc(1), 10)).toBe('fresh');
    expect(nonces.use(old ?? '', nc(1), 10)).toBe('spent');
    expect(nonces.use(old ?? '', nc(2), 10)).toBe('spent');
    expect(nonces.use(unused ?? '', nc(1), 10)).toBe('spent');
    expect(nonces.use(later ?? '', nc(1), 10)).toBe('fresh');
  });

  test('is fresh for a number exactly as often as a set would say so, within the window', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 60 }), (numbers) => {
        const nonces = createNonces({ lifeMs: 1_000, most: 10 });
        const nonce = nonces.make(0);
        const seen = new Set<number>();
        for (const number of numbers) {
          expect(nonces.use(nonce, nc(number), 0)).toBe(seen.has(number) ? 'spent' : 'fresh');
          seen.add(number);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
