/** So many rows lie in a chunk; the last one may have fewer. */
export const CHUNK_ROWS = 4096;

/** The first row of the chunk that a row lies in. */
export function chunkStart(row: number): number {
  return row - (row % CHUNK_ROWS);
}
