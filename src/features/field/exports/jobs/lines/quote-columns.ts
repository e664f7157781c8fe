import { CHUNK_ROWS, type Column } from '../../../../../platform/columns/column.ts';
import { answerKey } from '../../../reports/arrivals/list/report-row.ts';
import { LINE_END, quoteCell } from '../../formats/csv-text.ts';
import type { AroundCells, Cell, ExportPlan } from '../../tables/plan-tables.ts';

/** Reports of one chunk, with what their lines are made of. */
export interface ChunkPart {
  /** Ascending, and the ids of the same reports. */
  readonly ordinals: readonly number[];
  readonly ids: readonly string[];
  readonly formUuid: string;
  /** Of the chunk. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly around: AroundCells;
  /** Ordinal of the first row of the chunk. */
  readonly first: number;
  /** Lines of reports that columns do not hold, by their ordinals. */
  readonly singly: ReadonlyMap<number, string>;
}

/** The different values of a column, in the order of their codes. */
export function valuesOf(column: Column | undefined): string[] {
  return Array.from({ length: column?.size ?? 0 }, (_, at) => column?.value(at + 1) ?? '');
}

/** A column whose cells are ready to be written: those of each code, 0 included, one behind the other. */
interface QuotedColumn {
  /** In UTF-8, each with the comma that goes before it. */
  readonly letters: Uint8Array;
  /** Where the cell of a code begins; the one of the next code is its end. */
  readonly starts: Uint32Array;
  /** Of the rows of the chunk. */
  readonly codes: Uint16Array;
}

const CODES_OF_NONE = new Uint16Array(CHUNK_ROWS);

function codesOf(column: Column | undefined): Uint16Array {
  if (column === undefined) return CODES_OF_NONE;
  // Rows that came after the chunk was written have nothing in it.
  const codes = new Uint16Array(CHUNK_ROWS);
  codes.set(column.codes);
  return codes;
}

function quoteColumn(column: Column | undefined, cell: (value: string | null) => Cell): QuotedColumn {
  const cells = [null, ...valuesOf(column)].map((value) => `,${quoteCell(cell(value))}`);
  const starts = new Uint32Array(cells.length + 1);
  let end = 0;
  for (const [code, text] of cells.entries()) {
    end += Buffer.byteLength(text, 'utf8');
    starts[code + 1] = end;
  }
  return { letters: Buffer.from(cells.join(''), 'utf8'), starts, codes: codesOf(column) };
}

const COMMA = 0x2c;
/** Bytes at which a value may need quotes wherever they stand, and such by which it may begin as a formula does. */
const CARED_FOR = ['"', ',', '\r', '\n'];
const [CARE, CARE_FIRST] = [bytesIn(CARED_FOR.join('')), bytesIn(`${CARED_FOR.join('')}\t'=+-@＝＋－＠`)];

function bytesIn(text: string): Uint8Array {
  const found = new Uint8Array(256);
  for (const byte of Buffer.from(text, 'utf8')) found[byte] = 1;
  return found;
}

/** As `quoteColumn` where cells are their values: most of them need no quotes, and are taken over as bytes. */
function copyColumn(column: Column | undefined): QuotedColumn {
  if (column === undefined) return quoteColumn(undefined, () => null);
  const { letters, ends } = column.encoded;
  if (isCareless(letters, ends)) return copyWhole(column);
  let bytes = new Uint8Array(letters.length + column.size + 1);
  const starts = new Uint32Array(column.size + 2);
  bytes[0] = COMMA;
  starts[1] = 1;
  for (let code = 1; code <= column.size; code += 1) {
    const value = { first: ends[code - 2] ?? 0, end: (ends[code - 1] ?? 1) - 1 };
    const start = starts[code] ?? 0;
    const careful = needsCare(letters, value) ? Buffer.from(`,${quoteCell(column.value(code))}`, 'utf8') : null;
    const length = careful?.length ?? 1 + value.end - value.first;
    starts[code + 1] = start + length;
    // What follows needs its own room still.
    bytes = withRoom(bytes, start + length + letters.length - value.end + column.size - code);
    if (careful !== null) bytes.set(careful, start);
    else copyValue(bytes, start, { letters, ...value });
  }
  return { letters: bytes, starts, codes: codesOf(column) };
}

function isCareless(letters: Buffer, ends: Uint32Array): boolean {
  if (CARED_FOR.some((sign) => letters.includes(sign))) return false;
  for (let at = 0, first = 0; at < ends.length; first = ends[at] ?? 0, at += 1) {
    if (CARE_FIRST[letters[first] ?? 0] === 1) return false;
  }
  return true;
}

/** Where nothing needs quotes: the zero byte behind a value becomes the comma before the next one. */
function copyWhole(column: Column): QuotedColumn {
  const { letters, ends } = column.encoded;
  const bytes = new Uint8Array(letters.length + 2);
  bytes.set(letters, 2);
  // The first one is the cell of no value.
  bytes[0] = COMMA;
  bytes[1] = COMMA;
  const starts = new Uint32Array(column.size + 2);
  starts[1] = 1;
  for (const [at, end] of ends.entries()) {
    bytes[end + 1] = COMMA;
    starts[at + 2] = end + 1;
  }
  return { letters: bytes, starts, codes: codesOf(column) };
}

interface Span {
  readonly first: number;
  readonly end: number;
}

