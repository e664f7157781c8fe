import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasStatisticsOracle, readOracleTable, readVector } from '../../../test/support/statistics-oracle.ts';
import type { Result } from '../../kernel/result.ts';
import { drawSome, streamOf } from '../random.ts';
import { quotasOf } from './allocate.ts';
import { type CountedUnit, plannedError, readEarlierCount } from './earlier-count.ts';
import { marginOf, planSize, quantileOf, ratioVariance, type SizeWish, shareVariance } from './plan-size.ts';

const WISH: SizeWish = {
  unitVariance: shareVariance(0.5),
  margin: 0.03,
  quantile: quantileOf(95),
  population: null,
  designEffect: 1,
  response: 1,
};

const got = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const near = (found: number | null, wanted: number | undefined, relative = 1e-8) => {
  expect(Math.abs((found ?? Number.NaN) / (wanted ?? Number.NaN) - 1)).toBeLessThanOrEqual(relative);
};

describe('a size', () => {
  const wishes = fc.record({
    unitVariance: fc.double({ min: 0.01, max: 0.25, noNaN: true }),
    margin: fc.double({ min: 0.002, max: 0.2, noNaN: true }),
    quantile: fc.constantFrom(90 as const, 95 as const, 99 as const).map(quantileOf),
    population: fc.option(fc.integer({ min: 100, max: 200_000 })),
    designEffect: fc.double({ min: 0.5, max: 4, noNaN: true }),
    response: fc.double({ min: 0.3, max: 1, noNaN: true }),
  });
  it('has the margin that was wished for, and one answer less does not', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const planned = planSize(wish);
        if (!planned.ok) return;
        const { answers, whole } = planned.value;
        near(got(marginOf(answers, wish)), wish.margin, 1e-9);
        expect(whole * wish.response).toBeGreaterThanOrEqual(answers * (1 - 1e-9));
        if (whole > 1) expect((whole - 1) * wish.response).toBeLessThan(answers);
      }),
    );
  });
  it('is never more than the frame has, and refused where too few of it answer', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const planned = planSize(wish);
        if (wish.population === null || planned.ok) {
          expect(got(planned).whole).toBeLessThanOrEqual(wish.population ?? Number.POSITIVE_INFINITY);
        } else {
          expect(planned.error.kind).toBe('frame too small');
          expect(wish.response).toBeLessThan(1);
        }
      }),
    );
    expect(planSize({ ...WISH, margin: 0.001, population: 300, response: 0.9 })).toMatchObject({
      ok: false,
      error: { kind: 'frame too small', population: 300 },
    });
  });
  it('is not rounded up for the last binary place of a product', () => {
    expect(got(planSize({ ...WISH, quantile: 2, margin: 0.05, designEffect: 1.1 })).whole).toBe(440);
    expect(got(planSize({ ...WISH, quantile: 2, margin: 0.05, designEffect: 1.1001 })).whole).toBe(441);
  });
  it.each([
    ['unitVariance', 0],
    ['margin', -0.1],
    ['quantile', Number.NaN],
    ['population', 2.5],
    ['designEffect', Number.POSITIVE_INFINITY],
    ['response', 1.01],
  ] as const)('is refused where %s is out of range', (field, found) => {
    const error = { kind: 'out of range', field, found };
    expect(planSize({ ...WISH, [field]: found })).toEqual({ ok: false, error });
    if (field !== 'margin' && field !== 'response') {
      expect(marginOf(100, { ...WISH, [field]: found })).toEqual({ ok: false, error });
    }
  });
  it('has no margin of more answers than there are units, or of none', () => {
    expect(got(marginOf(200, { ...WISH, population: 200 }))).toBe(0);
    for (const answers of [0, 201]) expect(marginOf(answers, { ...WISH, population: 200 }).ok).toBe(false);
  });
});

