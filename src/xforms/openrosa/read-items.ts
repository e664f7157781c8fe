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
/** Cells of a file that are read at most, empty ones included: ten columns of each row. */
const MOST_CELLS = 10 * MOST_ROWS;

/**
 * Reads a file that a form takes data from: CSV with names of columns in its first row, GeoJSON with a collection of features,
 * or XML with items below its root; told by the ending of its name. Faults name the row, the header being row 1.
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
  if (!parsed.ok) return parsed;
  const [header = [], ...rows] = parsed.value;
  const columns = header.map((name) => name.trim());
  if (columns.every((name) => name === '')) return err(itemsFault('items-header'));
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) return err(itemsFault('items-column-twice', { found: twice }));
  if (rows.length > MOST_ROWS) return err(itemsFault('items-many', { wanted: MOST_ROWS }));
  const long = rows.findIndex((row) => row.length > columns.length);
  if (long >= 0) {
    return err(itemsFault('items-row-long', { row: long + 2, found: rows[long]?.length ?? 0, wanted: columns.length }));
  }
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  return ok({ columns, rows: filled.map((row) => columns.map((_, at) => row[at] ?? '')) });
}

/** A feature becomes an item: its geometry as ODK writes places, its id, and its properties. */
function readGeoJson(text: string): Result<ItemTable, Fault> {
  const parsed = parseJson(text);
  if (parsed === null) return err(itemsFault('items-json'));
  const { type, features } = parsed as { type?: unknown; features?: unknown };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) return err(itemsFault('items-features'));
  if (features.length > MOST_ROWS) return err(itemsFault('items-many', { wanted: MOST_ROWS }));
  const items: Map<string, string>[] = [];
  for (const [index, feature] of features.entries()) {
    const item = itemOfFeature(feature);
    if (item === null) return err(itemsFault('items-feature', { row: index + 1 }));
    items.push(item);
  }
  return ok(tableOf(items));
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
  for (const [name, value] of own) if (value !== null && typeof value !== 'object') item.set(name, String(value));
  if (id !== undefined && id !== null) item.set('id', String(id));
  return item;
}

/** `latitude longitude 0 0`, several points parted by semicolons; GeoJSON has longitude first (RFC 7946 section 3.1.1). */
function showGeometry(geometry: unknown): string | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (!Array.isArray(coordinates)) return null;
  const points = type === 'Point' ? [coordinates] : type === 'Polygon' ? coordinates[0] : coordinates;
  const isKnown = type === 'Point' || type === 'LineString' || type === 'Polygon';
  if (!isKnown || !Array.isArray(points) || !points.every(isPoint)) return null;
  return points.map(([longitude, latitude]) => `${latitude} ${longitude} 0 0`).join('; ');
}

function isPoint(point: unknown): point is [number, number] {
  return Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number';
}

function readXmlItems(text: string): Result<ItemTable, Fault> {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const items = elementsOf(parsed.value);
  if (items.length > MOST_ROWS) return err(itemsFault('items-many', { wanted: MOST_ROWS }));
  const rows: ReadonlyMap<string, string>[] = [];
  for (const [index, item] of items.entries()) {
    const cells = elementsOf(item);
    const row = new Map(cells.map((cell) => [cell.name, textOf(cell)] as const));
    const deep = cells.find((cell) => elementsOf(cell).length > 0) ?? (row.size < cells.length ? item : null);
    if (deep !== null) return err(itemsFault('items-item', { row: index + 1, line: deep.line, found: deep.name }));
    rows.push(row);
  }
  return ok(tableOf(rows));
}

function tableOf(items: readonly ReadonlyMap<string, string>[]): ItemTable {
  const columns = [...new Set(items.flatMap((item) => [...item.keys()]))];
  return { columns, rows: items.map((item) => columns.map((column) => item.get(column) ?? null)) };
}
