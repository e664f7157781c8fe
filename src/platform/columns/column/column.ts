import { CELL_SEPARATOR } from '../../../kernel/text.ts';
import { type CellKey, cellKey, compareKeys, compareTexts } from '../cell-order.ts';
import { formatHead, HEAD_BYTES, readHead } from './column-head.ts';
import type { ColumnView } from './column-view.ts';
import { bytesOf, requireLength, Texts } from './texts.ts';

/** What stands in a row, several values with CELL_SEPARATOR between them; null: nothing. */
export type Cell = string | null;

/**
 * A column of a chunk: each different value once, in the order of cells, and for every row the place of its value there, from
 * 1 on; 0: the row has none. Values stay bytes until somebody needs them, so that a million unlike texts cost their letters.
 * Its texts are here whole, or in part where it was loaded for a question that needs no more: what is not here cannot be read.
 */
export class Column {
  readonly codes: Uint8Array | Uint16Array;
  /** How many different values there are. */
  readonly size: number;
  private readonly values: Texts;
  /** The same where each value is its own folded form; null: not here. */
  private readonly folded: Texts | null;
  private readonly keys = new Map<number, CellKey>();
  private order: RowOrder | null = null;
  private copies: boolean | null = null;

  constructor(codes: Uint8Array | Uint16Array, values: Texts, folded: Texts | null) {
    this.codes = codes;
    this.values = values;
    this.folded = folded;
    this.size = values.size;
  }

  /** How many bytes it holds, nearly. */
  get bytes(): number {
    const folded = this.folded === this.values ? 0 : (this.folded?.bytes ?? 0);
    return this.codes.byteLength * 3 + this.values.bytes + folded + 200;
  }

  /** Whether every text is here. */
  get isWhole(): boolean {
    return this.values.isWhole && this.folded?.isWhole === true;
  }

  /** Whether letters can be looked for: the folded form of every value is here. */
  get isSearchable(): boolean {
    return this.folded?.isWhole === true;
  }

  /** Where the letters of the values from a code to another one lie in what `encode` wrote. */
  lettersOf(first: number, last: number): Stretch {
    const start = this.values.start(first - 1);
    return { from: this.lettersAt + start, length: (this.values.ends[last - 1] ?? 0) - start };
  }

  /** Where the folded forms lie in what `encode` wrote: the letters of the values where those are their own. */
  get foldedStretch(): Stretch {
    if (this.folded === this.values) return this.lettersOf(1, this.size);
    return { from: this.lettersAt + this.values.length, length: null };
  }

  /** The same column with the values from a code on, as `lettersOf` tells where they lie. */
  withValues(first: number, letters: Buffer): Column {
    const values = this.values.with(letters, this.values.start(first - 1));
    const column = new Column(this.codes, values, this.folded === this.values ? values : this.folded);
    column.order = this.order;
    return column;
  }

  /** The same column with its folded forms: what lies at `foldedStretch`. */
  withFolded(bytes: Buffer): Column {
    if (this.folded === this.values) return this.withValues(1, bytes);
    return new Column(this.codes, this.values, readTexts(bytes, 0, this.size)[0]);
  }

  private get lettersAt(): number {
    return HEAD_BYTES + this.codes.byteLength + this.size * 4;
  }

  /** Whether a value is here; or else on which side of those that are, in the order of cells. */
  sideOf(code: number): 'here' | 'before' | 'behind' {
    return this.values.sideOf(code - 1);
  }

  /** @param code from 1 to `size`; of a value that is here. */
  value(code: number): string {
    return this.values.at(code - 1);
  }

  /** The same as what is looked at where it lies. */
  get view(): ColumnView {
    const { size, codes } = this;
    return { size, codes, letters: this.values.letters, ends: this.values.ends };
  }

  cell(row: number): Cell {
    const code = this.codes[row] ?? 0;
    return code === 0 ? null : this.value(code);
  }

  key(code: number): CellKey {
    const kept = this.keys.get(code);
    if (kept !== undefined) return kept;
    const { number } = cellKey(this.value(code));
    const key = { number, folded: this.here.at(code - 1) };
    this.keys.set(code, key);
    return key;
  }

  /** Whether some value is several, with CELL_SEPARATOR between them. */
  get hasCopies(): boolean {
    this.copies ??= this.values.letters.includes(CELL_SEPARATOR);
    return this.copies;
  }

  /** The code of a value; null: no row has it. */
  codeOf(value: string): number | null {
    const at = this.values.placeOf(value);
    return at === null ? null : at + 1;
  }

