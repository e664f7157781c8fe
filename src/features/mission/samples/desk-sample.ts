import { type Fault, fault } from '../../../kernel/issue.ts';
import type { LotRecord } from '../../../stats/sampling/draw-sample.ts';
import type { SamplingFault } from '../../../stats/sampling/fault.ts';
import { type PlannedSize, planSize, quantileOf, shareVariance } from '../../../stats/sampling/plan-size.ts';
import type { FrameGap } from './register-frame.ts';

/** Methods that the desk draws by; maximum entropy, which takes long, is drawn at the terminal. */
export const DESK_METHODS = ['simple', 'systematic', 'pps systematic'] as const;
/** Levels of places that can be strata or clusters. */
export const LEVELS = ['region', 'district', 'constituency'] as const;
/** Sorts of polling stations. */
export const SORTS = ['permanent', 'temporary', 'abroad', 'special'] as const;
export const LONGEST_NAME = 100;
export const LONGEST_SEED = 1_000;

/** What is drawn of one stratum, or of the whole frame. */
export type FirstLot = Pick<LotRecord, 'stratum' | 'units' | 'drawn'> & { readonly certain: number };

/** What is drawn at the first stage: of each stratum, or of the frame; in two stages, clusters are counted. */
export function firstLots(lots: readonly LotRecord[]): FirstLot[] {
  return lots
    .filter(({ cluster }) => cluster === null)
    .map(({ stratum, units, drawn, certain }) => ({ stratum, units, drawn, certain: certain.length }));
}

/** Stations of a register that lack what a frame needs of them. */
export interface ToldGap {
  readonly why: FrameGap['why'];
  readonly count: number;
  /** The first of them, by their codes. */
  readonly first: readonly string[];
}

const FIRST_TOLD = 10;

/** What stations of a frame lack, most often first. */
export function tellGaps(gaps: readonly FrameGap[]): ToldGap[] {
  const codes = new Map<FrameGap['why'], string[]>();
  for (const { code, why } of gaps) {
    const found = codes.get(why);
    if (found === undefined) codes.set(why, [code]);
    else found.push(code);
  }
  return [...codes]
    .map(([why, found]) => ({ why, count: found.length, first: found.slice(0, FIRST_TOLD) }))
    .sort((one, other) => other.count - one.count);
}

/** Why nothing can be drawn, as faults that the desk has words for. */
export function faultOfDraw(found: SamplingFault): Fault {
  switch (found.kind) {
    case 'no units':
      return fault('sample-no-units');
    case 'missing':
      return faultOfMissing(found);
    case 'cluster in two strata':
      return fault('sample-cluster-strata', { cluster: found.cluster, one: found.strata[0], other: found.strata[1] });
    case 'bad number':
      return fault('sample-number', { found: found.found, least: found.least });
    case 'too many':
      return fault('sample-too-many', { wanted: found.wanted, units: found.units, stratum: found.stratum ?? '–' });
    case 'too few':
      return fault('sample-too-few', { wanted: found.wanted, least: found.least });
    case 'bad seed':
      return fault('sample-seed');
    default:
      return fault('sample-refused', { kind: found.kind });
  }
}

function faultOfMissing({ field, id }: Extract<SamplingFault, { kind: 'missing' }>): Fault {
  if (field === 'stratum') return fault('sample-missing-stratum', { found: id });
  return field === 'cluster'
    ? fault('sample-missing-cluster', { found: id })
    : fault('sample-missing-size', { found: id });
}

/** How precise a sample is wanted: shares are in [0, 1]. */
export interface PrecisionWish {
  /** Half the width of the interval of a share, at 95 percent. */
  readonly margin: number;
  /** What share of those sent out something comes of. */
  readonly response: number;
  /** How many times the variance of a simple random sample is expected. */
  readonly designEffect: number;
  /** Units in the frame. */
  readonly population: number;
}

/**
 * How many to draw so that a share of one half is known within the margin at 95 percent, which is the worst case.
 *
 * @returns null: no number of the frame is enough, or what is wished for is out of range.
 */
export function sizeFor(wish: PrecisionWish): PlannedSize | null {
  const planned = planSize({ ...wish, unitVariance: shareVariance(0.5), quantile: quantileOf(95) });
  return planned.ok ? planned.value : null;
}
