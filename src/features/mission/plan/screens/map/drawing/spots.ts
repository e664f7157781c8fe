import type { MapBounds } from '../../../plan-replies.ts';

/** Where something is, in degrees. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** Two corners that a map has to show. */
export function cornersOf(bounds: MapBounds | null): readonly Spot[] {
  if (bounds === null) return [];
  const { south, north, west, east } = bounds;
  return [
    { latitude: south, longitude: west },
    { latitude: north, longitude: east },
  ];
}
