import type { Fault, MessageParameters } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { ItemTable } from '../form/form.ts';
import { parseCsv } from '../workbook/csv.ts';
import { parseXml } from '../xml/parse.ts';
import { elementsOf, textOf } from '../xml/tree.ts';

/**
 * Rows of a file that are read at most: more than `WORKBOOK_LIMITS` allow a list of choices, since a list that is too long for a
 * sheet, such as every polling station of a large country, belongs into a file.
 */
const MOST_ROWS = 200_000;
/** Cells of a file that are read at most, rows times columns: ten columns of each row. */
const MOST_CELLS = 10 * MOST_ROWS;

/**
 * Reads a file that a form takes data from: CSV with names of columns in its first row, GeoJSON with a collection of features,
 * or XML with items below its root; told by the ending of its name. Faults name the row, the header being row 1. A file is
 * refused beyond 200,000 rows and 2,000,000 cells.
 */
export function readItems(text: string, fileName: string): Result<ItemTable, Fault> {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'csv') return readCsvItems(text);
  if (ending === 'geojson') return readGeoJson(text);
  return ending === 'xml' ? readXmlItems(text) : err(itemsFault('items-ending', { found: fileName }));
}

function itemsFault(code: string, parameters: MessageParameters = {}): Fault {
  return { code, parameters };
}

function readCsvItems(text: string): Result<ItemTable, Fault> {
  const parsed = parseCsv(text, MOST_CELLS);
  if (!parsed.ok) {
    const isLarge = parsed.error.code === 'workbook-too-many-cells';
    return isLarge ? err(itemsFault('items-cells', { wanted: MOST_CELLS })) : parsed;
  }
  const [header = [], ...rows] = parsed.value;
  const columns = header.map((name) => name.trim());
  if (columns.every((name) => name === '')) return err(itemsFault('items-header'));
  const seen = new Set<string>();
  const twice = columns.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) return err(itemsFault('items-column-twice', { found: twice }));
  const large = tooLarge(rows.length, columns.length);
  if (large !== null) return err(large);
  const long = rows.findIndex((row) => row.length > columns.length);
  if (long >= 0) {
    return err(itemsFault('items-row-long', { row: long + 2, found: rows[long]?.length ?? 0, wanted: columns.length }));
  }
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  return ok({ columns, rows: filled.map((row) => columns.map((_, at) => row[at] ?? '')) });
}

function tooLarge(rows: number, columns: number): Fault | null {
  if (rows > MOST_ROWS) return itemsFault('items-many', { wanted: MOST_ROWS });
  return rows * columns > MOST_CELLS ? itemsFault('items-cells', { wanted: MOST_CELLS }) : null;
}

/**
 * A feature becomes an item: its place as `geometry`, written as ODK writes places, its `id`, and its properties. The place and
 * the id of the feature count where a property has their name.
 */
function readGeoJson(text: string): Result<ItemTable, Fault> {
  const parsed = parseJson(text);
  if (parsed === null) return err(itemsFault('items-json'));
  const { type, features } = parsed as { type?: unknown; features?: unknown };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) return err(itemsFault('items-features'));
  const large = tooLarge(features.length, 0);
  if (large !== null) return err(large);
  const items: Map<string, string>[] = [];
  for (const [index, feature] of features.entries()) {
    const item = itemOfFeature(feature);
    if (item === null) return err(itemsFault('items-feature', { row: index + 1 }));
    items.push(item);
  }
  return tableOf(items);
}

function parseJson(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function itemOfFeature(feature: unknown): Map<string, string> | null {
  if (typeof feature !== 'object' || feature === null) return null;
  const { id, geometry, properties } = feature as { id?: unknown; geometry?: unknown; properties?: unknown };
  const place = showGeometry(geometry);
  if (place === null) return null;
  const item = new Map([['geometry', place]]);
  const own = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  for (const [name, value] of own) {
    if (name !== 'geometry' && value !== null && typeof value !== 'object') item.set(name, String(value));
  }
  if (id !== undefined && id !== null) item.set('id', String(id));
  return item;
}

/**
 * `latitude longitude 0 0` in degrees, several points parted by semicolons; GeoJSON has longitude first (RFC 7946 section 3.1.1).
 * A polygon is its outer ring, which comes first and is closed (section 3.1.6); ODK has no places with holes, which are left out.
 * Null for other geometries, for none, and for coordinates that are no degrees.
 */
function showGeometry(geometry: unknown): string | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (!Array.isArray(coordinates)) return null;
  const points = type === 'Point' ? [coordinates] : type === 'Polygon' ? coordinates[0] : coordinates;
  const isKnown = type === 'Point' || type === 'LineString' || type === 'Polygon';
  if (!isKnown || !Array.isArray(points) || points.length === 0 || !points.every(isPoint)) return null;
  return points.map(([longitude, latitude]) => `${latitude} ${longitude} 0 0`).join('; ');
}

function isPoint(point: unknown): point is [number, number] {
  return Array.isArray(point) && isDegrees(point[0], 180) && isDegrees(point[1], 90);
}

function isDegrees(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function readXmlItems(text: string): Result<ItemTable, Fault> {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const items = elementsOf(parsed.value);
  const large = tooLarge(items.length, 0);
  if (large !== null) return err(large);
  const rows: ReadonlyMap<string, string>[] = [];
  for (const [index, item] of items.entries()) {
    const cells = elementsOf(item);
    const row = new Map(cells.map((cell) => [cell.name, textOf(cell)] as const));
    const deep = cells.find((cell) => elementsOf(cell).length > 0) ?? (row.size < cells.length ? item : null);
    if (deep !== null) return err(itemsFault('items-item', { row: index + 1, line: deep.line, found: deep.name }));
    rows.push(row);
  }
  return tableOf(rows);
}

function tableOf(items: readonly ReadonlyMap<string, string>[]): Result<ItemTable, Fault> {
  const names = new Set<string>();
  for (const item of items) for (const name of item.keys()) names.add(name);
  const large = tooLarge(items.length, names.size);
  if (large !== null) return err(large);
  const columns = [...names];
  return ok({ columns, rows: items.map((item) => columns.map((column) => item.get(column) ?? null)) });
}
