import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from './digest.ts';

const NAMES = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;

describe('digest', () => {
  it.each(Object.entries(NAMES))('%s agrees with that of Node.js', (algorithm, name) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 50, max: 130 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('hex' as const, 'base64' as const), (each, encoding) => {
        expect(digest(each, algorithm, encoding)).toBe(createHash(name).update(each, 'utf8').digest(encoding));
      }),
      { numRuns: 60 },
    );
  });

  it('is refused for other algorithms and encodings', () => {
    expect([digest('a', 'SHA-3', 'hex'), digest('a', 'MD5', 'binary')]).toEqual([null, null]);
  });
});
