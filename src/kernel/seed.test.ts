import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pickOne, resumeSeeded, seeded, shuffled } from './seed.ts';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

it('gives the words that the authors of xoshiro128** give for the state 1, 2, 3, 4', () => {
  const random = resumeSeeded([1, 2, 3, 4]);
  expect(take(6, random.word)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
});

it('gives the same stream for the same seed, and another for another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const [first, again, third] = [seeded(one), seeded(one), seeded(other)].map((random) => take(8, random.word));
      expect(again).toEqual(first);
      if (one !== other) expect(third).not.toEqual(first);
    }),
  );
});

it('stays what it was: a published sample must be drawn again years later', () => {
  expect(take(4, seeded('scrutineer').word)).toMatchInlineSnapshot(`
    [
      2068751962,
      1880891982,
      2228235791,
      83616289,
    ]
  `);
});

it('goes on from a stored state', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(50), (seed, steps) => {
      const random = seeded(seed);
      take(steps, random.word);
      const resumed = resumeSeeded(random.state());
      expect(take(5, resumed.word)).toEqual(take(5, random.word));
    }),
  );
});

it('keeps to its bounds', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, limit) => {
      const random = seeded(seed);
      const [number, share] = [random.below(limit), random.share()];
      expect(Number.isInteger(number) && number >= 0 && number < limit).toBe(true);
      expect(share >= 0 && share < 1).toBe(true);
    }),
  );
});

it('gives every number about as often as the others', () => {
  const random = seeded('evenly');
  const counts = Array.from({ length: 6 }, () => 0);
  for (let throws = 0; throws < 60_000; throws += 1) {
    const face = random.below(6);
    counts[face] = (counts[face] ?? 0) + 1;
  }
  const distance = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(distance).toBeLessThan(20.5);
});

it('puts items in another order and loses none', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer()), (seed, items) => {
      expect(shuffled(seeded(seed), items).toSorted()).toEqual(items.toSorted());
    }),
  );
  expect(shuffled(seeded('order'), [1, 2, 3, 4, 5, 6, 7, 8])).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

it('refuses what it cannot answer', () => {
  const random = seeded('refusal');
  for (const limit of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => random.below(limit)).toThrow(RangeError);
  expect(() => pickOne(random, [])).toThrow(RangeError);
  expect(() => resumeSeeded([0, 0, 0, 0])).toThrow(RangeError);
  expect(() => resumeSeeded([1, 2, 3, 2 ** 32])).toThrow(RangeError);
});
