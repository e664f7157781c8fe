import type { Seeded } from '../../kernel/seed.ts';

// Only + − × ÷ of IEEE 754, in a fixed order: these round alike on every machine, which exponentials do not.

const MOST_ROUNDS = 500;
const NEAR_ENOUGH = 1e-13;
/** A round that brings less than this is the sign of steps that are too long. */
const SLOW = 0.75;

/**
 * Chances of a draw that takes or leaves each by itself, such that those of its samples that have exactly `n` have the
 * wanted chances: conditional Poisson sampling (Hájek 1964), which of all designs with these chances has the largest
 * entropy. Found by p ← p + wanted − reached (Deville 2000; Tillé, "Sampling Algorithms", 2006, 5.2.3), with half of
 * the step where whole ones swing to and fro, as they do with two units.
 *
 * @param wanted chances in (0, 1), `n` together.
 * @returns null where they are not found to 1e-13 in 500 rounds, since some are too near to 1.
 */
export function findWorkingChances(wanted: Float64Array, n: number): Float64Array | null {
  const working = wanted.slice();
  let [step, before] = [1, Number.POSITIVE_INFINITY];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const off = reachedChances(working, n).map((reached, at) => (wanted[at] as number) - reached);
    const furthest = off.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    if (furthest <= NEAR_ENOUGH) return working;
    if (furthest > SLOW * before) step = 0.5;
    before = furthest;
    for (let at = 0; at < working.length; at += 1) working[at] = (working[at] as number) + step * (off[at] as number);
    if (!working.every((chance) => chance > 0 && chance < 1)) return null;
  }
  return null;
}

/** Draws everyone by their working chance, in order, until there are `n`; the places, rising. */
export function drawByEntropy(random: Seeded, working: Float64Array, n: number): number[] {
  for (;;) {
    const drawn: number[] = [];
    for (let at = 0; at < working.length; at += 1) {
      if (random.share() < (working[at] as number)) drawn.push(at);
    }
    if (drawn.length === n) return drawn;
  }
}

/**
 * The chance that two are drawn together by `drawByEntropy`, for all pairs of the `wanted`; on the diagonal the chance of
 * each. Where one is drawn, the others are drawn as `n` − 1 of a frame without it are.
 */
export function jointByEntropy(working: Float64Array, n: number, wanted: readonly number[]): number[][] {
  const chances = reachedChances(working, n);
  return wanted.map((one) => {
    const chance = chances[one] as number;
    const others = reachedChances(
      working.filter((_, at) => at !== one),
      n - 1,
    );
    return wanted.map((other) =>
      other === one ? chance : chance * (others[other < one ? other : other - 1] as number),
    );
  });
}

/**
 * The chances of everyone among the samples of `n`: that of being taken, times that the others are n − 1, over that all
 * are n. Nothing is subtracted but from 1, so that no place is lost however many there are.
 */
function reachedChances(working: Float64Array, n: number): Float64Array {
  const width = n + 1;
  const after = countsAfter(working, width);
  const all = after[n] as number;
  const before = new Float64Array(width);
  before[0] = 1;
  return working.map((chance, at) => {
    const rest = (at + 1) * width;
    let sum = 0;
    for (let count = 0; count < n; count += 1)
      sum += (before[count] as number) * (after[rest + n - 1 - count] as number);
    for (let count = n; count > 0; count -= 1) {
      before[count] = (before[count] as number) * (1 - chance) + (before[count - 1] as number) * chance;
    }
    before[0] = (before[0] as number) * (1 - chance);
    return (chance * sum) / all;
  });
}

/** The chance of exactly 0, 1, … taken from each place to the end, `width` numbers for each place and one row of none. */
function countsAfter(working: Float64Array, width: number): Float64Array {
  const after = new Float64Array((working.length + 1) * width);
  after[working.length * width] = 1;
  for (let at = working.length - 1; at >= 0; at -= 1) {
    const chance = working[at] as number;
    const [row, next] = [at * width, (at + 1) * width];
    after[row] = (after[next] as number) * (1 - chance);
    for (let count = 1; count < width; count += 1) {
      after[row + count] =
        (after[next + count] as number) * (1 - chance) + (after[next + count - 1] as number) * chance;
    }
  }
  return after;
}
