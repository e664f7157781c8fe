import { pipeline, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CsvError, Parser } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { neutralizeCell, restoreCell } from '../../../kernel/text.ts';
import { findEncodingFault, withoutByteOrderMark } from '../encoding.ts';
import { type FileFault, fileFault } from '../file-fault.ts';

/** A row under the header: its number as a spreadsheet counts (header = 1), its first line as a text editor counts. */
export interface CsvRow {
  readonly row: number;
  readonly line: number;
  /** As many cells as the file has columns; a shape fault names the row where that is not so. */
  readonly cells: readonly string[];
}

/** A CSV file, read. Rows without any text are left out; a row of the wrong length is kept as it is. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** The most rows that a file may have, the header included. */
export const MOST_ROWS = 1_000_000;
/** The longest line, and the longest row, in bytes. */
const LONGEST_LINE = 1_000_000;
/** Cells beyond the header's that are kept of a row with too many, so that a person can see them. */
const KEPT_EXCESS = 20;
/** So little at a time that other work of the process never waits long, even where every row is at fault. */
const SLICE_BYTES = 16_384;
/** After so many faults the rest of the file is not looked at. */
export const MOST_FAULTS = 1_000;

/**
 * Reads a CSV file: RFC 4180 with a comma, UTF-8 with or without byte order mark, any line end. Nothing is guessed: what
 * is ambiguous is a fault. The table has no rows where its header or the file as a whole cannot be read. An apostrophe that
 * `neutralizeCell` put before a cell is taken off again; line breaks in cells come as LF.
 */
export async function readCsv(given: Uint8Array): Promise<{ table: CsvTable; faults: FileFault[] }> {
  const bytes = withoutByteOrderMark(given);
  const refused = findEncodingFault(bytes) ?? findSizeFault(bytes);
  if (refused !== null) return { table: { columns: [], rows: [] }, faults: [refused] };
  const reading = new CsvReading();
  const error = await parseInto(reading, bytes);
  if (error !== null && !reading.isHopeless) reading.stopAt(error);
  return reading.finish();
}

/** Writes a CSV file: comma, LF, quotes only where a cell needs them. The same table gives the same bytes. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map(neutralizeCell));
  return stringify(cells, { record_delimiter: '\n' });
}

/** Takes the records of the parser in turn, and keeps the rows and what is wrong with them. */
class CsvReading {
  columns: readonly string[] = [];
  readonly rows: CsvRow[] = [];
  private readonly faults: FileFault[] = [];
  private row = 1;
  private line = 1;

  get isHopeless(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  add(record: readonly string[]): void {
    if (this.row === 1) this.columns = record.map((cell) => restoreCell(withLineFeeds(cell)));
    else if (record.some((cell) => cell !== '')) this.addRow(record);
    this.row += 1;
    this.line += 1 + countLineBreaks(record);
  }

  stopAt(error: CsvError): void {
    this.faults.push(fileFault(codeOf(error), {}, { row: this.row, line: this.line }));
  }

  finish(): { table: CsvTable; faults: FileFault[] } {
    const header = findHeaderFaults(this.columns);
    if (header.length > 0) return { table: { columns: this.columns, rows: [] }, faults: header };
    return { table: { columns: this.columns, rows: this.rows }, faults: this.faults };
  }

  private addRow(record: readonly string[]): void {
    const [found, wanted] = [record.length, this.columns.length];
    const place = { row: this.row, line: this.line };
    if (found > wanted) this.faults.push(fileFault('csv-cells-many', { found, wanted }, place));
    if (found < wanted) this.faults.push(fileFault('csv-cells-few', { found, wanted }, place));
    const cells = record.slice(0, wanted + KEPT_EXCESS).map((cell) => restoreCell(withLineFeeds(cell)));
    this.rows.push({ ...place, cells });
  }
}

/** Feeds the parser slice by slice, so that other work of the process goes on in between. */
function parseInto(reading: CsvReading, bytes: Uint8Array): Promise<CsvError | null> {
  const parser = new Parser({
    delimiter: ',',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
  } as ConstructorParameters<typeof Parser>[0]);
  return new Promise((resolve) => {
    parser.on('data', (record: string[]) => reading.add(record));
    pipeline(Readable.from(slicesOf(bytes, reading)), parser, (error) =>
      resolve((error as CsvError | undefined) ?? null),
    );
  });
}

async function* slicesOf(bytes: Uint8Array, reading: CsvReading): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length && !reading.isHopeless; start += SLICE_BYTES) {
    yield Buffer.from(bytes.subarray(start, start + SLICE_BYTES));
    await nextTurn();
  }
}

function findSizeFault(bytes: Uint8Array): FileFault | null {
  let [lines, start] = [1, 0];
  while (start <= bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const length = (end < 0 ? bytes.length : end) - start;
    if (length > LONGEST_LINE) return fileFault('csv-line-long', { wanted: LONGEST_LINE }, { line: lines });
    if (end < 0) return null;
    lines += 1;
    if (lines > MOST_ROWS) return fileFault('csv-rows-many', { wanted: MOST_ROWS }, { line: lines });
    start = end + 1;
  }
  return null;
}

function findHeaderFaults(columns: readonly string[]): FileFault[] {
  const place = { row: 1, line: 1 };
  if (columns.every((column) => column === '')) return [fileFault('csv-empty', {}, place)];
  const separator = [';', '\t', '|'].find((mark) => columns.some((column) => column.includes(mark)));
  if (separator !== undefined) {
    return [fileFault('csv-separator', { found: separator === '\t' ? 'tab' : separator }, place)];
  }
  const faults: FileFault[] = [];
  const seen = new Set<string>();
  for (const [index, column] of columns.entries()) {
    if (column === '') faults.push(fileFault('csv-column-unnamed', { number: index + 1 }, place));
    else if (seen.has(column)) faults.push(fileFault('csv-column-twice', { found: column }, { ...place, column }));
    if (faults.length === MOST_FAULTS) return faults;
    seen.add(column);
  }
  return faults;
}

function codeOf(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'csv-quote-open';
  return error.code === 'CSV_MAX_RECORD_SIZE' ? 'csv-row-long' : 'csv-quote-inside';
}

function withLineFeeds(cell: string): string {
  return cell.includes('\r') ? cell.replaceAll('\r\n', '\n') : cell;
}

function countLineBreaks(record: readonly string[]): number {
  let count = 0;
  for (const cell of record) {
    if (cell.includes('\n')) count += cell.split('\n').length - 1;
    else if (cell.includes('\r')) count += cell.split('\r').length - 1;
  }
  return count;
}
