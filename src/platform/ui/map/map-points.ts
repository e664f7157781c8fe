import type { MapPoint } from './map-point.ts';

/** Points that stand so near each other that they are drawn as one. */
export interface PointGroup {
  readonly x: number;
  readonly y: number;
  readonly points: readonly MapPoint[];
  /** How many places it stands for. */
  readonly count: number;
}

/** Gathers points whose places on the drawing fall into the same square of `cell` px; the order is kept. */
export function groupPoints(
  points: readonly MapPoint[],
  place: (point: MapPoint) => readonly [number, number] | null,
  cell: number,
): readonly PointGroup[] {
  const groups = new Map<string, { x: number; y: number; points: MapPoint[]; count: number }>();
  for (const point of points) {
    const spot = place(point);
    if (spot === null) continue;
    const [x, y] = spot;
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const group = groups.get(key) ?? { x: 0, y: 0, points: [], count: 0 };
    const count = point.count ?? 1;
    group.x += (x - group.x) * (count / (group.count + count));
    group.y += (y - group.y) * (count / (group.count + count));
    group.points.push(point);
    group.count += count;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The radius in px of a dot that stands for `count` places: its area grows with the count, within bounds. */
export function dotRadius(count: number): number {
  return count <= 1 ? 4.5 : Math.min(22, 6 + Math.sqrt(count) * 0.9);
}
