import { LINE_END } from '../../formats/csv-text.ts';
import type { QuotedColumn } from './quote-columns.ts';

/** Reports of one chunk, with what their lines are made of. */
export interface ChunkPart {
  /** Ascending, and the ids of the same reports. */
  readonly ordinals: readonly number[];
  readonly ids: readonly string[];
  /** Those of a line behind the id of its report, in their order. */
  readonly columns: readonly QuotedColumn[];
  /** Ordinal of the first row of the chunk. */
  readonly first: number;
  /** Lines of reports that columns do not hold, by their ordinals. */
  readonly singly: ReadonlyMap<number, string>;
}

const END = Buffer.from(LINE_END);

/** Writes lines of reports into the same bytes again and again: as strings they would be cleared away by the hundred megabytes. */
export class LineBytes {
  private bytes = Buffer.alloc(0);

  /** The lines of these reports, for the table of reports. The bytes are good until the next call. */
  write({ ordinals, ids, columns, first, singly }: ChunkPart): Uint8Array {
    const heads = ordinals.map((ordinal, at) => singly.get(ordinal) ?? ids[at] ?? '');
    const isAlone = Uint8Array.from(ordinals, (ordinal) => (singly.has(ordinal) ? 1 : 0));
    const rows = Uint16Array.from(ordinals, (ordinal) => ordinal - first);
    const ends = Uint32Array.from(heads.map((head) => Buffer.byteLength(head, 'utf8')));
    for (const column of columns) addLengths(column, { rows, isAlone, ends });
    const total = toStarts(ends, isAlone);
    if (this.bytes.length < total) this.bytes = Buffer.allocUnsafeSlow(total);
    const { bytes } = this;
    for (const [at, head] of heads.entries()) ends[at] = (ends[at] ?? 0) + bytes.write(head, ends[at] ?? 0, 'utf8');
    // Column by column, for all rows: what the rows share is then at hand.
    for (const column of columns) addCells(column, { rows, isAlone, ends, bytes });
    for (let at = 0; at < rows.length; at += 1) if (isAlone[at] === 0) bytes.set(END, ends[at] ?? 0);
    return bytes.subarray(0, total);
  }
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
