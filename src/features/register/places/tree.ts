import type { Cells } from '../../../kernel/record.ts';
import type { PlaceState } from './as-of.ts';
import type { Place } from './place.ts';

/** A record as it stands, with the version it is at. */
export interface HeldRecord {
  readonly key: string;
  readonly version: number;
  readonly cells: Cells;
}

/** A place with its parent on the day that was asked for. */
export interface HeldPlace extends HeldRecord {
  readonly parent: string | null;
  readonly position: number;
}

/** The last record of the page before. */
export interface PageStart {
  readonly position: number;
  readonly key: string;
}

/** How many precincts there are, by their state on the day. */
export interface PrecinctCounts {
  readonly open: number;
  readonly closed: number;
  readonly planned: number;
}

/** What lies below a place: how many places directly, how many precincts anywhere. */
export interface BelowCounts {
  readonly children: number;
  readonly precincts: PrecinctCounts;
}

/** How many places of one sort there are. `station` is null but for precincts. */
export interface PlaceCount {
  readonly level: Place['level'];
  readonly station: Place['station'];
  readonly state: PlaceState;
  readonly places: number;
}

/** Places within a cell of the grid that the map is divided in, at their mean position. */
export interface PointCluster {
  readonly latitude: number;
  readonly longitude: number;
  readonly places: number;
  readonly open: number;
}

/** Above how many places the map shows clusters. */
export const MOST_POINTS = 2_000;

/** The precincts among `counts`, by their state. */
export function precinctsIn(counts: readonly PlaceCount[]): PrecinctCounts {
  const precincts = counts.filter((count) => count.level === 'precinct');
  const inState = (state: PlaceState) =>
    precincts.filter((count) => count.state === state).reduce((sum, count) => sum + count.places, 0);
  return { open: inState('open'), closed: inState('closed'), planned: inState('planned') };
}
