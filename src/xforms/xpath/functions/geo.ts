/** Radius of the Earth at the equator, in metres, as ODK clients take it. */
const RADIUS_METRES = 6_378_100;

/** Latitude and longitude in degrees. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** The points of geopoint, geotrace or geoshape texts in their order; null where one cannot be read. */
export function pointsOf(texts: readonly string[]): readonly GeoPoint[] | null {
  const points: GeoPoint[] = [];
  for (const piece of texts.flatMap((text) => text.split(';'))) {
    if (piece.trim() === '') continue;
    const [latitude, longitude] = piece.trim().split(/\s+/).map(Number);
    if (
      latitude === undefined ||
      longitude === undefined ||
      !(Math.abs(latitude) <= 90) ||
      !(Math.abs(longitude) <= 180)
    )
      return null;
    points.push({ latitude, longitude });
  }
  return points;
}

/** The length of a line in metres along great circles (ODK XForms, distance). */
export function lengthMetres(points: readonly GeoPoint[]): number {
  let length = 0;
  for (const [at, point] of points.entries()) {
    const next = points[at + 1];
    if (next !== undefined) length += distanceMetres(point, next);
  }
  return length;
}

/** The area of a shape in square metres, closed where it is open (ODK XForms, area; Chamberlain and Duquette 2007). */
export function areaSquareMetres(points: readonly GeoPoint[]): number {
  if (points.length < 3) return 0;
  let total = 0;
  for (const [at, point] of points.entries()) {
    const next = points[(at + 1) % points.length] as GeoPoint;
    const turn = radians(next.longitude - point.longitude);
    total += turn * (2 + Math.sin(radians(point.latitude)) + Math.sin(radians(next.latitude)));
  }
  return Math.abs((total * RADIUS_METRES ** 2) / 2);
}

/** Whether a point lies within a shape, its latitudes and longitudes taken as a plane. */
export function isWithin(point: GeoPoint, shape: readonly GeoPoint[]): boolean {
  let isInside = false;
  for (const [at, from] of shape.entries()) {
    const to = shape[(at + 1) % shape.length] as GeoPoint;
    if (from.latitude > point.latitude === to.latitude > point.latitude) continue;
    const share = (point.latitude - from.latitude) / (to.latitude - from.latitude);
    if (point.longitude < from.longitude + share * (to.longitude - from.longitude)) isInside = !isInside;
  }
  return isInside;
}

function distanceMetres(from: GeoPoint, to: GeoPoint): number {
  const [one, other] = [radians(from.latitude), radians(to.latitude)];
  const half =
    Math.sin((other - one) / 2) ** 2 +
    Math.cos(one) * Math.cos(other) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
