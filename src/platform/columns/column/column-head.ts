import { CHUNK_ROWS } from './chunk-rows.ts';
import { requireLength } from './texts.ts';

const VERSION = 1;
const WIDE = 1;
const HAS_FOLDED = 2;
/** What stands before the codes, in bytes. */
export const HEAD_BYTES = 6;

/** Head, codes and ends of any column lie within so many bytes from its beginning on. */
export const LONGEST_SHAPE = HEAD_BYTES + CHUNK_ROWS * 2 + CHUNK_ROWS * 4;

/** What is known of a column before its texts. */
export interface ColumnHead {
  readonly rows: number;
  /** How many different values there are. */
  readonly size: number;
  readonly isWide: boolean;
  readonly hasFolded: boolean;
}

/** Spells the head of a column. */
export function formatHead({ rows, size, isWide, hasFolded }: ColumnHead): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  head.set([VERSION, (isWide ? WIDE : 0) | (hasFolded ? HAS_FOLDED : 0)]);
  new DataView(head.buffer).setUint16(2, rows, true);
  new DataView(head.buffer).setUint16(4, size, true);
  return head;
}

/**
 * Reads the head of a column. `codesAt`, `endsAt`, `lettersAt`: where codes, the ends of the values and their letters begin.
 *
 * @throws Error where it is something else: the store was altered.
 */
export function readHead(bytes: Uint8Array) {
  if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION)
    throw new Error(`Read a column: version ${bytes[0]}, not ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [flags, rows, size] = [bytes[1] ?? 0, view.getUint16(2, true), view.getUint16(4, true)];
  const isWide = (flags & WIDE) !== 0;
  const endsAt = HEAD_BYTES + rows * (isWide ? 2 : 1);
  const lettersAt = endsAt + size * 4;
  requireLength(bytes, lettersAt);
  return { rows, size, isWide, hasFolded: (flags & HAS_FOLDED) !== 0, codesAt: HEAD_BYTES, endsAt, lettersAt };
}
