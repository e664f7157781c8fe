import { must } from '../../kernel/result.ts';
import { type Fraction, fraction, ONE } from '../fraction.ts';

/** Who is drawn with certainty, and what is left to be drawn of the others in proportion to size. */
export interface Certainty {
  /** Places among the sizes, rising. */
  readonly certain: readonly number[];
  /** Places of the others, rising, none of which reaches certainty. */
  readonly others: readonly number[];
  /** How many of the others are drawn. */
  readonly n: number;
  /** Size of the others together. */
  readonly total: bigint;
}

/**
 * Takes out what would be drawn with a chance of 1 or more: the largest one while n × its size is not less than the size
 * of all; then the same with one draw less and without it, until nobody is so large.
 *
 * @param sizes whole numbers from 1.
 * @param n from 1 to the number of sizes.
 */
export function findCertain(sizes: readonly number[], n: number): Certainty {
  const bySize = sizes.map((_, at) => at).sort((one, other) => sizeAt(sizes, other) - sizeAt(sizes, one));
  let total = sizes.reduce((sum, size) => sum + BigInt(size), 0n);
  const certain = new Set<number>();
  for (const at of bySize) {
    const size = BigInt(sizeAt(sizes, at));
    if (certain.size === n || BigInt(n - certain.size) * size < total) break;
    certain.add(at);
    total -= size;
  }
  const others = sizes.flatMap((_, at) => (certain.has(at) ? [] : [at]));
  return { certain: [...certain].sort((one, other) => one - other), others, n: n - certain.size, total };
}

/**
 * The chance of each of being drawn when `n` are drawn in proportion to size without any twice: 1 for those that
 * `findCertain` takes out, n × size over the size of all for the others. They add up to `n` exactly.
 */
export function inclusionProbabilities(sizes: readonly number[], n: number): Fraction[] {
  const chances = sizes.map(() => ONE);
  const { others, n: left, total } = findCertain(sizes, n);
  for (const at of others) chances[at] = fraction(BigInt(left) * BigInt(sizeAt(sizes, at)), total);
  return chances;
}

/** The size at a place that is there. */
export function sizeAt(sizes: readonly number[], at: number): number {
  return must(sizes[at], 'Sizes: a place beyond the last');
}