  /** The first code, in the order of cells, whose value holds to what is so of all behind it as well; `size + 1`: none. */
  firstCode(holds: (key: CellKey) => boolean): number {
    let [low, high] = [1, this.size + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.key(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Codes of the values whose folded form holds `needle`, which is folded itself. */
  findFolded(needle: string): Set<number> {
    return new Set([...this.here.find(needle)].map((at) => at + 1));
  }

  private get here(): Texts {
    if (this.folded === null) throw new Error('Read a column: its folded forms are not here');
    return this.folded;
  }

  /** The rows of each value. */
  rowsByCode(): RowOrder {
    this.order ??= orderRows(this.codes, this.size);
    return this.order;
  }

  /** As it rests; `decodeColumn` reads it. */
  encode(): Uint8Array {
    const folded = this.head.hasFolded ? this.here.parts() : [];
    return Buffer.concat([formatHead(this.head), bytesOf(this.codes), ...this.values.parts(), ...folded]);
  }

  private get head() {
    const { codes, size } = this;
    return { rows: codes.length, size, isWide: codes instanceof Uint16Array, hasFolded: this.folded !== this.values };
  }
}

/** A piece of what `encode` wrote, in bytes. */
export interface Stretch {
  readonly from: number;
  /** Null: all that comes behind. */
  readonly length: number | null;
}

/** The rows of a chunk sorted by their codes: those of code `c` are `rows[starts[c]]` to `rows[starts[c + 1] - 1]`, ascending. */
export interface RowOrder {
  readonly rows: Uint16Array;
  readonly starts: Uint16Array;
}

function orderRows(codes: Uint8Array | Uint16Array, size: number): RowOrder {
  const starts = new Uint16Array(size + 2);
  for (const code of codes) starts[code + 1] = (starts[code + 1] ?? 0) + 1;
  for (let code = 1; code < starts.length; code += 1) starts[code] = (starts[code] ?? 0) + (starts[code - 1] ?? 0);
  const next = starts.slice();
  const rows = new Uint16Array(codes.length);
  for (const [row, code] of codes.entries()) {
    const at = next[code] ?? 0;
    rows[at] = row;
    next[code] = at + 1;
  }
  return { rows, starts };
}

/** Makes a column of what stands in its rows, at most CHUNK_ROWS of them. */
export function makeColumn(cells: readonly Cell[]): Column {
  const places = new Map<string, number>();
  for (const cell of cells) if (cell !== null) places.set(cell, 0);
  const keyed = [...places.keys()].map((value) => ({ value, key: cellKey(value) }));
  keyed.sort((one, other) => compareKeys(one.key, other.key) || compareTexts(one.value, other.value));
  for (const [at, { value }] of keyed.entries()) places.set(value, at + 1);
  const codes = keyed.length < 256 ? new Uint8Array(cells.length) : new Uint16Array(cells.length);
  for (const [row, cell] of cells.entries()) if (cell !== null) codes[row] = places.get(cell) ?? 0;
  const values = Texts.of(keyed.map(({ value }) => value));
  const isFolded = keyed.every(({ value, key }) => value === key.folded);
  return new Column(codes, values, isFolded ? values : Texts.of(keyed.map(({ key }) => key.folded)));
}

/** Reads what `encode` wrote. @throws Error where it is something else: the store was altered. */
export function decodeColumn(bytes: Uint8Array): Column {
  const shape = decodeShape(bytes);
  const { endsAt, size, hasFolded } = readHead(bytes);
  const [values, next] = readTexts(bytes, endsAt, size);
  return new Column(shape.codes, values, hasFolded ? readTexts(bytes, next, size)[0] : values);
}

/** A column without its texts: of what `encode` wrote, the first LONGEST_SHAPE bytes are enough. @throws Error as `decodeColumn` */
export function decodeShape(bytes: Uint8Array): Column {
  const { rows, size, isWide, hasFolded, codesAt, endsAt } = readHead(bytes);
  const own = new Uint8Array(bytes.subarray(codesAt, endsAt));
  const values = Texts.ends(bytes, endsAt, size);
  return new Column(isWide ? new Uint16Array(own.buffer, 0, rows) : own, values, hasFolded ? null : values);
}

/** @returns the texts, and where they end. */
function readTexts(bytes: Uint8Array, start: number, size: number): [Texts, number] {
  const texts = Texts.ends(bytes, start, size);
  const from = start + size * 4;
  const to = from + texts.length;
  requireLength(bytes, to);
  // A copy: what came from the database is a part of a larger piece, which would be kept with it.
  return [texts.with(Buffer.from(bytes.subarray(from, to))), to];
}
