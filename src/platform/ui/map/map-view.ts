import { type GeoProjection, geoEqualEarth, geoMercator } from 'd3-geo';

/** What is seen of the world, in degrees; `west` is beyond `east` where the view lies over the meridian of 180°. */
export interface MapBox {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** How far the reader has gone from the first view: magnified `zoom` times, moved by px. */
export interface MapMove {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const NO_MOVE: MapMove = { zoom: 1, x: 0, y: 0 };

/** So near a reader can come. */
export const FARTHEST_ZOOM = 64;
/** As near as a place is shown to which one goes. */
const NEAR_ZOOM = 24;
const MARGIN_PX = 32;
/** From how many degrees across on the view is one of the world, which Mercator would distort. */
const WORLD_DEGREES = 90;
/** A single place is seen with about this much around it. */
const SMALLEST_DEGREES = 0.5;

interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** The projection that shows all spots with a margin on a drawing of this size in px, moved as the reader did. */
export function projectionOf(
  spots: readonly Spot[],
  size: { readonly width: number; readonly height: number },
  move: MapMove,
): GeoProjection {
  const longitudes = spots.map(({ longitude }) => longitude);
  const latitudes = spots.map(({ latitude }) => latitude);
  const [west, east] = widened(Math.min(...longitudes), Math.max(...longitudes));
  const [south, north] = widened(Math.min(...latitudes), Math.max(...latitudes));
  const around: [number, number][] = [
    [west, (south + north) / 2],
    [east, (south + north) / 2],
    [(west + east) / 2, Math.max(-85, south)],
    [(west + east) / 2, Math.min(85, north)],
    ...spots.map(({ latitude, longitude }): [number, number] => [longitude, Math.max(-85, Math.min(85, latitude))]),
  ];
  const projection = east - west > WORLD_DEGREES ? geoEqualEarth() : geoMercator();
  const [right, bottom] = [size.width - MARGIN_PX, size.height - MARGIN_PX];
  projection.fitExtent(
    [
      [MARGIN_PX, MARGIN_PX],
      [Math.max(MARGIN_PX + 1, right), Math.max(MARGIN_PX + 1, bottom)],
    ],
    { type: 'MultiPoint', coordinates: around },
  );
  return moved(projection, size, move);
}

/**
 * The move after magnifying `factor` times, within bounds, so that what lies at `around` stays where it is.
 *
 * @param around in px from the middle of the drawing.
 */
export function zoomBy(
  move: MapMove,
  factor: number,
  around: { readonly x: number; readonly y: number } = NO_MOVE,
): MapMove {
  const zoom = Math.max(0.25, Math.min(FARTHEST_ZOOM, move.zoom * factor));
  const applied = zoom / move.zoom;
  return { zoom, x: around.x + (move.x - around.x) * applied, y: around.y + (move.y - around.y) * applied };
}

/** The move that shows all of these spots as large as they fit, or one spot near by. @param first the projection that was not moved. */
export function moveTo(
  spots: readonly Spot[],
  first: GeoProjection,
  size: { readonly width: number; readonly height: number },
): MapMove {
  const places = spots.flatMap(({ latitude, longitude }) => {
    const place = first([longitude, latitude]);
    return place === null ? [] : [place];
  });
  if (places.length === 0) return NO_MOVE;
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside = (length: number) => Math.max(1, length - 2 * MARGIN_PX);
  const fits = Math.min(inside(size.width) / (right - left), inside(size.height) / (bottom - top));
  const zoom = Math.max(0.25, Math.min(NEAR_ZOOM, fits));
  const [x, y] = [(left + right) / 2 - size.width / 2, (top + bottom) / 2 - size.height / 2];
  return { zoom, x: -x * zoom, y: -y * zoom };
}

/** The box of degrees that a drawing of this size in px shows. */
export function boxOf(projection: GeoProjection, size: { readonly width: number; readonly height: number }): MapBox {
  const edges: [number, number][] = [
    [0, 0],
    [size.width / 2, 0],
    [size.width, 0],
    [0, size.height / 2],
    [size.width, size.height / 2],
    [0, size.height],
    [size.width / 2, size.height],
    [size.width, size.height],
  ];
  const seen = edges.map((edge) => projection.invert?.(edge)).filter((spot) => spot != null);
  const isWorld = seen.length < edges.length || seen.some((spot) => !spot.every(Number.isFinite));
  if (isWorld) return { south: -90, north: 90, west: -180, east: 180 };
  const [longitudes, latitudes] = [seen.map(([longitude]) => longitude), seen.map(([, latitude]) => latitude)];
  return {
    south: Math.max(-90, Math.min(...latitudes)),
    north: Math.min(90, Math.max(...latitudes)),
    west: Math.max(-180, Math.min(...longitudes)),
    east: Math.min(180, Math.max(...longitudes)),
  };
}

function moved(
  projection: GeoProjection,
  size: { readonly width: number; readonly height: number },
  move: MapMove,
): GeoProjection {
  const [x, y] = projection.translate();
  const [middleX, middleY] = [size.width / 2, size.height / 2];
  return projection
    .scale(projection.scale() * move.zoom)
    .translate([middleX + (x - middleX) * move.zoom + move.x, middleY + (y - middleY) * move.zoom + move.y])
    .clipExtent([
      [-1, -1],
      [size.width + 1, size.height + 1],
    ]);
}

function widened(low: number, high: number): readonly [number, number] {
  const missing = Math.max(0, SMALLEST_DEGREES - (high - low)) / 2;
  return [low - missing, high + missing];
}
