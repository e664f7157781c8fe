import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasStatisticsOracle, readVector } from '../../../test/support/statistics-oracle.ts';
import { must, type Result } from '../../kernel/result.ts';
import { type Fraction, toNumber } from '../fraction.ts';
import { streamOf } from '../random.ts';
import { findCertain, inclusionProbabilities, sizeAt } from './certainty.ts';
import { drawByEntropy, findWorkingChances } from './maximum-entropy.ts';
import { jointProbabilities, select } from './select.ts';
import { selectSystematically } from './systematic.ts';

interface Oracle {
  readonly pik: number[];
  readonly certainty: number[];
  readonly start_u: number;
  readonly selected: number[];
  readonly size10: number[];
  readonly pik10: number[];
  readonly pi2_systematic: number[][];
  readonly pi2_maxentropy: number[][];
}

/** Sizes of which a few are far larger than the others, and how many are drawn. */
const lots = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3_000 }), fc.constant(2 ** 53 - 1)), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((sizes) => fc.record({ sizes: fc.constant(sizes), n: fc.integer({ min: 1, max: sizes.length }) }));

/** Sizes none of which nears certainty so much that maximum entropy cannot be computed. */
const evenLots = fc
  .array(fc.integer({ min: 30, max: 100 }), { minLength: 2, maxLength: 9 })
  .chain((sizes) =>
    fc.record({ sizes: fc.constant(sizes), n: fc.integer({ min: 1, max: Math.ceil(sizes.length / 3) }) }),
  );

const got = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const sumOf = (fractions: readonly Fraction[]) => {
  const denominator = fractions.reduce((product, one) => product * one.denominator, 1n);
  const above = fractions.reduce((sum, one) => sum + (one.numerator * denominator) / one.denominator, 0n);
  return above % denominator === 0n ? above / denominator : null;
};
/** The joint chances by going through every sample of `n`. */
function enumerate(working: Float64Array, n: number): number[][] {
  const joint = placesOf([...working]).map(() => placesOf([...working]).map(() => 0));
  let all = 0;
  for (let set = 0; set < 2 ** working.length; set += 1) {
    const sample = placesOf([...working]).filter((at) => (set >> at) & 1);
    if (sample.length !== n) continue;
    const odds = sample.reduce((product, at) => (product * (working[at] ?? 0)) / (1 - (working[at] ?? 0)), 1);
    all += odds;
    for (const one of sample) for (const other of sample) add(joint, one, { at: other, amount: odds });
  }
  return joint.map((row) => row.map((one) => one / all));
}
function add(table: number[][], row: number, { at, amount }: { at: number; amount: number }): void {
  const cells = must(table[row], 'a row');
  cells[at] = (cells[at] ?? 0) + amount;
}
const placesOf = (sizes: readonly number[]) => [...sizes.keys()];
const expectNear = (found: readonly number[], wanted: readonly number[], relative: number) => {
  expect(found).toHaveLength(wanted.length);
  for (const [at, one] of wanted.entries()) {
    expect(Math.abs((found[at] ?? Number.NaN) - one)).toBeLessThanOrEqual(relative * Math.abs(one) + 1e-10);
  }
};

describe('chances in proportion to size', () => {
  it('add up to the number of draws exactly, and none is more than 1', () => {
    fc.assert(
      fc.property(lots, ({ sizes, n }) => {
        const chances = inclusionProbabilities(sizes, n);
        expect(sumOf(chances)).toBe(BigInt(n));
        for (const { numerator, denominator } of chances) expect(numerator > 0n && numerator <= denominator).toBe(true);
      }),
    );
  });
  it('are in proportion to size below certainty, and larger sizes never have smaller ones', () => {
    fc.assert(
      fc.property(lots, ({ sizes, n }) => {
        const chances = inclusionProbabilities(sizes, n);
        const { certain, others, n: left, total } = findCertain(sizes, n);
        for (const at of others) {
          const { numerator, denominator } = must(chances[at], 'a chance');
          expect(numerator * total).toBe(BigInt(left) * BigInt(sizeAt(sizes, at)) * denominator);
          expect(numerator < denominator).toBe(true);
        }
        const smallestCertain = Math.min(...certain.map((at) => sizeAt(sizes, at)));
        expect(others.every((at) => sizeAt(sizes, at) < smallestCertain)).toBe(true);
      }),
    );
  });
  it('become certain one after the other: who is not too large for all may be for what is left', () => {
    // 2 × 40 < 100 + 40 + 5 + 5; 1 × 40 < 50 as well; but of three draws 2 × 40 ≥ 50.
    expect(findCertain([5, 40, 100, 5], 2).certain).toEqual([2]);
    expect(findCertain([5, 40, 100, 5], 3).certain).toEqual([1, 2]);
    expect(inclusionProbabilities([5, 40, 100, 5], 3).map(toNumber)).toEqual([0.5, 1, 1, 0.5]);
  });
});

