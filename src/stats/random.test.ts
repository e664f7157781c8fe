import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resumeSeeded } from '../kernel/seed.ts';
import { compareCodePoints, netstring } from './netstring.ts';
import { bigBelow, drawSome, streamOf } from './random.ts';

const texts = fc.string({ unit: 'binary' });
const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('netstrings', () => {
  it('count the bytes of UTF-8, as Node.js does', () => {
    expect(netstring('Şəki')).toBe('6:Şəki,');
    expect(netstring('')).toBe('0:,');
    fc.assert(
      fc.property(texts, (text) => {
        expect(netstring(text)).toBe(`${Buffer.byteLength(text)}:${text},`);
      }),
    );
  });
  it('tell other texts apart wherever one ends and the next begins', () => {
    const list = fc.array(fc.stringMatching(/^[0-2:,]{0,4}$/), { maxLength: 4 });
    const written = (parts: string[]) => parts.map(netstring).join('');
    fc.assert(
      fc.property(list, list, (one, other) => {
        expect(written(one) === written(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 5_000 },
    );
  });
});

it('code points are put in the order of the bytes of their UTF-8', () => {
  fc.assert(
    fc.property(texts, texts, texts, (start, one, other) => {
      const bytes = Buffer.compare(Buffer.from(start + one), Buffer.from(start + other));
      expect(Math.sign(compareCodePoints(start + one, start + other))).toBe(bytes);
    }),
  );
  expect(['￿', '𐀀', 'b', 'B', '10', '9', 'é'].toSorted(compareCodePoints)).toEqual([
    '10',
    '9',
    'B',
    'b',
    'é',
    '￿',
    '𐀀',
  ]);
});

describe('a stream named by texts', () => {
  it('starts from the first half of the SHA-256 of their netstrings', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (parts) => {
        const hash = createHash('sha256').update(parts.map(netstring).join('')).digest();
        const [a, b, c, d] = [0, 4, 8, 12].map((at) => hash.readUInt32BE(at)) as [number, number, number, number];
        expect(take(4, streamOf(parts).word)).toEqual(take(4, resumeSeeded([a, b, c, d]).word));
      }),
    );
  });
  it('stays what it was: a published sample must be drawn again years later', () => {
    expect(take(4, streamOf(['scrutineer', 'Şəki']).word)).toMatchInlineSnapshot(`
      [
        4230507044,
        941423748,
        1524089372,
        532324552,
      ]
    `);
  });
});

describe('whole numbers below a limit', () => {
  it('are those of words, up to 2^32', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, limit) => {
        expect(bigBelow(streamOf([seed]), BigInt(limit))).toBe(BigInt(streamOf([seed]).below(limit)));
      }),
    );
  });
  it('keep to their limit, and reach its upper end, whatever its size', () => {
    fc.assert(
      fc.property(fc.string(), fc.bigInt({ min: 1n, max: 1n << 140n }), (seed, limit) => {
        const found = bigBelow(streamOf([seed]), limit);
        expect(found >= 0n && found < limit).toBe(true);
      }),
    );
    const random = streamOf(['upper end']);
    const found = Array.from({ length: 2_000 }, () => Number(bigBelow(random, 3n << 40n) >> 40n));
    expect([0, 1, 2].map((third) => found.filter((one) => one === third).length).every((count) => count > 590)).toBe(
      true,
    );
  });
  it('are refused where there are none', () => {
    expect(() => bigBelow(streamOf(['']), 0n)).toThrow(RangeError);
  });
});

it('every order of every choice is drawn about as often', () => {
  const random = streamOf(['orders']);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 12_000; draw += 1) {
    const drawn = drawSome(random, ['a', 'b', 'c', 'd'], 2).join('');
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  expect(counts.size).toBe(12);
  const distance = [...counts.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  // The 99.9 % quantile of χ² with 11 degrees of freedom.
  expect(distance).toBeLessThan(31.3);
});
