import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBase64, parseBase64 } from './base64.ts';
import { areSameBytes, compareBytes } from './compare.ts';
import { hmacSha256, sha256 } from './hash.ts';
import { formatHex, parseHex } from './hex.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const bytes = (most = 300) => fc.uint8Array({ maxLength: most });

describe('SHA-256', () => {
  // FIPS 180-4 examples, published by NIST in "SHA256.pdf" of the cryptographic examples.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of a message of NIST', (message, hash) => {
    expect(formatHex(sha256(encodeUtf8(message)))).toBe(hash);
  });
  test('is that of Node.js at every length around the ends of blocks', () => {
    for (let length = 0; length <= 260; length += 1) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff);
      expect(formatHex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });
  test('of parts is that of the whole', () => {
    fc.assert(
      fc.property(fc.array(bytes(150), { maxLength: 6 }), (parts) => {
        expect(formatHex(sha256(...parts))).toBe(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));
      }),
    );
  });
});

describe('HMAC-SHA-256', () => {
  // RFC 4231, test cases 1, 2 and 6.
  test.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['4a656665', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      'aa'.repeat(131),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('of a case of RFC 4231', (key, message, hash) => {
    expect(formatHex(hmacSha256(parseHex(key) ?? new Uint8Array(), encodeUtf8(message)))).toBe(hash);
  });
  test('is that of Node.js', () => {
    fc.assert(
      fc.property(bytes(200), bytes(), (key, message) => {
        expect(formatHex(hmacSha256(key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
      }),
    );
  });
});

describe('texts of bytes', () => {
  test('base64 and hexadecimal are those of Node.js, and are read back', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(formatBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(formatHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(parseBase64(formatBase64(value))).toEqual(value);
        expect(parseHex(formatHex(value))).toEqual(value);
      }),
    );
  });
  test.each(['A', 'AA', 'AAA', 'AA=', '====', 'A===', 'AB==', 'AAB=', 'AA==AA==', 'AA== ', 'A A=', 'AA-_', 'ÄA=='])(
    'no base64: %s',
    (text) => {
      expect(parseBase64(text)).toBeNull();
    },
  );
  test('every value has one spelling in base64', () => {
    const near = fc.stringMatching(/^[A-Za-z0-9+/]{0,6}={0,3}$/);
    fc.assert(
      fc.property(near, (text) => {
        const value = parseBase64(text);
        if (value !== null) expect(formatBase64(value)).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });
  test.each(['0', 'AB', '0g', ' 00', '0x00'])('no hexadecimal: %s', (text) => {
    expect(parseHex(text)).toBeNull();
  });
  test('UTF-8 is that of Node.js, lone surrogates included, and is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const text = `${one}\ud800${other}`;
        expect(encodeUtf8(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')));
        expect(decodeUtf8(encodeUtf8(other))).toBe(other);
      }),
    );
  });
});

test('the order of bytes is that of Node.js', () => {
  fc.assert(
    fc.property(bytes(4), bytes(4), (one, other) => {
      expect(Math.sign(compareBytes(one, other))).toBe(Buffer.compare(one, other));
      expect(areSameBytes(one, other)).toBe(Buffer.compare(one, other) === 0);
      expect(areSameBytes(one, one.slice())).toBe(true);
    }),
  );
});
