import type { Result } from '../../src/kernel/result.ts';
import type { Design } from '../../src/stats/sampling/design.ts';
import { type Draw, drawSample } from '../../src/stats/sampling/draw-sample.ts';
import type { SamplingFault } from '../../src/stats/sampling/fault.ts';
import type { FrameUnit } from '../../src/stats/sampling/frame.ts';

/** Fifteen units in three strata and seven clusters; one is far larger than the others. */
export const UNITS: readonly FrameUnit[] = [
  ['01', 'north', 'n1', 40],
  ['02', 'north', 'n1', 35],
  ['03', 'north', 'n2', 21],
  ['04', 'north', 'n2', 60],
  ['05', 'north', 'n2', 33],
  ['06', 'north', 'n3', 18],
  ['07', 'south', 's1', 400],
  ['08', 'south', 's2', 30],
  ['09', 'south', 's2', 44],
  ['10', 'south', 's3', 25],
  ['11', 'south', 's3', 31],
  ['12', 'south', 's3', 27],
  ['13', 'west', 'w1', 52],
  ['14', 'west', 'w1', 47],
  ['15', 'west', 'w1', 66],
].map(([id, stratum, cluster, size]) => ({
  id: `${id}`,
  stratum: `${stratum}`,
  cluster: `${cluster}`,
  size: Number(size),
}));
/** So many of each of the three strata. */
export const counts = (north: number, south: number, west: number) =>
  ({ kind: 'counts', counts: { north, south, west } }) as const;
/** So many of all. */
export const none = (n: number) => ({ kind: 'none', n }) as const;

/** A draw that came about. */
export function got(result: Result<Draw, readonly SamplingFault[]>): Draw {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
/** A draw of these units. */
export function draw(design: Design, seed: string, reserves = 0): Draw {
  return got(drawSample({ frame: { order: 'id', units: UNITS }, seed, design, reserves }));
}
