import type { GeoPoint } from './geo.ts';

interface Segment {
  readonly from: GeoPoint;
  readonly to: GeoPoint;
  readonly number: number;
  readonly west: number;
  readonly east: number;
}

/**
 * Whether a line crosses or touches itself (`intersects` of ODK clients, getodk/xforms-spec issue 332): two of its segments have a
 * point in common, other than the one at which each goes on from the one before, and the one at which the line is closed. A line that goes
 * back on itself does. Latitudes and longitudes are taken as a plane; points that follow on equal ones are passed over.
 */
export function crossesItself(points: readonly GeoPoint[]): boolean {
  const segments = segmentsOf(points);
  const [first, last] = [segments[0], segments.at(-1)];
  const isClosed = first !== undefined && last !== undefined && isSame(first.from, last.to);
  const byWest = segments.toSorted((one, other) => one.west - other.west);
  for (const [at, one] of byWest.entries()) {
    for (let next = at + 1; next < byWest.length; next += 1) {
      const other = byWest[next];
      if (other === undefined || other.west > one.east) break;
      const [before, after] = one.number < other.number ? [one, other] : [other, one];
      if (haveOddPoint(before, after, isClosed ? segments.length : 0)) return true;
    }
  }
  return false;
}

function segmentsOf(points: readonly GeoPoint[]): readonly Segment[] {
  const segments: Segment[] = [];
  let from = points[0];
  for (const to of points) {
    if (from !== undefined && !isSame(from, to)) {
      const [west, east] = [Math.min(from.longitude, to.longitude), Math.max(from.longitude, to.longitude)];
      segments.push({ from, to, number: segments.length, west, east });
    }
    from = to;
  }
  return segments;
}

/** `closedAt`: how many segments a closed line has; 0 for an open one. */
function haveOddPoint(before: Segment, after: Segment, closedAt: number): boolean {
  const isNext = after.number === before.number + 1;
  const isRound = closedAt > 0 && before.number === 0 && after.number === closedAt - 1;
  if (isNext && goesBack(before, after)) return true;
  if (isRound && goesBack(after, before)) return true;
  return !isNext && !isRound && doMeet(before, after);
}

/** Whether the second of two segments that follow each other lies on the first. */
function goesBack({ from, to }: Segment, next: Segment): boolean {
  if (turn(from, to, next.to) !== 0) return false;
  const [north, east] = [to.latitude - from.latitude, to.longitude - from.longitude];
  return north * (next.to.latitude - to.latitude) + east * (next.to.longitude - to.longitude) < 0;
}

function doMeet(one: Segment, other: Segment): boolean {
  const [a, b] = [turn(one.from, one.to, other.from), turn(one.from, one.to, other.to)];
  const [c, d] = [turn(other.from, other.to, one.from), turn(other.from, other.to, one.to)];
  if (a * b < 0 && c * d < 0) return true;
  return (
    (a === 0 && isBetween(one, other.from)) ||
    (b === 0 && isBetween(one, other.to)) ||
    (c === 0 && isBetween(other, one.from)) ||
    (d === 0 && isBetween(other, one.to))
  );
}

/** 1 where one turns left at `to` towards `next`, −1 to the right, 0 straight on or back. */
function turn(from: GeoPoint, to: GeoPoint, next: GeoPoint): number {
  return Math.sign(
    (to.longitude - from.longitude) * (next.latitude - from.latitude) -
      (to.latitude - from.latitude) * (next.longitude - from.longitude),
  );
}

/** Whether a point on the line of a segment lies on the segment. */
function isBetween({ from, to, west, east }: Segment, point: GeoPoint): boolean {
  const [south, north] = [Math.min(from.latitude, to.latitude), Math.max(from.latitude, to.latitude)];
  return point.longitude >= west && point.longitude <= east && point.latitude >= south && point.latitude <= north;
}

function isSame(one: GeoPoint, other: GeoPoint): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude;
}
