/** A place as it is kept: degrees (WGS 84) and metres; missing altitude and accuracy are 0, as ODK writes them. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeMetres: number;
  readonly accuracyMetres: number;
}

/** Reads `latitude longitude [altitude [accuracy]]` (ODK XForms specification, geopoint); null where it is none. */
export function parsePoint(text: string): Point | null {
  const parts = text.trim().split(/\s+/);
  const [latitude = Number.NaN, longitude = Number.NaN, altitudeMetres = 0, accuracyMetres = 0] = parts.map(Number);
  const numbers = [latitude, longitude, altitudeMetres, accuracyMetres];
  if (parts.length < 2 || parts.length > 4 || parts.includes('') || !numbers.every(Number.isFinite)) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || accuracyMetres < 0) return null;
  return { latitude, longitude, altitudeMetres, accuracyMetres };
}

/** The canonical text of a place: degrees to seven decimals (a centimetre), metres to two. */
export function formatPoint(point: Point): string {
  const degrees = [point.latitude, point.longitude].map((value) => shorten(value, 7));
  const metres = [point.altitudeMetres, point.accuracyMetres].map((value) => shorten(value, 2));
  return [...degrees, ...metres].join(' ');
}

/** What stands in the two fields of a place. */
export interface TypedPlace {
  readonly latitude: string;
  readonly longitude: string;
}

/** Stands between what was typed, so that it is never taken for a place. */
const BETWEEN = '|';

/** What was typed and makes no place (yet), as an answer that no rule takes: it is kept with the others. Empty: nothing is typed. */
export function formatTyped({ latitude, longitude }: TypedPlace): string {
  const isEmpty = latitude.trim() === '' && longitude.trim() === '';
  return isEmpty ? '' : `${latitude} ${BETWEEN} ${longitude}`.trim();
}

/** What `formatTyped` kept. */
export function parseTyped(text: string): TypedPlace {
  const [latitude = '', ...longitude] = text.split(BETWEEN);
  return { latitude: latitude.trim(), longitude: longitude.join(BETWEEN).trim() };
}

/** The places of a trace or shape, separated by semicolons; those that cannot be read are left out. */
export function parsePoints(text: string): readonly Point[] {
  return text.split(';').flatMap((part) => parsePoint(part) ?? []);
}

/** The canonical text of a trace; of a shape where `isClosed`: its first place then stands at the end again. */
export function formatPoints(points: readonly Point[], isClosed: boolean): string {
  const [first] = points;
  const all = isClosed && first !== undefined && points.length > 1 ? [...points, first] : points;
  return all.map(formatPoint).join('; ');
}

/** The corners of a shape: without the place at its end that closes it. */
export function cornersOf(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  const isClosed =
    points.length > 1 && first !== undefined && last !== undefined && formatPoint(first) === formatPoint(last);
  return isClosed ? points.slice(0, -1) : points;
}

function shorten(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.replace(/\.?0+$/, '').replace(/^-0$/, '0');
}
