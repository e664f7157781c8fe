import { distanceMetres, type Point } from './distance.ts';

/** A visit of the team in the phase, as it is kept. */
export interface KeptStop {
  readonly station: string;
  readonly position: number;
  /** Called off: nobody is expected any more. */
  readonly isOff: boolean;
}

/** What makes a route that is kept into one that was drawn; each station once. */
export interface RouteChanges {
  readonly added: readonly string[];
  readonly moved: readonly string[];
  readonly calledOff: readonly string[];
  /** Expected again. */
  readonly again: readonly string[];
}

/** The stations of a route as it is kept, in the order of its stops; those of one stop as they were given. */
export function stationsOf(kept: readonly KeptStop[]): string[] {
  return standing(kept).map(({ station }) => station);
}

/** The route with the station as its last stop; as it was where it has it already. */
export function withStop(stations: readonly string[], station: string): readonly string[] {
  return stations.includes(station) ? stations : [...stations, station];
}

/** The route without the station. */
export function withoutStop(stations: readonly string[], station: string): readonly string[] {
  return stations.filter((one) => one !== station);
}

/** The route with the station so many stops later, or earlier below 0; at its ends it stays there. */
export function moveStop(stations: readonly string[], station: string, by: number): readonly string[] {
  const at = stations.indexOf(station);
  if (at < 0) return stations;
  const rest = withoutStop(stations, station);
  const to = Math.max(0, Math.min(rest.length, at + by));
  return [...rest.slice(0, to), station, ...rest.slice(to)];
}

/**
 * The stops of the day that the stations of a route have, in its order. Stops that were kept are used again, so that as few as
 * can be change and other phases of the day keep their place between them; whatever is new comes behind the stop before it.
 *
 * @param first where a route begins of which nothing is kept, from 1 on.
 * @example numberStops(['B', 'A', 'C'], [{ station: 'A', position: 2, isOff: false }, { station: 'B', position: 5, isOff: false }], 1) // [2, 5, 6]
 */
export function numberStops(stations: readonly string[], kept: readonly KeptStop[], first: number): number[] {
  const stops = standing(kept);
  if (isSameRoute(stations, kept)) return stops.map(({ position }) => position);
  const positions = new Map(stops.map(({ station, position }) => [station, position]));
  const free = stations.flatMap((station) => positions.get(station) ?? []).sort((one, other) => one - other);
  let last = (stops[0]?.position ?? first) - 1;
  return stations.map((station) => {
    last = positions.has(station) ? Math.max(free.shift() ?? 0, last + 1) : last + 1;
    return last;
  });
}

/** Whether a route that was drawn is the one that is kept. */
export function isSameRoute(stations: readonly string[], kept: readonly KeptStop[]): boolean {
  const before = stationsOf(kept);
  return before.length === stations.length && before.every((station, at) => station === stations[at]);
}

/** What has to be done so that the route is as it was drawn; nothing where it is so already. @param first as of `numberStops`. */
export function changesOf(stations: readonly string[], kept: readonly KeptStop[], first: number): RouteChanges {
  const numbers = numberStops(stations, kept, first);
  const before = new Map(kept.map((stop) => [stop.station, stop]));
  const drawn = new Set(stations);
  return {
    added: stations.filter((station) => !before.has(station)),
    moved: stations.filter((station, at) => {
      const stop = before.get(station);
      return stop !== undefined && !stop.isOff && stop.position !== numbers[at];
    }),
    calledOff: stationsOf(kept).filter((station) => !drawn.has(station)),
    again: stations.filter((station) => before.get(station)?.isOff === true),
  };
}

/** How long a route is in a straight line from stop to stop; stops whose point is not known are passed over and counted. */
export function lengthOf(points: readonly (Point | null)[]): { readonly metres: number; readonly unknown: number } {
  const known = points.flatMap((point) => (point === null ? [] : [point]));
  let metres = 0;
  for (const [at, point] of known.entries()) {
    const before = known[at - 1];
    if (before !== undefined) metres += distanceMetres(before, point);
  }
  return { metres, unknown: points.length - known.length };
}

function standing(kept: readonly KeptStop[]): readonly KeptStop[] {
  return kept.filter(({ isOff }) => !isOff).sort((one, other) => one.position - other.position);
}
