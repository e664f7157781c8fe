/** Rows of a chunk as bytes: two for each, little end first; or a bit for each of CHUNK_ROWS where that is shorter. */
export type RowSet = Uint8Array;

const BITMAP_BYTES = 512;

/** @param rows ascending, none twice. */
export function encodeRows(rows: readonly number[]): RowSet {
  if (rows.length * 2 < BITMAP_BYTES) return new Uint8Array(new Uint16Array(rows).buffer);
  const bits = new Uint8Array(BITMAP_BYTES);
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  return bits;
}

/** The rows, ascending. */
export function decodeRows(set: RowSet): number[] {
  if (set.length !== BITMAP_BYTES) return [...new Uint16Array(new Uint8Array(set).buffer)];
  const rows: number[] = [];
  for (let row = 0; row < BITMAP_BYTES * 8; row += 1) {
    if (((set[row >> 3] ?? 0) & (1 << (row & 7))) !== 0) rows.push(row);
  }
  return rows;
}

/** Sets `mask` to 1 for each of the rows. */
export function markRows(set: RowSet, mask: Uint8Array): void {
  for (const row of decodeRows(set)) mask[row] = 1;
}
