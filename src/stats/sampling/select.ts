import { err, must, ok, type Result } from '../../kernel/result.ts';
import type { Seeded } from '../../kernel/seed.ts';
import { type Fraction, fraction, ONE } from '../fraction.ts';
import { bigBelow, drawSome } from '../random.ts';
import { type Certainty, findCertain, sizeAt } from './certainty.ts';
import type { Method } from './design.ts';
import type { SamplingFault } from './fault.ts';
import { drawByEntropy, findWorkingChances, jointByEntropy } from './maximum-entropy.ts';
import { jointSystematic, selectSystematically } from './systematic.ts';

/** What is drawn of one list. */
export interface Selection {
  /** Places in the list, in the order in which they were drawn: those drawn with certainty first. */
  readonly drawn: readonly { readonly at: number; readonly chance: Fraction }[];
  /** Places of those that are drawn with certainty because of their size, rising. */
  readonly certain: readonly number[];
  /** Where a systematic draw started; null for other methods, and where nothing was left to draw. */
  readonly start: bigint | null;
}

/** Units × draws that maximum entropy is computed for: ten to some hundred times as many steps. */
const MOST_WORK = 2_000_000;

/** A list that is drawn from. */
export interface Lot {
  /** The stratum it is, for faults. */
  readonly stratum: string | null;
  /** Sizes in the order of the frame; looked at by the methods in proportion to size alone. */
  readonly sizes: readonly number[];
  /** How many are drawn, from 1 to the number of sizes. */
  readonly n: number;
}

/** Draws from one list. */
export function select(lot: Lot, method: Method, random: Seeded): Result<Selection, SamplingFault> {
  if (method === 'simple') return ok(selectSimply(lot, random));
  if (method === 'systematic') {
    const sizes = lot.sizes.map(() => 1);
    const start = BigInt(random.below(sizes.length));
    const places = selectSystematically(sizes, lot.n, start);
    return ok({ drawn: withChance(places, fraction(lot.n, sizes.length)), certain: [], start });
  }
  const certainty = findCertain(lot.sizes, lot.n);
  const sizes = certainty.others.map((at) => sizeAt(lot.sizes, at));
  if (certainty.n === 0) return ok(joinSelection(lot, certainty, { places: [], start: null }));
  if (method === 'pps systematic') {
    const start = bigBelow(random, certainty.total);
    return ok(joinSelection(lot, certainty, { places: selectSystematically(sizes, certainty.n, start), start }));
  }
  const working = workingChancesOf(lot, certainty);
  if (!working.ok) return working;
  const places = drawByEntropy(random, working.value, certainty.n);
  return ok(joinSelection(lot, certainty, { places, start: null }));
}

/**
 * The chance of being drawn together, for all pairs of the places `wanted` of a list: what the variance of totals is
 * estimated with (Horvitz and Thompson, Sen, Yates and Grundy). On the diagonal the chance of each.
 */
export function jointProbabilities(
  lot: Lot,
  method: 'pps systematic' | 'pps maximum entropy',
  wanted: readonly number[],
): Result<number[][], SamplingFault> {
  const certainty = findCertain(lot.sizes, lot.n);
  const placeOf = new Map(certainty.others.map((at, place) => [at, place]));
  const uncertain = wanted.filter((at) => placeOf.has(at));
  const places = uncertain.map((at) => must(placeOf.get(at), 'Joint chances: a place that is not there'));
  const joint = jointOfOthers(lot, certainty, { method, places });
  if (!joint.ok) return joint;
  const rowOf = new Map(uncertain.map((at, row) => [at, row]));
  const chanceOf = (one: number, other: number) => {
    const [first, second] = [rowOf.get(one) ?? rowOf.get(other), rowOf.get(other) ?? rowOf.get(one)];
    return first === undefined || second === undefined ? 1 : must(joint.value[first]?.[second], 'Joint chances: a row');
  };
  return ok(wanted.map((one) => wanted.map((other) => chanceOf(one, other))));
}

interface Others {
  readonly method: 'pps systematic' | 'pps maximum entropy';
  readonly places: readonly number[];
}

function jointOfOthers(lot: Lot, certainty: Certainty, { method, places }: Others): Result<number[][], SamplingFault> {
  if (places.length === 0) return ok([]);
  const sizes = certainty.others.map((at) => sizeAt(lot.sizes, at));
  if (method === 'pps systematic') return ok(jointSystematic(sizes, certainty.n, places));
  const working = workingChancesOf(lot, certainty);
  return working.ok ? ok(jointByEntropy(working.value, certainty.n, places)) : working;
}

function selectSimply({ sizes, n }: Lot, random: Seeded): Selection {
  const places = drawSome(random, [...sizes.keys()], n);
  return { drawn: withChance(places, fraction(n, sizes.length)), certain: [], start: null };
}

function withChance(places: readonly number[], chance: Fraction): Selection['drawn'] {
  return places.map((at) => ({ at, chance }));
}

/** Puts those drawn with certainty before the others, whose places are among the others alone. */
function joinSelection(
  { sizes }: Lot,
  { certain, others, n, total }: Certainty,
  { places, start }: { readonly places: readonly number[]; readonly start: bigint | null },
): Selection {
  const drawn = places.map((place) => {
    const at = must(others[place], 'Drawing: a place that is not there');
    return { at, chance: fraction(BigInt(n) * BigInt(sizeAt(sizes, at)), total) };
  });
  return { drawn: [...withChance(certain, ONE), ...drawn], certain, start };
}

function workingChancesOf(lot: Lot, { others, n, total }: Certainty): Result<Float64Array, SamplingFault> {
  const work = others.length * n;
  if (work > MOST_WORK) return err({ kind: 'too much work', stratum: lot.stratum, found: work, most: MOST_WORK });
  const wanted = Float64Array.from(others, (at) => (n * sizeAt(lot.sizes, at)) / Number(total));
  const working = findWorkingChances(wanted, n);
  return working === null ? err({ kind: 'not found', stratum: lot.stratum }) : ok(working);
}
