import { err, ok, type Result } from '../../kernel/result.ts';
import type { StratumSize } from './allocate.ts';

/** A unit of an earlier count: what is of interest (votes for somebody) and what it is a share of (valid votes). */
export interface CountedUnit {
  readonly stratum: string;
  readonly y: number;
  readonly x: number;
}

/** What an earlier count tells of a stratum. */
export interface CountedStratum extends StratumSize {
  /** Standard deviation of the residuals y − R x of its units (divisor N_h − 1); 0 where it has a single one. */
  readonly deviation: number;
}

/** An earlier count, as a plan needs it. */
export interface EarlierCount {
  /** R, the sum of y over the sum of x. */
  readonly ratio: number;
  /** The sum of x. */
  readonly total: number;
  /** In the order in which the units come to them. */
  readonly strata: readonly CountedStratum[];
}

/** Why there is nothing to plan with. Rows count from 1. */
export type CountFault =
  | { readonly kind: 'not a number'; readonly row: number; readonly field: 'y' | 'x'; readonly found: number }
  /** The x of all units together is not above 0. */
  | { readonly kind: 'no total' };

/**
 * How much units differ from the common ratio within their strata: what Neyman's allocation and the error of a planned
 * sample follow from. Whether the next count will be like the earlier one is for the planner to judge.
 */
export function readEarlierCount(units: readonly CountedUnit[]): Result<EarlierCount, readonly CountFault[]> {
  const faults = units.flatMap((unit, at) => findNumberFaults(unit, at + 1));
  if (faults.length > 0) return err(faults);
  const total = sumOf(units.map(({ x }) => x));
  if (!(total > 0)) return err([{ kind: 'no total' }]);
  const ratio = sumOf(units.map(({ y }) => y)) / total;
  const residuals = new Map<string, number[]>();
  for (const { stratum, y, x } of units) {
    const known = residuals.get(stratum) ?? [];
    known.push(y - ratio * x);
    residuals.set(stratum, known);
  }
  const strata = [...residuals].map(([stratum, values]) => {
    return { stratum, units: values.length, deviation: deviationOf(values) };
  });
  return ok({ ratio, total, strata });
}

/**
 * The standard error that the ratio would have had if `counts[h]` units had been drawn of each stratum by simple random
 * sampling: √ Σ N_h² (1 − n_h/N_h) S_h² / n_h over the total of x. Counts may have fractions (`quotasOf`).
 *
 * @returns the error as a share; null where a count is missing, not above 0 or more than its stratum has.
 */
export function plannedError({ strata, total }: EarlierCount, counts: readonly number[]): number | null {
  let variance = 0;
  for (const [at, { units, deviation }] of strata.entries()) {
    const count = counts[at] ?? 0;
    if (!(count > 0 && count <= units)) return null;
    variance += (units ** 2 * (1 - count / units) * deviation ** 2) / count;
  }
  return Math.sqrt(variance) / total;
}

function findNumberFaults(unit: CountedUnit, row: number): CountFault[] {
  return (['y', 'x'] as const).flatMap((field) => {
    return Number.isFinite(unit[field]) ? [] : [{ kind: 'not a number', row, field, found: unit[field] } as const];
  });
}

function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
