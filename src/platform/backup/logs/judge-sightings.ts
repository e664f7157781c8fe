import type { LogOfRows } from './compare-logs.ts';

/** What somebody else knows of a log. */
export interface Sighting {
  /** Who: name of a witness, file or address. */
  readonly source: string;
  readonly size: number;
  /** In hexadecimal; null: it told the size alone. */
  readonly root: string | null;
}

/**
 * What is known elsewhere of a log that was put back: `missing`, entries from `first` to `last` that the database does not
 * hold; `other`, other entries than it holds; `caught-up`, nothing that is not here.
 */
export type SightingVerdict =
  | { readonly kind: 'missing'; readonly first: number; readonly last: number; readonly source: string }
  | { readonly kind: 'other'; readonly size: number; readonly source: string }
  | { readonly kind: 'caught-up' };

/** Compares what others know with the rows, whose roots at all sizes of `sightings` that they reach have been computed. */
export function judgeSightings({ rows, roots }: LogOfRows, sightings: readonly Sighting[]): SightingVerdict {
  const other = sightings.find(({ size, root }) => root !== null && size <= rows && roots.get(size) !== root);
  if (other !== undefined) return { kind: 'other', size: other.size, source: other.source };
  const newest = [...sightings].sort((a, b) => b.size - a.size)[0];
  if (newest === undefined || newest.size <= rows) return { kind: 'caught-up' };
  return { kind: 'missing', first: rows, last: newest.size - 1, source: newest.source };
}