describe('an earlier count', () => {
  it('tells how much units differ within their strata', () => {
    const units = [
      { stratum: 'a', y: 10, x: 20 },
      { stratum: 'a', y: 30, x: 40 },
      { stratum: 'b', y: 20, x: 60 },
    ];
    const count = got(readEarlierCount(units));
    expect(count).toMatchObject({ ratio: 0.5, total: 120 });
    // Residuals 0 and 10 in one, −10 in the other.
    expect(count.strata).toEqual([
      { stratum: 'a', units: 2, deviation: Math.sqrt(50) },
      { stratum: 'b', units: 1, deviation: 0 },
    ]);
    near(plannedError(count, [1, 1]), Math.sqrt((4 * 0.5 * 50) / 1) / 120);
    expect(plannedError(count, [2, 1])).toBe(0);
    for (const counts of [[0, 1], [3, 1], [1], [Number.NaN, 1]]) expect(plannedError(count, counts)).toBeNull();
  });
  it('is refused with every number that is none, or without a total', () => {
    expect(readEarlierCount([])).toEqual({ ok: false, error: [{ kind: 'no total' }] });
    const units = [
      { stratum: 'a', y: 1, x: 2 },
      { stratum: 'a', y: Number.NaN, x: Number.POSITIVE_INFINITY },
    ];
    expect(readEarlierCount(units)).toEqual({
      ok: false,
      error: [
        { kind: 'not a number', row: 2, field: 'y', found: Number.NaN },
        { kind: 'not a number', row: 2, field: 'x', found: Number.POSITIVE_INFINITY },
      ],
    });
  });
});

interface Sizes {
  readonly ndi_voters: { N: number; E: number; z: number; p: number; n: number }[];
  readonly station_moe_handbook: { n: number; z: number; moe: number }[];
  readonly ratio_station: { N: number; S_e: number; xbar: number; E: number; z: number; n0: number; n: number };
  readonly inflate_nonresponse: { n: number; rate: number; n_out: number };
  readonly deff: { n_srs: number; deff: number; n_out: number };
}

interface Mexico {
  readonly candidates: string[];
  readonly share: number[];
  readonly se_strat_25_each: number[];
  readonly se_strat_proportional_7500_fractional: number[];
  readonly se_strat_neyman_on_first_fractional: number[];
  readonly se_srs_7500: number[];
  readonly se_srs_1500: number[];
  readonly neyman_alloc_first10: number[];
}

interface Coverage {
  readonly candidates: string[];
  readonly accept: [number, number];
  readonly mean_se: number[];
  readonly mean_se_accept_rel: number;
}

