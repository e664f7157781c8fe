import type { Sheet } from '../../workbook/workbook.ts';
import type { FaultList } from '../fault-list.ts';
import { type CellMap, putCell, type TableRow } from './cell.ts';
import { type HeaderNames, readHeader } from './headers.ts';

/** A sheet whose headers have been read. */
export interface Table {
  /** Name under which faults speak of it. */
  readonly sheet: string;
  /** Column → path of its header; null where a column has none. */
  readonly paths: readonly (readonly string[] | null)[];
  /** Headers as they are written. */
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  /** Row → the cells as they are written, by header. */
  readonly written: readonly { readonly number: number; readonly cells: ReadonlyMap<string, string> }[];
}

/** How a sheet is read. */
export interface TableOptions {
  readonly sheet: string;
  readonly names: HeaderNames;
  readonly required?: readonly string[];
  /** Under which name a text without a language goes, where others have one. */
  readonly unnamed: string;
  /** Whether runs of white space become one space. */
  readonly isCleaned: boolean;
}

const QUOTES: Readonly<Record<string, string>> = { '\u2018': "'", '\u2019': "'", '\u201c': '"', '\u201d': '"' };

/** Reads headers and rows; headers that are missing or stand for the same are faults. */
export function readTable(sheet: Sheet, options: TableOptions, faults: FaultList): Table {
  const headers = (sheet.rows[0] ?? []).map((header) => header.trim().replace(/\s+/g, ' '));
  const paths = readHeaders(headers, options, faults);
  const rows: TableRow[] = [];
  const written: { number: number; cells: Map<string, string> }[] = [];
  sheet.rows.slice(1).forEach((texts, index) => {
    const number = index + 2;
    const read = readRow(texts, { paths, headers }, options);
    if (read.stray !== null)
      faults.warn('cell-without-header', { sheet: options.sheet, row: number }, { found: read.stray });
    rows.push({ number, cells: read.cells });
    written.push({ number, cells: read.written });
  });
  return { sheet: options.sheet, paths, headers, rows, written };
}

function readHeaders(
  headers: readonly string[],
  options: TableOptions,
  faults: FaultList,
): (readonly string[] | null)[] {
  const { sheet, names } = options;
  const hasDoubleColons = headers.some((header) => header.includes('::'));
  const seen = new Map<string, string>();
  const paths = headers.map((header) => {
    if (header === '') return null;
    const path = readHeader(header, names, hasDoubleColons);
    const other = seen.get(path.join('\n'));
    if (other !== undefined) faults.error('header-twice', { sheet, row: 1, column: header }, { other });
    seen.set(path.join('\n'), header);
    return path;
  });
  const firsts = new Set(paths.map((path) => path?.[0]));
  const missing = (options.required ?? []).filter((name) => !firsts.has(name));
  if (missing.length > 0) faults.error('header-missing', { sheet }, { found: missing.join(', ') });
  return paths;
}

function readRow(
  texts: readonly string[],
  { paths, headers }: { paths: readonly (readonly string[] | null)[]; headers: readonly string[] },
  { unnamed, isCleaned }: TableOptions,
): { cells: CellMap; written: Map<string, string>; stray: string | null } {
  const cells: CellMap = new Map();
  const written = new Map<string, string>();
  let stray: string | null = null;
  texts.forEach((raw, column) => {
    const text = cleanText(raw, isCleaned);
    if (text === '') return;
    const path = paths[column] ?? null;
    if (path === null) stray ??= text.slice(0, 60);
    else {
      putCell(cells, path, { text, unnamed });
      written.set(headers[column] ?? '', text);
    }
  });
  return { cells, written, stray };
}

/** Without white space around it, with straight quotes, and where wanted with single spaces. */
function cleanText(raw: string, isCleaned: boolean): string {
  const text = isCleaned ? raw.trim().replace(/\s+/g, ' ') : raw.trim();
  return straightQuotes(text);
}

/** A text with `'` and `"` in place of the quotes that word processors write. */
export function straightQuotes(text: string): string {
  return text.replace(/[\u2018\u2019\u201c\u201d]/g, (quote) => QUOTES[quote] ?? quote);
}