describe('a systematic draw', () => {
  it('selects n and each as often as its chance says, over all starts', () => {
    const small = fc
      .array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 8 })
      .chain((sizes) => fc.record({ sizes: fc.constant(sizes), n: fc.integer({ min: 1, max: sizes.length }) }))
      .filter(({ sizes, n }) => findCertain(sizes, n).certain.length === 0);
    fc.assert(
      fc.property(small, ({ sizes, n }) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const counts = sizes.map(() => 0);
        const pairs = sizes.map(() => sizes.map(() => 0));
        for (let start = 0; start < total; start += 1) {
          const selected = selectSystematically(sizes, n, BigInt(start));
          expect(new Set(selected).size).toBe(n);
          for (const at of selected) counts[at] = (counts[at] ?? 0) + 1;
          for (const one of selected) for (const other of selected) add(pairs, one, { at: other, amount: 1 });
        }
        expect(counts).toEqual(sizes.map((size) => n * size));
        const joint = got(jointProbabilities({ stratum: null, sizes, n }, 'pps systematic', placesOf(sizes)));
        expectNear(
          joint.flat(),
          pairs.flat().map((count) => count / total),
          1e-12,
        );
      }),
    );
  });
});

describe('a draw of maximum entropy', () => {
  it('meets the wanted chances, and has the joint ones of all samples of n, each as likely as its odds multiplied', () => {
    fc.assert(
      fc.property(evenLots, ({ sizes, n }) => {
        const wanted = inclusionProbabilities(sizes, n).map(toNumber);
        const working = must(findWorkingChances(Float64Array.from(wanted), n), 'chances that can be met');
        const joint = got(jointProbabilities({ stratum: null, sizes, n }, 'pps maximum entropy', placesOf(sizes)));
        expectNear(
          joint.map((row, at) => row[at] ?? 0),
          wanted,
          1e-11,
        );
        expectNear(joint.flat(), enumerate(working, n).flat(), 1e-11);
      }),
    );
  });
  it('loses no place with many units, large and small', () => {
    const lot = { stratum: null, sizes: Array.from({ length: 300 }, (_, at) => 100 + at * at), n: 99 };
    const wanted = inclusionProbabilities(lot.sizes, lot.n).map(toNumber);
    expect(Math.max(...wanted)).toBeGreaterThan(0.95);
    const joint = got(jointProbabilities(lot, 'pps maximum entropy', [0, 150, 299]));
    expectNear(
      joint.map((row, at) => row[at] ?? 0),
      [0, 150, 299].map((at) => wanted[at] ?? 0),
      1e-11,
    );
    expectNear(
      joint.flat(),
      [0, 1, 2].flatMap((at) => joint.map((row) => row[at] ?? 0)),
      1e-12,
    );
  });
  it('draws pairs as often as it says', () => {
    const lot = { stratum: null, sizes: [10, 20, 30, 40, 25], n: 2 };
    const random = streamOf(['pairs of maximum entropy']);
    const counts = lot.sizes.map(() => lot.sizes.map(() => 0));
    const wanted = Float64Array.from(inclusionProbabilities(lot.sizes, lot.n), toNumber);
    const working = must(findWorkingChances(wanted, lot.n), 'chances that can be met');
    for (let draw = 0; draw < 20_000; draw += 1) {
      const [one = 0, other = 0] = drawByEntropy(random, working, lot.n);
      add(counts, one, { at: other, amount: 1 });
    }
    const joint = got(jointProbabilities(lot, 'pps maximum entropy', placesOf(lot.sizes)));
    let distance = 0;
    for (const [one, row] of joint.entries()) {
      for (const [other, chance] of row.entries()) {
        if (one < other) distance += ((counts[one]?.[other] ?? 0) - chance * 20_000) ** 2 / (chance * 20_000);
      }
    }
    // The 99.9 % quantile of χ² with 9 degrees of freedom.
    expect(distance).toBeLessThan(27.9);
  });
  it('tells where it is too much work, or a chance is too near to certainty', () => {
    const large = { stratum: 'A', sizes: Array.from({ length: 100_000 }, () => 1), n: 21 };
    expect(select(large, 'pps maximum entropy', streamOf(['']))).toEqual({
      ok: false,
      error: { kind: 'too much work', stratum: 'A', found: 2_100_000, most: 2_000_000 },
    });
    const near = { stratum: 'B', sizes: [1_000_000_000, 999_999_999, 1, 1], n: 2 };
    expect(findCertain(near.sizes, 2).certain).toEqual([]);
    expect(select(near, 'pps maximum entropy', streamOf(['']))).toEqual({
      ok: false,
      error: { kind: 'not found', stratum: 'B' },
    });
  });
});

