import { CELL_SEPARATOR } from '../../kernel/text.ts';
import { type CellKey, cellKey, compareKeys, compareTexts } from './cell-order.ts';

/** So many rows lie in a chunk; the last one may have fewer. */
export const CHUNK_ROWS = 4096;

/** The first row of the chunk that a row lies in. */
export function chunkStart(row: number): number {
  return row - (row % CHUNK_ROWS);
}

/** What stands in a row, several values with CELL_SEPARATOR between them; null: nothing. */
export type Cell = string | null;

const VERSION = 1;
const WIDE = 1;
const HAS_FOLDED = 2;
const HEAD = 6;

/**
 * A column of a chunk: each different value once, in the order of cells, and for every row the place of its value there, from
 * 1 on; 0: the row has none. Values stay bytes until somebody needs them, so that a million unlike texts cost their letters.
 */
export class Column {
  readonly codes: Uint8Array | Uint16Array;
  /** How many different values there are. */
  readonly size: number;
  private readonly values: Texts;
  private readonly folded: Texts;
  private readonly keys = new Map<number, CellKey>();
  private order: RowOrder | null = null;
  private copies: boolean | null = null;

  constructor(codes: Uint8Array | Uint16Array, values: Texts, folded: Texts) {
    this.codes = codes;
    this.values = values;
    this.folded = folded;
    this.size = values.size;
  }

  /** How many bytes it holds, nearly. */
  get bytes(): number {
    return this.codes.byteLength * 3 + this.values.bytes + (this.folded === this.values ? 0 : this.folded.bytes) + 200;
  }

  /** @param code from 1 to `size`. */
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
    const key = { number, folded: this.folded.at(code - 1) };
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
    return new Set([...this.folded.find(needle)].map((at) => at + 1));
  }

  /** The rows of each value. */
  rowsByCode(): RowOrder {
    this.order ??= orderRows(this.codes, this.size);
    return this.order;
  }

  /** As it rests; `decodeColumn` reads it. */
  encode(): Uint8Array {
    const isWide = this.codes instanceof Uint16Array;
    const hasFolded = this.folded !== this.values;
    const head = new Uint8Array(HEAD);
    head.set([VERSION, (isWide ? WIDE : 0) | (hasFolded ? HAS_FOLDED : 0)]);
    new DataView(head.buffer).setUint16(2, this.codes.length, true);
    new DataView(head.buffer).setUint16(4, this.size, true);
    const folded = hasFolded ? this.folded.parts() : [];
    return Buffer.concat([head, bytesOf(this.codes), ...this.values.parts(), ...folded]);
  }
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
  const { rows, size, isWide, hasFolded, end } = readHead(bytes);
  const own = new Uint8Array(bytes.subarray(HEAD, end));
  const codes = isWide ? new Uint16Array(own.buffer, 0, rows) : own;
  const [values, next] = Texts.read(bytes, end, size);
  const folded = hasFolded ? Texts.read(bytes, next, size)[0] : values;
  return new Column(codes, values, folded);
}

/** What `encode` wrote, as far as cells are made of it, where it lies: good as long as its bytes are, and the next is not looked at. */
export interface ColumnView {
  readonly size: number;
  /** Of each row, as those of a column. */
  readonly codes: Uint8Array | Uint16Array;
  /** All values in UTF-8, each with a zero byte after it, which no value has within; that of a code ends at `ends[code - 1]`. */
  readonly letters: Buffer;
  readonly ends: Uint32Array;
}

/** Looks at columns one after the other, and copies none: what is read once and written elsewhere needs no room of its own. */
export class ColumnViewer {
  // Numbers of more than a byte have to lie at even places, which those of a larger piece do not.
  private readonly wide = new Uint16Array(CHUNK_ROWS);
  private readonly ends = new Uint32Array(CHUNK_ROWS);