function needsCare(letters: Uint8Array, { first, end }: Span): boolean {
  if (first < end && CARE_FIRST[letters[first] ?? 0] === 1) return true;
  for (let at = first; at < end; at += 1) if (CARE[letters[at] ?? 0] === 1) return true;
  return false;
}

function copyValue(
  bytes: Uint8Array,
  start: number,
  { letters, first, end }: Span & { readonly letters: Uint8Array },
): void {
  bytes[start] = COMMA;
  for (let at = first; at < end; at += 1) bytes[start + 1 + at - first] = letters[at] ?? 0;
}

function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const wider = new Uint8Array(Math.max(bytes.length * 2, length));
  wider.set(bytes);
  return wider;
}

const END = Buffer.from(LINE_END);

/** Writes lines of reports into the same bytes again and again: as strings they would be cleared away by the hundred megabytes. */
export class LineBytes {
  private readonly plan: ExportPlan;
  private bytes = Buffer.alloc(0);
  /** Columns of the chunk that lines were made of last. */
  private quoted: { readonly of: ChunkPart['columns']; readonly columns: readonly QuotedColumn[] } | null = null;

  constructor(plan: ExportPlan) {
    this.plan = plan;
  }

  /** The lines of these reports, for the table of reports. The bytes are good until the next call. */
  write(part: ChunkPart): Uint8Array {
    const { ordinals, ids, first, singly } = part;
    const columns = this.quote(part);
    const heads = ordinals.map((ordinal, at) => singly.get(ordinal) ?? ids[at] ?? '');
    const isAlone = Uint8Array.from(ordinals, (ordinal) => (singly.has(ordinal) ? 1 : 0));
    const rows = Uint16Array.from(ordinals, (ordinal) => ordinal - first);
    const ends = Uint32Array.from(heads.map((head) => Buffer.byteLength(head, 'utf8')));
    for (const column of columns) addLengths(column, { rows, isAlone, ends });
    const total = toStarts(ends, isAlone);
    if (this.bytes.length < total) this.bytes = Buffer.allocUnsafe(total);
    const { bytes } = this;
    for (const [at, head] of heads.entries()) ends[at] = (ends[at] ?? 0) + bytes.write(head, ends[at] ?? 0, 'utf8');
    // Column by column, for all rows: what the rows share is then at hand.
    for (const column of columns) addCells(column, { rows, isAlone, ends, bytes });
    for (let at = 0; at < rows.length; at += 1) if (isAlone[at] === 0) bytes.set(END, ends[at] ?? 0);
    return bytes.subarray(0, total);
  }

  private quote(part: ChunkPart): readonly QuotedColumn[] {
    if (this.quoted?.of !== part.columns) {
      // Those of the chunk before go first: two need not be there at once.
      this.quoted = null;
      this.quoted = { of: part.columns, columns: columnsOf(this.plan, part) };
    }
    return this.quoted.columns;
  }
}

/** The columns of a line behind the id of its report. */
function columnsOf({ tables: [table] }: ExportPlan, part: ChunkPart): QuotedColumn[] {
  const { columns, around } = part;
  const known = table.known.slice(1).map(({ kept }) => {
    const column = kept === null ? undefined : columns.get(kept.key);
    return kept?.isPlain === true
      ? copyColumn(column)
      : quoteColumn(column, (value) => kept?.cell(value, around) ?? null);
  });
  const answers = table.answers.map(({ cell, leaf, part: written }) => {
    const column = columns.get(answerKey(part.formUuid, leaf.path));
    if (written === 'answer') return copyColumn(column);
    return quoteColumn(column, (value) => (value === null ? null : cell(value)));
  });
  return [...known, ...answers];
}

interface Lines {
  /** The rows of the chunk that are written, in their order. */
  readonly rows: Uint16Array;
  /** 1: the line is there already. */
  readonly isAlone: Uint8Array;
  /** What each line has so far: first its length, then its end. */
  readonly ends: Uint32Array;
}

function addLengths({ starts, codes }: QuotedColumn, { rows, isAlone, ends }: Lines): void {
  for (let at = 0; at < rows.length; at += 1) {
    if (isAlone[at] === 1) continue;
    const code = codes[rows[at] ?? 0] ?? 0;
    ends[at] = (ends[at] ?? 0) + (starts[code + 1] ?? 0) - (starts[code] ?? 0);
  }
}

/** Makes lengths of lines places at which they begin. @returns where the last one ends. */
function toStarts(ends: Uint32Array, isAlone: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < ends.length; at += 1) {
    const length = (ends[at] ?? 0) + (isAlone[at] === 1 ? 0 : END.length);
    ends[at] = total;
    total += length;
  }
  return total;
}

function addCells(
  { letters, starts, codes }: QuotedColumn,
  { rows, isAlone, ends, bytes }: Lines & { readonly bytes: Uint8Array },
): void {
  for (let at = 0; at < rows.length; at += 1) {
    if (isAlone[at] === 1) continue;
    const code = codes[rows[at] ?? 0] ?? 0;
    const last = starts[code + 1] ?? 0;
    let end = ends[at] ?? 0;
    // Letter by letter: cells are short, and each call to copy one would take longer than that.
    for (let from = starts[code] ?? 0; from < last; from += 1) {
      bytes[end] = letters[from] ?? 0;
      end += 1;
    }
    ends[at] = end;
  }
}
