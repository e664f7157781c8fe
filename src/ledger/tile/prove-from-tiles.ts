import { must } from '../../kernel/result.ts';
import { proveConsistency, proveInclusion } from '../merkle/prove.ts';
import { consistencySpans, inclusionSpans, type Span } from '../merkle/span.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { formatTilePath, type Tile } from './tile.ts';
import { TileHashes, tilesOfSpans } from './tile-hashes.ts';

/** Reads a tile from wherever it lies; of a partial one the full tile will do as well. */
export type ReadTile = (tile: Tile) => Uint8Array | Promise<Uint8Array>;

/**
 * The proof that a log of `size` leaves has the leaf `index`, from the few tiles that it takes (at most two for each
 * level of tiles), which are read side by side.
 *
 * @throws RangeError unless 0 ≤ index < size; Error where a tile is too short.
 */
export async function proveInclusionFromTiles(index: number, size: number, readTile: ReadTile): Promise<Hash[]> {
  const hashes = await loadHashes(inclusionSpans(index, size), size, readTile);
  return proveInclusion(index, size, (span) => hashes.ofSpan(span));
}

/**
 * The proof that a log of `size` leaves begins with that of `oldSize`, read in the same way.
 *
 * @throws RangeError unless 0 ≤ oldSize ≤ size; Error where a tile is too short.
 */
export async function proveConsistencyFromTiles(oldSize: number, size: number, readTile: ReadTile): Promise<Hash[]> {
  if (oldSize === 0) return [];
  const hashes = await loadHashes(consistencySpans(oldSize, size), size, readTile);
  return proveConsistency(oldSize, size, (span) => hashes.ofSpan(span));
}

/** The root that the tiles of a log of `size` leaves have, by which they are compared with its checkpoint. */
export async function rootFromTiles(size: number, readTile: ReadTile): Promise<Hash> {
  const whole = { start: 0, end: size };
  return (await loadHashes([whole], size, readTile)).ofSpan(whole);
}

/** The hashes of a log of `size` leaves, with all tiles read that these spans take. */
export async function loadHashes(spans: readonly Span[], size: number, readTile: ReadTile): Promise<TileHashes> {
  const tiles = tilesOfSpans(spans, size);
  const read = await Promise.all(tiles.map(async (tile) => [formatTilePath(tile), await readTile(tile)] as const));
  const bytesOf = new Map(read);
  return new TileHashes(size, (tile) => {
    const path = formatTilePath(tile);
    return must(bytesOf.get(path), `Computing hashes: ${path} was not read`);
  });
}
