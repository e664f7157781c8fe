import { err, ok, type Result } from '../../kernel/result.ts';

/** Levels of confidence, in percent. */
export type Level = 90 | 95 | 99;

/** Quantiles of the normal distribution: what share lies within ± z is the level. */
const QUANTILES: Readonly<Record<Level, number>> = {
  90: 1.6448536269514722,
  95: 1.959963984540054,
  99: 2.5758293035489004,
};

/** What a sample is to be good for. */
export interface SizeWish {
  /** Variance of one unit's contribution: `shareVariance` or `ratioVariance`. */
  readonly unitVariance: number;
  /** Half the width of the interval, as a share: 0.03 is ± 3 points. */
  readonly margin: number;
  /** `quantileOf(level)`, or a rounded one that somebody else planned with. */
  readonly quantile: number;
  /** Units in the frame; null where there are so many that it does not matter. */
  readonly population: number | null;
  /** How many times the variance is that of a simple random sample of the same size; 1 for none. */
  readonly designEffect: number;
  /** The share of those sent out from whom something comes, in (0, 1]. */
  readonly response: number;
}

/** A size, step by step; only the last one is rounded. */
export interface PlannedSize {
  /** Of a simple random sample from a frame without end. */
  readonly simple: number;
  /** With the design effect. */
  readonly withDesign: number;
  /** From the frame there is. */
  readonly answers: number;
  /** To be sent out so that as many answer. */
  readonly drawn: number;
  /** The same in whole units, rounded up. */
  readonly whole: number;
}

/** Why there is no size. */
export type SizeFault =
  | {
      readonly kind: 'out of range';
      readonly field: 'unitVariance' | 'margin' | 'quantile' | 'population' | 'designEffect' | 'response';
      readonly found: number;
    }
  /** Not even all units of the frame are enough, since too few of them answer. */
  | { readonly kind: 'frame too small'; readonly needed: number; readonly population: number };

/** A product that is a whole number but for its last binary place stays that number when it is rounded up. */
const ROUNDING = 1e-12;

/** The quantile of a level. */
export function quantileOf(level: Level): number {
  return QUANTILES[level];
}

/** The variance of yes or no, where `share` say yes; 0.25, of one half, is the largest. */
export function shareVariance(share: number): number {
  return share * (1 - share);
}

/** The variance of a ratio of totals, from the standard deviation of its residuals y − R x and the mean of x, by station. */
export function ratioVariance(deviation: number, meanBase: number): number {
  return (deviation / meanBase) ** 2;
}

/**
 * How many units to draw: z² × variance ÷ margin², times the design effect, for a frame of N: n ÷ (1 + n ÷ N), divided
 * by the response. The design effect stands before the size of the frame, so that never more than N must answer.
 *
 * @returns the sizes, or why there are none.
 * @example planSize({ unitVariance: 0.25, margin: 0.03, quantile: 1.96, population: 1e6, designEffect: 1, response: 1 })
 * // answers 1065.97…, whole 1066
 */
export function planSize(wish: SizeWish): Result<PlannedSize, SizeFault> {
  const fault = findRangeFault(wish);
  if (fault !== null) return err(fault);
  const simple = (wish.quantile ** 2 * wish.unitVariance) / wish.margin ** 2;
  const withDesign = simple * wish.designEffect;
  const answers = wish.population === null ? withDesign : withDesign / (1 + withDesign / wish.population);
  const drawn = answers / wish.response;
  const whole = Math.max(1, Math.ceil(drawn * (1 - ROUNDING)));
  if (wish.population !== null && whole > wish.population) {
    return err({ kind: 'frame too small', needed: drawn, population: wish.population });
  }
  return ok({ simple, withDesign, answers, drawn, whole });
}

/**
 * The margin that `answers` answers give: the other way round.
 *
 * @returns half the width of the interval as a share, or what is out of range.
 */
export function marginOf(answers: number, wish: Omit<SizeWish, 'margin' | 'response'>): Result<number, SizeFault> {
  const fault = findRangeFault({ ...wish, margin: 1, response: 1 });
  if (fault !== null) return err(fault);
  const left = wish.population === null ? 1 : 1 - answers / wish.population;
  if (!(answers > 0 && left >= 0)) {
    return err({ kind: 'frame too small', needed: answers, population: wish.population ?? 0 });
  }
  return ok(wish.quantile * Math.sqrt((wish.designEffect * wish.unitVariance * left) / answers));
}

function findRangeFault(wish: SizeWish): SizeFault | null {
  const positive = (value: number) => value > 0 && Number.isFinite(value);
  const isGood = {
    unitVariance: positive(wish.unitVariance),
    margin: positive(wish.margin),
    quantile: positive(wish.quantile),
    population: wish.population === null || (Number.isSafeInteger(wish.population) && wish.population > 0),
    designEffect: positive(wish.designEffect),
    response: positive(wish.response) && wish.response <= 1,
  };
  const fields = ['unitVariance', 'margin', 'quantile', 'population', 'designEffect', 'response'] as const;
  const field = fields.find((one) => !isGood[one]);
  return field === undefined ? null : { kind: 'out of range', field, found: wish[field] ?? 0 };
}
