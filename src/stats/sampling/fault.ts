/**
 * Why there is no sample or no size: what is wrong and where. Rows count from 1 in the order in which units are given;
 * a stratum of null is the whole of an undivided frame.
 */
export type SamplingFault =
  | { readonly kind: 'no units' }
  | {
      readonly kind: 'bad text';
      readonly row: number;
      readonly field: 'id' | 'stratum' | 'cluster';
      readonly found: string;
    }
  | { readonly kind: 'id twice'; readonly id: string; readonly firstRow: number; readonly row: number }
  | { readonly kind: 'bad size'; readonly id: string; readonly row: number; readonly found: number }
  /** A design that needs strata, clusters or sizes, and a unit that has none. */
  | {
      readonly kind: 'missing';
      readonly field: 'stratum' | 'cluster' | 'size';
      readonly id: string;
      readonly row: number;
    }
  | { readonly kind: 'cluster in two strata'; readonly cluster: string; readonly strata: readonly [string, string] }
  /** The units of a cluster are together larger than 2^53 − 1. */
  | { readonly kind: 'cluster too large'; readonly cluster: string }
  | { readonly kind: 'bad seed'; readonly found: string }
  /** A number that is not whole, or out of its range; `most` null where there is no upper end. */
  | {
      readonly kind: 'bad number';
      readonly field: 'n' | 'at least' | 'units of each' | 'reserves' | 'count' | 'deviation';
      readonly stratum: string | null;
      readonly found: number;
      readonly least: number;
      readonly most: number | null;
    }
  /** More is to be drawn of a stratum than it has. */
  | { readonly kind: 'too many'; readonly stratum: string | null; readonly wanted: number; readonly units: number }
  /** Fewer are to be drawn than the least numbers of all strata together. */
  | { readonly kind: 'too few'; readonly wanted: number; readonly least: number }
  /** A count or deviation for a stratum of which the frame has no unit. */
  | { readonly kind: 'stratum without units'; readonly stratum: string }
  /** A stratum of the frame for which no count or deviation is given. */
  | { readonly kind: 'stratum not told'; readonly stratum: string }
  /** Strata with a deviation of 0 only are left, and units that would have to be put somewhere. */
  | { readonly kind: 'no deviation'; readonly left: number }
  /** Units × draws of a stratum are more than maximum entropy is computed for. */
  | { readonly kind: 'too much work'; readonly stratum: string | null; readonly found: number; readonly most: number }
  /** The probabilities of maximum entropy were not found, since some are too near to certainty. */
  | { readonly kind: 'not found'; readonly stratum: string | null }
  | { readonly kind: 'other frame'; readonly recorded: string; readonly found: string }
  | { readonly kind: 'other algorithm'; readonly recorded: string; readonly found: string };
