import { CHUNK_ROWS } from '../../../../../platform/columns/column/chunk-rows.ts';
import type { ColumnView } from '../../../../../platform/columns/column/column-view.ts';
import { quoteCell } from '../../formats/csv-text.ts';
import type { Cell } from '../../tables/plan-tables.ts';
import type { Room } from './room.ts';

/** A column whose cells are ready to be written: those of each code, 0 included, one behind the other. */
export interface QuotedColumn {
  /** In UTF-8, each with the comma that goes before it. */
  readonly letters: Uint8Array;
  /** Where the cell of a code begins; the one of the next code is its end. */
  readonly starts: Uint32Array;
  /** Of the rows of the chunk. */
  readonly codes: Uint16Array;
}

const COMMA = 0x2c;
const CODES_OF_NONE = new Uint16Array(CHUNK_ROWS);

/** The column of a chunk in which nothing stands. */
export const NOTHING_QUOTED: QuotedColumn = {
  letters: Uint8Array.of(COMMA),
  starts: Uint32Array.of(0, 1),
  codes: CODES_OF_NONE,
};

/** The value of a code, from 1 on. */
export function valueIn({ letters, ends }: ColumnView, code: number): string {
  return letters.toString('utf8', ends[code - 2] ?? 0, (ends[code - 1] ?? 1) - 1);
}

/** The different values of a column, in the order of their codes. */
export function valuesIn(view: ColumnView): string[] {
  return Array.from({ length: view.size }, (_, at) => valueIn(view, at + 1));
}

/** Puts cells into words, in room of the caller. @param view null: nothing stands there. */
export function quoteColumn(room: Room, view: ColumnView | null, cell: (value: string | null) => Cell): QuotedColumn {
  const cells = [null, ...(view === null ? [] : valuesIn(view))].map((value) => `,${quoteCell(cell(value))}`);
  const starts = room.takeLong(cells.length + 1);
  let end = 0;
  starts[0] = 0;
  for (const [code, text] of cells.entries()) {
    end += Buffer.byteLength(text, 'utf8');
    starts[code + 1] = end;
  }
  const letters = room.take(end);
  Buffer.from(letters.buffer, letters.byteOffset, end).write(cells.join(''), 'utf8');
  return { letters, starts, codes: view === null ? CODES_OF_NONE : codesIn(room, view) };
}

function codesIn(room: Room, view: ColumnView): Uint16Array {
  const codes = room.takeWide(CHUNK_ROWS);
  codes.set(view.codes);
  // Rows that came after the chunk was written have nothing in it.
  return codes.fill(0, view.codes.length);
}

/** Bytes at which a value may need quotes wherever they stand, and such by which it may begin as a formula does. */
const CARED_FOR = ['"', ',', '\r', '\n'];
const [CARE, CARE_FIRST] = [bytesIn(CARED_FOR.join('')), bytesIn(`${CARED_FOR.join('')}\t'=+-@＝＋－＠`)];

function bytesIn(text: string): Uint8Array {
  const found = new Uint8Array(256);
  for (const byte of Buffer.from(text, 'utf8')) found[byte] = 1;
  return found;
}

/** As `quoteColumn` where cells are their values: most of them need no quotes, and are taken over as bytes. */
export function copyColumn(room: Room, view: ColumnView): QuotedColumn {
  const { letters, ends, size } = view;
  if (isCareless(letters, ends)) return copyWhole(room, view);
  const { cells, more } = carefulCells(view);
  // The zero byte behind each value is room for the comma before it; the first one is the cell of no value.
  const bytes = room.take(letters.length + 1 + more);
  const starts = room.takeLong(size + 2);
  bytes[0] = COMMA;
  starts[0] = 0;
  let end = 1;
  for (let code = 1; code <= size; code += 1) {
    starts[code] = end;
    const careful = cells.get(code);
    if (careful !== undefined) bytes.set(careful, end);
    else copyValue(bytes, end, { letters, first: ends[code - 2] ?? 0, end: (ends[code - 1] ?? 1) - 1 });
    end += careful?.length ?? (ends[code - 1] ?? 0) - (ends[code - 2] ?? 0);
  }
  starts[size + 1] = end;
  return { letters: bytes, starts, codes: codesIn(room, view) };
}

/** The cells of values that need care, by their codes, and how much longer they are than their values. */
function carefulCells(view: ColumnView): { readonly cells: ReadonlyMap<number, Buffer>; readonly more: number } {
  const { letters, ends, size } = view;
  const cells = new Map<number, Buffer>();
  let more = 0;
  for (let code = 1; code <= size; code += 1) {
    const [first, end] = [ends[code - 2] ?? 0, (ends[code - 1] ?? 1) - 1];
    if (!needsCare(letters, { first, end })) continue;
    const cell = Buffer.from(`,${quoteCell(valueIn(view, code))}`, 'utf8');
    cells.set(code, cell);
    more += cell.length - (end + 1 - first);
  }
  return { cells, more };
}

function isCareless(letters: Buffer, ends: Uint32Array): boolean {
  if (CARED_FOR.some((sign) => letters.includes(sign))) return false;
  for (let at = 0, first = 0; at < ends.length; first = ends[at] ?? 0, at += 1) {
    if (CARE_FIRST[letters[first] ?? 0] === 1) return false;
  }
  return true;
}

/** Where nothing needs quotes: the zero byte behind a value becomes the comma before the next one. */
function copyWhole(room: Room, view: ColumnView): QuotedColumn {
  const { letters, ends, size } = view;
  const bytes = room.take(letters.length + 2);
  bytes.set(letters, 2);
  // The first one is the cell of no value.
  bytes[0] = COMMA;
  bytes[1] = COMMA;
  const starts = room.takeLong(size + 2);
  starts[0] = 0;
  starts[1] = 1;
  for (let at = 0; at < size; at += 1) {
    const end = ends[at] ?? 0;
    bytes[end + 1] = COMMA;
    starts[at + 2] = end + 1;
  }
  return { letters: bytes, starts, codes: codesIn(room, view) };
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
