import { type Point, planePoint } from './distance.ts';

/** A station that is to be visited. */
export interface RoutedStation {
  readonly key: string;
  /** Null: it is not known where it is. */
  readonly point: Point | null;
  /** Constituency, or whatever place it lies in: stations whose point is not known are kept together by it. */
  readonly within: string;
}

/**
 * Splits stations into groups of nearly the same size whose stations lie near each other: along the longer side of where they
 * lie into two, and each of those again. Stations without a point stay beside those of their constituency, and where none has
 * a point, the constituencies are split in the order of their keys.
 *
 * @param count how many groups; with fewer stations, some are empty.
 * @returns each station once. Sizes differ by one at most. The same stations in another order give the same groups.
 */
export function splitStations(stations: readonly RoutedStation[], count: number): RoutedStation[][] {
  return split(placeAll(stations), count).map((group) => group.map(({ station }) => station));
}

interface Placed {
  readonly station: RoutedStation;
  /** Null: nothing within its constituency has a point. */
  readonly at: readonly [number, number] | null;
}

function placeAll(stations: readonly RoutedStation[]): Placed[] {
  const ordered = [...stations].sort((one, other) => compare(one.key, other.key));
  const around = middleOf(ordered);
  const middles = new Map(
    [...new Set(ordered.map(({ within }) => within))].map((within) => [
      within,
      middleOf(ordered.filter((station) => station.within === within)),
    ]),
  );
  return ordered.map((station) => {
    const point = station.point ?? middles.get(station.within) ?? null;
    return { station, at: point === null || around === null ? null : planePoint(point, around) };
  });
}

function middleOf(stations: readonly RoutedStation[]): Point | null {
  const points = stations.flatMap(({ point }) => (point === null ? [] : [point]));
  if (points.length === 0) return null;
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
}

function split(placed: readonly Placed[], count: number): Placed[][] {
  if (count === 0) return [];
  if (count === 1) return [[...placed]];
  const first = Math.ceil(count / 2);
  const ordered = alongLongerSide(placed);
  // As many as the groups of each half have together, where sizes differ by one at most.
  const size = Math.floor(placed.length / count) * first + Math.min(placed.length % count, first);
  return [...split(ordered.slice(0, size), first), ...split(ordered.slice(size), count - first)];
}

function alongLongerSide(placed: readonly Placed[]): Placed[] {
  const side = widthOf(placed, 0) >= widthOf(placed, 1) ? 0 : 1;
  return [...placed].sort(
    (one, other) =>
      compareAlong(one.at, other.at, side) ||
      compare(one.station.within, other.station.within) ||
      compare(one.station.key, other.station.key),
  );
}

/** Those that lie nowhere come last, together. */
function compareAlong(one: Placed['at'], other: Placed['at'], side: 0 | 1): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one[side] - other[side] || one[side === 0 ? 1 : 0] - other[side === 0 ? 1 : 0];
}

function widthOf(placed: readonly Placed[], side: 0 | 1): number {
  const values = placed.flatMap(({ at }) => (at === null ? [] : [at[side]]));
  return values.length === 0 ? 0 : values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
