import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasStatisticsOracle, readOracleTable, readVector } from '../../../test/support/statistics-oracle.ts';
import { allocate, quotasOf, type Shared } from './allocate.ts';
import { readEarlierCount } from './earlier-count.ts';

const KINDS = ['equal', 'proportional', 'square root', 'neyman'] as const;

/** Strata, and an allocation of as many units as they can take. */
const plans = fc
  .record({
    units: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }),
    deviations: fc.array(fc.double({ min: 0.001, max: 900, noNaN: true }), { minLength: 9, maxLength: 9 }),
    kind: fc.constantFrom(...KINDS),
    atLeast: fc.integer({ min: 1, max: 4 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ units, deviations, kind, atLeast, part }) => {
    const strata = units.map((count, at) => ({ stratum: `s${at}`, units: count }));
    const [least, most] = [sumOf(units.map((count) => Math.min(count, atLeast))), sumOf(units)];
    const n = least + Math.round(part * (most - least));
    return { strata, allocation: allocationOf(kind, { n, atLeast, deviations }), atLeast, n };
  });

interface Parts {
  readonly n: number;
  readonly atLeast: number;
  readonly deviations: readonly number[];
}

function allocationOf(kind: (typeof KINDS)[number], { n, atLeast, deviations }: Parts): Shared {
  if (kind !== 'neyman') return { kind, n, atLeast };
  return { kind, n, atLeast, deviations: Object.fromEntries(deviations.map((one, at) => [`s${at}`, one])) };
}

