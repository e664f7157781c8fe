/** How units are drawn within a stratum: with equal chances (the first two) or with chances in proportion to size. */
export type Method = 'simple' | 'systematic' | 'pps systematic' | 'pps maximum entropy';

/**
 * How many of the first stage's units are drawn, and in which strata.
 *
 * - `none`: `n` of the whole frame, whose strata are not looked at.
 * - `counts`: as many of each stratum as are given.
 * - the others share `n` out among the strata: equally, in proportion to their units, to the square root of these, or to
 *   units × standard deviation (Neyman 1934); by the largest remainder, none less than `atLeast` (2 by default, since a
 *   single unit says nothing of the variance) or all it has, and none more than it has.
 */
export type Allocation =
  | { readonly kind: 'none'; readonly n: number }
  | { readonly kind: 'counts'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'equal' | 'proportional' | 'square root'; readonly n: number; readonly atLeast?: number }
  | {
      readonly kind: 'neyman';
      readonly n: number;
      readonly atLeast?: number;
      /** Standard deviation in each stratum, ≥ 0, such as that of the residuals of an earlier count (`residualDeviations`). */
      readonly deviations: Readonly<Record<string, number>>;
    };

/**
 * What is drawn.
 *
 * - `units`: units one by one.
 * - `clusters`: clusters, and all units of those. A cluster is as large as its units together.
 * - `two stages`: clusters, and of each `unitsOfEach` units with equal chances, or all where it has no more.
 */
export type Design =
  | { readonly kind: 'units'; readonly allocation: Allocation; readonly method: Method }
  | { readonly kind: 'clusters'; readonly allocation: Allocation; readonly method: Method }
  | {
      readonly kind: 'two stages';
      readonly allocation: Allocation;
      readonly method: Method;
      readonly unitsOfEach: number;
      readonly unitMethod: 'simple' | 'systematic';
    };

/** Whether chances are in proportion to size. */
export function needsSizes(method: Method): boolean {
  return method === 'pps systematic' || method === 'pps maximum entropy';
}
