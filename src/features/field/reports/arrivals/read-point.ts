/** A place that somebody stood at, as a form stores it. Degrees, WGS 84. */
export interface AnsweredPoint {
  readonly latitude: number;
  readonly longitude: number;
  /** Null: not told. */
  readonly accuracyMetres: number | null;
}

const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:E-?\d+)?`;
const POINT = new RegExp(`^(${NUMBER}) (${NUMBER}) ${NUMBER} (${NUMBER})$`, 'i');

/** The place that an answer to a `geopoint` question names: latitude, longitude, altitude and accuracy; null: it is none. */
export function readPoint(value: string): AnsweredPoint | null {
  const [latitude = Number.NaN, longitude = Number.NaN, accuracy = 0] = (POINT.exec(value.trim()) ?? [])
    .slice(1)
    .map(Number);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  return { latitude, longitude, accuracyMetres: accuracy > 0 ? accuracy : null };
}
