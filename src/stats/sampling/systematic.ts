import { sizeAt } from './certainty.ts';

/**
 * The places that a systematic draw selects. The sizes, each times `n`, are laid end to end from 0; selected is who
 * covers `start`, or `start` and a multiple of the size of all, counting the beginning of each and not its end. All of it
 * is in whole numbers: with `start` drawn from 0 to the size of all − 1, the chance of each is exactly n × size over the
 * size of all.
 *
 * @param sizes none of which, times `n`, is more than all together; equal chances where all are 1.
 * @param start from 0 to the size of all − 1.
 */
export function selectSystematically(sizes: readonly number[], n: number, start: bigint): number[] {
  const step = sizes.reduce((sum, size) => sum + BigInt(size), 0n);
  const selected: number[] = [];
  let [end, next] = [0n, start];
  for (const [at, size] of sizes.entries()) {
    end += BigInt(n) * BigInt(size);
    if (next >= end) continue;
    selected.push(at);
    next += step;
  }
  return selected;
}

/**
 * The chance that two are drawn together by `selectSystematically`, for all pairs of the `wanted`; on the diagonal the
 * chance of each. Many pairs have none, so that no variance can be estimated without bias from such a draw.
 */
export function jointSystematic(sizes: readonly number[], n: number, wanted: readonly number[]): number[][] {
  const starts = [0n];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0n) + BigInt(n) * BigInt(size));
  const step = sizes.reduce((sum, size) => sum + BigInt(size), 0n);
  const arcs = wanted.map((at) => ({ from: starts[at] ?? 0n, length: BigInt(n) * BigInt(sizeAt(sizes, at)) }));
  return arcs.map((one) => arcs.map((other) => Number(overlapOf(one, other, step)) / Number(step)));
}

interface Arc {
  readonly from: bigint;
  readonly length: bigint;
}

/** How much two arcs of a circle of `step` have in common. */
function overlapOf(one: Arc, other: Arc, step: bigint): bigint {
  const from = (((other.from - one.from) % step) + step) % step;
  const first = smaller(one.length, from + other.length) - from;
  const wrapped = smaller(one.length, from + other.length - step);
  return (first > 0n ? first : 0n) + (wrapped > 0n ? wrapped : 0n);
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
