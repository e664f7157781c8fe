import { CHUNK_ROWS } from './chunk-rows.ts';
import { readHead } from './column-head.ts';
import { bytesOf, requireLength } from './texts.ts';

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
    const { rows, size, isWide, codesAt, endsAt, lettersAt } = readHead(bytes);
    const codes = isWide ? this.wide.subarray(0, rows) : bytes.subarray(codesAt, endsAt);
    if (isWide) bytesOf(codes).set(bytes.subarray(codesAt, endsAt));
    const ends = this.ends.subarray(0, size);
    bytesOf(ends).set(bytes.subarray(endsAt, lettersAt));
    const length = ends[size - 1] ?? 0;
    requireLength(bytes, lettersAt + length);
    return { size, codes, letters: Buffer.from(bytes.buffer, bytes.byteOffset + lettersAt, length), ends };
  }
}