describe.skipIf(!hasStatisticsOracle)('R and the handbooks (../shared/oracles/statistics)', () => {
  it('have the same sizes and margins', () => {
    const { expected } = readVector<unknown, Sizes>('sample-size', 'G-SIZE');
    for (const { N, E, z, p, n } of expected.ndi_voters) {
      const wish = { ...WISH, unitVariance: shareVariance(p), margin: E, quantile: z, population: N };
      near(got(planSize(wish)).answers, n);
    }
    for (const { n, z, moe } of expected.station_moe_handbook) near(got(marginOf(n, { ...WISH, quantile: z })), moe);
    const { N, S_e, xbar, E, z, n0, n } = expected.ratio_station;
    const wish = { ...WISH, unitVariance: ratioVariance(S_e, xbar), margin: E, quantile: z, population: N };
    near(got(planSize(wish)).simple, n0);
    near(got(planSize(wish)).answers, n);
    near(z, quantileOf(95));
  });
  it('have the same steps for a design effect and for those who do not answer', () => {
    const { deff, inflate_nonresponse: inflate } = readVector<unknown, Sizes>('sample-size', 'G-SIZE').expected;
    const wished = (n: number) => ({ ...WISH, quantile: 1, margin: Math.sqrt(0.25 / n) });
    near(got(planSize({ ...wished(deff.n_srs), designEffect: deff.deff })).withDesign, deff.n_out);
    near(got(planSize({ ...wished(inflate.n), response: 1 - inflate.rate })).drawn, inflate.n_out);
  });

  const rows = hasStatisticsOracle ? readOracleTable('real/mexico/mx2012_stations.csv.gz') : [];
  const unitsOf = (candidate: string, isWhole = false): CountedUnit[] => {
    return rows.map((row) => ({
      stratum: isWhole ? '' : `${row.dist}`,
      y: Number(row[candidate]),
      x: Number(row.total),
    }));
  };
  it('have the same errors of designs planned from Mexico 2012', () => {
    const { expected } = readVector<unknown, Mexico>('design-planning', 'G-MX2012-PLAN');
    const first = got(readEarlierCount(unitsOf(expected.candidates[0] ?? '')));
    const deviations = Object.fromEntries(first.strata.map(({ stratum, deviation }) => [stratum, deviation]));
    const neyman = quotasOf(first.strata, { kind: 'neyman', n: 7500, deviations });
    const byNumber = first.strata
      .map(({ stratum }, at) => ({ stratum: Number(stratum), quota: neyman[at] ?? 0 }))
      .sort((one, other) => one.stratum - other.stratum);
    for (const [at, quota] of expected.neyman_alloc_first10.entries()) near(byNumber[at]?.quota ?? 0, quota);
    for (const [at, candidate] of expected.candidates.entries()) {
      const count = got(readEarlierCount(unitsOf(candidate)));
      near(count.ratio, expected.share[at]);
      const each = count.strata.map(() => 25);
      near(plannedError(count, each), expected.se_strat_25_each[at]);
      const proportional = quotasOf(count.strata, { kind: 'proportional', n: 7500 });
      near(plannedError(count, proportional), expected.se_strat_proportional_7500_fractional[at]);
      near(plannedError(count, neyman), expected.se_strat_neyman_on_first_fractional[at]);
      const whole = got(readEarlierCount(unitsOf(candidate, true)));
      near(plannedError(whole, [7500]), expected.se_srs_7500[at]);
      near(plannedError(whole, [1500]), expected.se_srs_1500[at]);
    }
  });
  it('have the coverage and the mean error of samples that are drawn from Mexico 2012', () => {
    const { expected } = readVector<unknown, Coverage>('design-planning', 'G-COVER');
    const counted = expected.candidates.map((candidate) => unitsOf(candidate));
    const truths = counted.map((units) => got(readEarlierCount(units)).ratio);
    const random = streamOf(['coverage']);
    const strata = rowsByStratum(counted[0] ?? []);
    const columns = counted.map(columnsOf);
    const runs = Array.from({ length: 1_500 }, () => {
      const sample = strata.map((of) => ({ units: of.length, drawn: drawSome(random, of, 5) }));
      return columns.map((one) => estimate(sample, one));
    });
    for (const [at, truth] of truths.entries()) {
      const found = runs.map((run) => run[at] ?? { ratio: Number.NaN, error: Number.NaN });
      const covered = found.filter(({ ratio, error }) => Math.abs(ratio - truth) <= T_1200 * error).length;
      expect(covered / found.length).toBeGreaterThanOrEqual(expected.accept[0]);
      expect(covered / found.length).toBeLessThanOrEqual(expected.accept[1]);
      const mean = found.reduce((sum, { error }) => sum + error, 0) / found.length;
      near(mean, expected.mean_se[at], expected.mean_se_accept_rel);
    }
  });
});

/** The 97.5 % quantile of Student's distribution with 1,200 degrees of freedom. */
const T_1200 = 1.96194;

function rowsByStratum(units: readonly CountedUnit[]): number[][] {
  const strata = new Map<string, number[]>();
  for (const [row, { stratum }] of units.entries()) {
    const known = strata.get(stratum) ?? [];
    known.push(row);
    strata.set(stratum, known);
  }
  return [...strata.values()];
}

/** Numbers of each row; typed arrays, as they are read millions of times. */
interface Columns {
  readonly y: Float64Array;
  readonly x: Float64Array;
}

function columnsOf(units: readonly CountedUnit[]): Columns {
  return { y: Float64Array.from(units, ({ y }) => y), x: Float64Array.from(units, ({ x }) => x) };
}

/** The combined ratio and its linearised error, by the textbook (Särndal, Swensson and Wretman, 5.6), from rows of each stratum. */
function estimate(sample: readonly { units: number; drawn: readonly number[] }[], { y, x }: Columns) {
  let [totalY, totalX] = [0, 0];
  for (const { units, drawn } of sample) {
    for (const row of drawn) {
      totalY += ((y[row] as number) * units) / drawn.length;
      totalX += ((x[row] as number) * units) / drawn.length;
    }
  }
  const ratio = totalY / totalX;
  let variance = 0;
  for (const { units, drawn } of sample) {
    let [sum, squares] = [0, 0];
    for (const row of drawn) {
      const residual = (y[row] as number) - ratio * (x[row] as number);
      sum += residual;
      squares += residual ** 2;
    }
    const spread = (squares - sum ** 2 / drawn.length) / (drawn.length - 1);
    variance += (units ** 2 * (1 - drawn.length / units) * spread) / drawn.length;
  }
  return { ratio, error: Math.sqrt(variance) / totalX };
}
