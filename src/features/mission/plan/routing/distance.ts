/** Where something is: degrees north and east (WGS 84). */
export interface Point {
  /** -90 to 90. */
  readonly latitude: number;
  /** -180 to 180. */
  readonly longitude: number;
}

/** Mean radius of the Earth (IUGG). */
const RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * The shortest way over a sphere, in metres; up to half a percent from that over the ellipsoid.
 *
 * @example distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }) // 111195.08
 */
export function distanceMetres(from: Point, to: Point): number {
  const [latitude, otherLatitude] = [from.latitude * RADIANS, to.latitude * RADIANS];
  const northSouth = Math.sin((otherLatitude - latitude) / 2) ** 2;
  const eastWest = Math.sin(((to.longitude - from.longitude) * RADIANS) / 2) ** 2;
  const share = northSouth + Math.cos(latitude) * Math.cos(otherLatitude) * eastWest;
  return 2 * RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** Where a point lies on a plane around another one, in metres east and north: for comparing what is near. */
export function planePoint(point: Point, around: Point): readonly [number, number] {
  const metres = RADIUS_METRES * RADIANS;
  const east = ((point.longitude - around.longitude + 540) % 360) - 180;
  return [east * metres * Math.cos(around.latitude * RADIANS), (point.latitude - around.latitude) * metres];
}