function weightsOf(units: readonly number[], allocation: Shared): number[] {
  if (allocation.kind === 'neyman') return units.map((count, at) => count * (allocation.deviations[`s${at}`] ?? 0));
  if (allocation.kind === 'equal') return units.map(() => 1);
  return allocation.kind === 'proportional' ? [...units] : units.map(Math.sqrt);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function shares(strata: readonly { stratum: string; units: number }[], allocation: Shared): readonly number[] {
  const told = tellOf(allocation, strata.length);
  const result = allocate(strata, told);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Deviations of as many strata as there are. */
function tellOf(allocation: Shared, count: number): Shared {
  if (allocation.kind !== 'neyman') return allocation;
  return { ...allocation, deviations: Object.fromEntries(Object.entries(allocation.deviations).slice(0, count)) };
}

describe('an allocation', () => {
  it('gives all that is to be given, within the bounds of every stratum', () => {
    fc.assert(
      fc.property(plans, ({ strata, allocation, atLeast, n }) => {
        const counts = shares(strata, allocation);
        expect(sumOf(counts)).toBe(n);
        for (const [at, { units }] of strata.entries()) {
          expect(counts[at]).toBeGreaterThanOrEqual(Math.min(units, atLeast));
          expect(counts[at]).toBeLessThanOrEqual(units);
        }
      }),
    );
  });
  it('is within one of the shares that bounds leave, where these are found by halving', () => {
    fc.assert(
      fc.property(plans, ({ strata, allocation, atLeast, n }) => {
        const weights = weightsOf(
          strata.map(({ units }) => units),
          allocation,
        );
        const clamped = (factor: number) =>
          strata.map(({ units }, at) => {
            return Math.max(Math.min(units, atLeast), Math.min(units, factor * (weights[at] ?? 0)));
          });
        let [low, high] = [0, 1e9];
        for (let step = 0; step < 200; step += 1) {
          const middle = (low + high) / 2;
          if (sumOf(clamped(middle)) < n) low = middle;
          else high = middle;
        }
        const counts = shares(strata, allocation);
        for (const [at, share] of clamped(high).entries()) {
          expect(Math.abs((counts[at] ?? 0) - share)).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });
  it('gives what is left to the largest remainders, of equal ones to the first', () => {
    const strata = [30, 30, 30, 10].map((units, at) => ({ stratum: `s${at}`, units }));
    expect(shares(strata, { kind: 'proportional', n: 10 })).toEqual([3, 3, 2, 2]);
    expect(shares(strata, { kind: 'proportional', n: 10, atLeast: 1 })).toEqual([3, 3, 3, 1]);
    expect(shares(strata, { kind: 'equal', n: 11 })).toEqual([3, 3, 3, 2]);
    expect(shares(strata, { kind: 'equal', n: 60 })).toEqual([17, 17, 16, 10]);
  });
  it('lets strata whose units are all alike have the least there is', () => {
    const strata = ['a', 'b', 'c'].map((stratum) => ({ stratum, units: 50 }));
    const deviations = { a: 0, b: 3, c: 1 };
    expect(shares(strata, { kind: 'neyman', n: 22, deviations })).toEqual([2, 15, 5]);
    expect(allocate(strata, { kind: 'neyman', n: 103, deviations })).toEqual({
      ok: false,
      error: [{ kind: 'no deviation', left: 3 }],
    });
    expect(shares(strata, { kind: 'neyman', n: 6, deviations: { a: 0, b: 0, c: 0 } })).toEqual([2, 2, 2]);
    expect(shares(strata, { kind: 'neyman', n: 6, deviations: { a: 5e-324, b: 1e308, c: 1 } })).toEqual([2, 2, 2]);
  });
});

describe('an allocation is refused', () => {
  const strata = [
    { stratum: 'a', units: 1 },
    { stratum: 'b', units: 40 },
  ];
  it.each([
    ['more than there are', { kind: 'equal', n: 42 }, [{ kind: 'too many', stratum: null, wanted: 42, units: 41 }]],
    ['fewer than the least', { kind: 'proportional', n: 2 }, [{ kind: 'too few', wanted: 2, least: 3 }]],
    [
      'a broken number',
      { kind: 'proportional', n: 2.5 },
      [{ kind: 'bad number', field: 'n', stratum: null, found: 2.5, least: 1, most: 41 }],
    ],
    [
      'a least number of none',
      { kind: 'square root', n: 5, atLeast: 0 },
      [{ kind: 'bad number', field: 'at least', stratum: null, found: 0, least: 1, most: null }],
    ],
    [
      'counts of other strata',
      { kind: 'counts', counts: { a: 1, c: 2 } },
      [
        { kind: 'stratum not told', stratum: 'b' },
        { kind: 'stratum without units', stratum: 'c' },
      ],
    ],
    [
      'counts that cannot be',
      { kind: 'counts', counts: { a: 2, b: 0 } },
      [
        { kind: 'too many', stratum: 'a', wanted: 2, units: 1 },
        { kind: 'bad number', field: 'count', stratum: 'b', found: 0, least: 1, most: 40 },
      ],
    ],
    [
      'deviations that are none',
      { kind: 'neyman', n: 9, deviations: { a: -1, b: Number.NaN } },
      [
        { kind: 'bad number', field: 'deviation', stratum: 'a', found: -1, least: 0, most: null },
        { kind: 'bad number', field: 'deviation', stratum: 'b', found: Number.NaN, least: 0, most: null },
      ],
    ],
  ] as const)('%s', (_, allocation, error) => {
    expect(allocate(strata, allocation)).toEqual({ ok: false, error });
  });
});

interface Oracle {
  readonly proportional: number[];
  readonly proportional_integer: number[];
  readonly neyman: number[];
  readonly neyman_integer: number[];
  readonly sqrt: number[];
}

it.skipIf(!hasStatisticsOracle)('has the quotas and the counts of R (../shared/oracles/statistics)', () => {
  const { expected, tolerance_rel } = readVector<unknown, Oracle>('allocation', 'G-ALLOC');
  const rows = readOracleTable('inputs/simA_frame.csv');
  const units = rows.map((row) => ({ stratum: `${row.constituency}`, y: Number(row.c1), x: Number(row.valid) }));
  const count = readEarlierCount(units);
  if (!count.ok) throw new Error(JSON.stringify(count.error));
  const { strata } = count.value;
  const deviations = Object.fromEntries(strata.map(({ stratum, deviation }) => [stratum, deviation]));
  const neyman = { kind: 'neyman', n: 620, atLeast: 1, deviations } as const;
  const near = (found: readonly number[], wanted: readonly number[]) => {
    expect(found).toHaveLength(wanted.length);
    for (const [at, one] of wanted.entries()) expect(Math.abs((found[at] ?? 0) / one - 1)).toBeLessThan(tolerance_rel);
  };
  near(quotasOf(strata, { kind: 'proportional', n: 620 }), expected.proportional);
  near(quotasOf(strata, { kind: 'square root', n: 620 }), expected.sqrt);
  near(quotasOf(strata, neyman), expected.neyman);
  expect(shares(strata, { kind: 'proportional', n: 620, atLeast: 1 })).toEqual(expected.proportional_integer);
  expect(shares(strata, neyman)).toEqual(expected.neyman_integer);
});