  /** @throws Error where it is none: the store was altered. */
  view(bytes: Uint8Array): ColumnView {
    const { rows, size, isWide, end } = readHead(bytes);
    const codes = isWide ? this.wide.subarray(0, rows) : bytes.subarray(HEAD, end);
    if (isWide) bytesOf(codes).set(bytes.subarray(HEAD, end));
    const ends = this.ends.subarray(0, size);
    bytesOf(ends).set(bytes.subarray(end, end + size * 4));
    const from = end + size * 4;
    const length = ends[size - 1] ?? 0;
    requireLength(bytes, from + length);
    return { size, codes, letters: Buffer.from(bytes.buffer, bytes.byteOffset + from, length), ends };
  }
}

/** `end`: where the codes end. */
function readHead(bytes: Uint8Array) {
  if (bytes.length < HEAD || bytes[0] !== VERSION)
    throw new Error(`Read a column: version ${bytes[0]}, not ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [flags, rows, size] = [bytes[1] ?? 0, view.getUint16(2, true), view.getUint16(4, true)];
  const isWide = (flags & WIDE) !== 0;
  const end = HEAD + rows * (isWide ? 2 : 1);
  requireLength(bytes, end + size * 4);
  return { rows, size, isWide, hasFolded: (flags & HAS_FOLDED) !== 0, end };
}

function requireLength(bytes: Uint8Array, length: number): void {
  if (length > bytes.length) throw new Error(`Read a column: ${bytes.length} bytes, not ${length}`);
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Texts one behind the other, each with a zero byte after it, which no text has within. */
class Texts {
  readonly size: number;
  readonly ends: Uint32Array;
  readonly letters: Buffer;

  private constructor(ends: Uint32Array, letters: Buffer) {
    this.ends = ends;
    this.letters = letters;
    this.size = ends.length;
  }

  static of(texts: readonly string[]): Texts {
    const letters = Buffer.from(texts.map((text) => `${text}\0`).join(''));
    const ends = new Uint32Array(texts.length);
    let end = 0;
    for (const [at, text] of texts.entries()) {
      end += Buffer.byteLength(text) + 1;
      ends[at] = end;
    }
    return new Texts(ends, letters);
  }

  /** @returns the texts, and where they end. */
  static read(bytes: Uint8Array, start: number, size: number): [Texts, number] {
    const ends = new Uint32Array(new Uint8Array(bytes.subarray(start, start + size * 4)).buffer);
    const from = start + size * 4;
    const to = from + (ends[size - 1] ?? 0);
    requireLength(bytes, to);
    // A copy: what came from the database is a part of a larger piece, which would be kept with it.
    return [new Texts(ends, Buffer.from(bytes.subarray(from, to))), to];
  }

  get bytes(): number {
    return this.ends.byteLength + this.letters.length;
  }

  at(place: number): string {
    return this.letters.toString('utf8', this.start(place), (this.ends[place] ?? 1) - 1);
  }

  /** Places of the texts that hold `needle`. */
  *find(needle: string): Generator<number> {
    const bytes = Buffer.from(needle);
    let place = 0;
    for (
      let at = this.letters.indexOf(bytes);
      at >= 0 && place < this.size;
      at = this.letters.indexOf(bytes, this.start(place))
    ) {
      while ((this.ends[place] ?? Number.POSITIVE_INFINITY) <= at) place += 1;
      yield place;
      place += 1;
    }
  }

  placeOf(text: string): number | null {
    if (text.includes('\0')) return null;
    const bytes = Buffer.from(`${text}\0`);
    for (let at = this.letters.indexOf(bytes); at >= 0; at = this.letters.indexOf(bytes, at + 1)) {
      if (at === 0 || this.letters[at - 1] === 0) return this.placeAt(at);
    }
    return null;
  }

  parts(): Uint8Array[] {
    return [bytesOf(this.ends), this.letters];
  }

  /** Which text begins there. */
  private placeAt(start: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start(middle) >= start) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private start(place: number): number {
    return place === 0 ? 0 : (this.ends[place - 1] ?? 0);
  }
}
