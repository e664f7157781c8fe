import { err, ok, type Result } from '../../kernel/result.ts';
import type { Allocation } from './design.ts';
import type { SamplingFault } from './fault.ts';

/** A stratum as far as an allocation needs it: its name, and of how many units something is drawn. */
export interface StratumSize {
  readonly stratum: string;
  readonly units: number;
}

/** Allocations that share a number out. */
export type Shared = Exclude<Allocation, { readonly kind: 'none' | 'counts' }>;

const AT_LEAST = 2;

/** A share being worked out: weight, bounds, and the number once it is settled. */
interface Share {
  readonly weight: bigint;
  readonly least: number;
  readonly most: number;
  settled: number | null;
}

/**
 * How many units are drawn in each stratum, in the order of `strata`. Computed in whole numbers, hence the same
 * everywhere: quotas are n × weight / sum of weights; strata whose quota lies beyond a bound get the bound, and the rest is
 * shared out anew among the others until no quota does; then everyone gets the whole part, and what is left goes to the
 * largest remainders, of equal ones to the stratum that comes first.
 */
export function allocate(
  strata: readonly StratumSize[],
  allocation: Exclude<Allocation, { readonly kind: 'none' }>,
): Result<number[], readonly SamplingFault[]> {
  const faults = tableFaults(strata, allocation);
  if (faults.length > 0) return err(faults);
  if (allocation.kind === 'counts') return ok(strata.map(({ stratum }) => allocation.counts[stratum] ?? 0));
  const boundFaults = findBoundFaults(strata, allocation);
  return boundFaults.length > 0 ? err(boundFaults) : shareOut(strata, allocation);
}

/**
 * The quotas that `allocate` starts from, with their fractions and without bounds: n × weight / sum of weights, to 2^-64.
 *
 * @param allocation one whose deviations speak of all strata, and are not all 0.
 */
export function quotasOf(strata: readonly StratumSize[], allocation: Shared): number[] {
  const weights = weightsOf(strata, allocation);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return weights.map((weight) => Number(((BigInt(allocation.n) * weight) << 64n) / total) / 2 ** 64);
}

/** Whether `n` and `atLeast` are numbers of units, and the strata can take `n`. */
function findBoundFaults(strata: readonly StratumSize[], { n, atLeast = AT_LEAST }: Shared): SamplingFault[] {
  const all = strata.reduce((sum, { units }) => sum + units, 0);
  if (!Number.isSafeInteger(atLeast) || atLeast < 1) {
    return [{ kind: 'bad number', field: 'at least', stratum: null, found: atLeast, least: 1, most: null }];
  }
  if (!Number.isSafeInteger(n) || n < 1) {
    return [{ kind: 'bad number', field: 'n', stratum: null, found: n, least: 1, most: all }];
  }
  if (n > all) return [{ kind: 'too many', stratum: null, wanted: n, units: all }];
  const least = strata.reduce((sum, { units }) => sum + Math.min(atLeast, units), 0);
  return n < least ? [{ kind: 'too few', wanted: n, least }] : [];
}

function shareOut(strata: readonly StratumSize[], allocation: Shared): Result<number[], readonly SamplingFault[]> {
  const weights = weightsOf(strata, allocation);
  const shares = strata.map(({ units }, at): Share => {
    const least = Math.min(allocation.atLeast ?? AT_LEAST, units);
    return { weight: weights[at] ?? 0n, least, most: units, settled: least === units ? units : null };
  });
  while (settleBeyondBounds(shares, allocation.n));
  const open = shares.filter((share) => share.settled === null);
  const left = leftOver(shares, allocation.n);
  if (left > 0 && sumOfWeights(open) === 0n) return err([{ kind: 'no deviation', left }]);
  settleByRemainder(open, left);
  return ok(shares.map((share) => share.settled ?? 0));
}

/**
 * Settles the open strata whose quota lies below their least number, or those above their most: whichever are further
 * off altogether, as what is settled for the others could still come back within its bounds. Whether any was.
 */
function settleBeyondBounds(shares: readonly Share[], n: number): boolean {
  const open = shares.filter((share) => share.settled === null);
  const [left, total] = [BigInt(leftOver(shares, n)), sumOfWeights(open)];
  if (total === 0n) return settleWeightless(open, Number(left));
  const below = open.filter((share) => left * share.weight < BigInt(share.least) * total);
  const above = open.filter((share) => left * share.weight > BigInt(share.most) * total);
  const lack = below.reduce((sum, share) => sum + BigInt(share.least) * total - left * share.weight, 0n);
  const excess = above.reduce((sum, share) => sum + left * share.weight - BigInt(share.most) * total, 0n);
  if (lack >= excess) for (const share of below) share.settled = share.least;
  if (excess >= lack) for (const share of above) share.settled = share.most;
  return below.length + above.length > 0;
}