describe('joint chances', () => {
  it('of who is certain are the chance of the other', () => {
    const lot = { stratum: null, sizes: [5, 40, 100, 15, 9], n: 3 };
    for (const method of ['pps systematic', 'pps maximum entropy'] as const) {
      const joint = got(jointProbabilities(lot, method, [2, 0, 3]));
      const chances = inclusionProbabilities(lot.sizes, lot.n).map(toNumber);
      expectNear(joint[0] ?? [], [1, chances[0] ?? 0, chances[3] ?? 0], 1e-11);
      expectNear(
        joint.map((row) => row[0] ?? 0),
        joint[0] ?? [],
        0,
      );
    }
  });
});

describe.skipIf(!hasStatisticsOracle)('sampling 2.9 of R (../shared/oracles/statistics)', () => {
  const read = () => readVector<{ size: number[]; n: number }, Oracle>('pps-sampling', 'G-PPSINC');
  it('has the same chances and the same unit of certainty', () => {
    const { design, expected, tolerance_rel } = read();
    expectNear(inclusionProbabilities(design.size, design.n).map(toNumber), expected.pik, tolerance_rel);
    expect(findCertain(design.size, design.n).certain.map((at) => at + 1)).toEqual(expected.certainty);
  });
  it('selects the same from the same start', () => {
    const { design, expected } = read();
    const { certain, others, n, total } = findCertain(design.size, design.n);
    const start = BigInt(Math.floor(expected.start_u * Number(total)));
    const sizes = others.map((at) => sizeAt(design.size, at));
    const selected = selectSystematically(sizes, n, start).map((place) => must(others[place], 'a place'));
    expect([...certain, ...selected].sort((one, other) => one - other).map((at) => at + 1)).toEqual(expected.selected);
  });
  it('has the same joint chances, systematic and of maximum entropy', () => {
    const { expected, tolerance_rel } = read();
    const lot = { stratum: null, sizes: expected.size10, n: 4 };
    expectNear(inclusionProbabilities(lot.sizes, lot.n).map(toNumber), expected.pik10, tolerance_rel);
    const systematic = got(jointProbabilities(lot, 'pps systematic', placesOf(lot.sizes)));
    expectNear(systematic.flat(), expected.pi2_systematic.flat(), tolerance_rel);
    const entropy = got(jointProbabilities(lot, 'pps maximum entropy', placesOf(lot.sizes)));
    expectNear(entropy.flat(), expected.pi2_maxentropy.flat(), tolerance_rel);
  });
});
