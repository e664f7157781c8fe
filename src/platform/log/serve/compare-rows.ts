import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import { TILE_WIDTH } from '../../../ledger/tile/tile.ts';
import { hashLeafFast } from './hash-fast.ts';
import { type LogSource, LogUnreadable, tileReader } from './log-source.ts';

/** A leaf as the database has it. */
export interface LeafRow {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly hash: Uint8Array;
}

/**
 * What is wrong with a leaf of the database: `missing`; `altered`, its bytes are not what its hash says; `other`, it is not
 * the one that was published.
 */
export interface RowFault {
  readonly index: number;
  readonly what: 'missing' | 'altered' | 'other';
}

/** Compares the rows of a log, in their order, with the files of `size` leaves that were published. Tells each fault as it is found. */
export async function* compareRows(
  rows: AsyncIterable<LeafRow>,
  source: LogSource,
  size: number,
): AsyncGenerator<RowFault> {
  let expected = 0;
  let tile: Uint8Array = new Uint8Array();
  for await (const { index, leaf, hash } of rows) {
    if (index !== expected) yield { index: expected, what: 'missing' };
    expected = index + 1;
    if (index < size && (tile.length === 0 || index % TILE_WIDTH === 0)) tile = await readTileOf(source, index, size);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const published = index < size ? tile.subarray(at, at + HASH_BYTES) : hash;
    if (!areSameBytes(hashLeafFast(leaf), hash)) yield { index, what: 'altered' };
    else if (!areSameBytes(published, hash)) yield { index, what: 'other' };
  }
  if (expected < size) yield { index: expected, what: 'missing' };
}

async function readTileOf(source: LogSource, index: number, size: number): Promise<Uint8Array> {
  const first = index - (index % TILE_WIDTH);
  const tile = { level: 0, index: first / TILE_WIDTH, width: Math.min(TILE_WIDTH, size - first) };
  try {
    return await tileReader(source)(tile);
  } catch (error) {
    if (error instanceof LogUnreadable) return new Uint8Array(TILE_WIDTH * HASH_BYTES);
    throw error;
  }
}