/** Strata without weight get their least number where that is all that is left. */
function settleWeightless(open: readonly Share[], left: number): boolean {
  if (left !== open.reduce((sum, share) => sum + share.least, 0)) return false;
  for (const share of open) share.settled = share.least;
  return open.length > 0;
}

function settleByRemainder(open: readonly Share[], left: number): void {
  const total = sumOfWeights(open);
  const quotas = open.map((share) => BigInt(left) * share.weight);
  for (const [at, share] of open.entries()) share.settled = Number((quotas[at] ?? 0n) / total);
  const more = open.reduce((rest, share) => rest - (share.settled ?? 0), left);
  const byRemainder = open
    .map((share, at) => ({ share, at, remainder: (quotas[at] ?? 0n) % total }))
    .sort((one, other) => compareBig(other.remainder, one.remainder) || one.at - other.at);
  for (const { share } of byRemainder.slice(0, more)) share.settled = (share.settled ?? 0) + 1;
}

function leftOver(shares: readonly Share[], n: number): number {
  return shares.reduce((left, share) => left - (share.settled ?? 0), n);
}

function sumOfWeights(shares: readonly Share[]): bigint {
  return shares.reduce((sum, share) => sum + share.weight, 0n);
}

function compareBig(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Binary places that square roots are worked out to. */
const ROOT_BITS = 128n;

function weightsOf(strata: readonly StratumSize[], allocation: Shared): bigint[] {
  if (allocation.kind === 'neyman') {
    const deviations = wholeMultiples(strata.map(({ stratum }) => allocation.deviations[stratum] ?? 0));
    return strata.map(({ units }, at) => BigInt(units) * (deviations[at] ?? 0n));
  }
  if (allocation.kind === 'equal') return strata.map(() => 1n);
  if (allocation.kind === 'proportional') return strata.map(({ units }) => BigInt(units));
  return strata.map(({ units }) => rootOf(BigInt(units) << (2n * ROOT_BITS)));
}

/** The largest whole number whose square is not larger (Newton, from above). */
function rootOf(square: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The numbers times one power of two that makes them all whole: a number of the machine is a multiple of one exactly. */
function wholeMultiples(numbers: readonly number[]): bigint[] {
  const parts = numbers.map(splitNumber);
  const lowest = parts.reduce((least, { exponent }) => Math.min(least, exponent), 0);
  return parts.map(({ mantissa, exponent }) => mantissa << BigInt(exponent - lowest));
}

function splitNumber(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  let [mantissa, exponent] = [value, 0];
  for (; !Number.isInteger(mantissa); exponent -= 1) mantissa *= 2;
  return { mantissa: BigInt(mantissa), exponent };
}

/** Counts and deviations must speak of all strata, and of no others. */
function tableFaults(strata: readonly StratumSize[], allocation: Allocation): SamplingFault[] {
  if (allocation.kind === 'counts') {
    const faults = namesFaults(strata, allocation.counts);
    return faults.length > 0 ? faults : strata.flatMap((one) => countFaults(one, allocation.counts[one.stratum] ?? 0));
  }
  if (allocation.kind !== 'neyman') return [];
  const faults = namesFaults(strata, allocation.deviations);
  if (faults.length > 0) return faults;
  return strata.flatMap(({ stratum }) => {
    const found = allocation.deviations[stratum] ?? 0;
    if (Number.isFinite(found) && found >= 0) return [];
    return [{ kind: 'bad number', field: 'deviation', stratum, found, least: 0, most: null } as const];
  });
}

function namesFaults(strata: readonly StratumSize[], table: Readonly<Record<string, number>>): SamplingFault[] {
  const names = new Set(strata.map(({ stratum }) => stratum));
  const untold = strata.filter(({ stratum }) => !Object.hasOwn(table, stratum));
  return [
    ...untold.map(({ stratum }) => ({ kind: 'stratum not told', stratum }) as const),
    ...Object.keys(table).flatMap((stratum) => {
      return names.has(stratum) ? [] : [{ kind: 'stratum without units', stratum } as const];
    }),
  ];
}

function countFaults({ stratum, units }: StratumSize, found: number): SamplingFault[] {
  if (!Number.isSafeInteger(found) || found < 1) {
    return [{ kind: 'bad number', field: 'count', stratum, found, least: 1, most: units }];
  }
  return found > units ? [{ kind: 'too many', stratum, wanted: found, units }] : [];
}
