import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { type CompactRange, EMPTY_RANGE, growRange, rangeFromNodes } from '../merkle/compact-range.ts';
import type { Node } from '../merkle/span.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { loadHashes, type ReadTile } from './prove-from-tiles.ts';
import { formatTilePath, hashesAt, TILE_WIDTH, type Tile } from './tile.ts';
import { nameOfNode, TileHashes } from './tile-hashes.ts';

const TILE_HEIGHT = 8;

/**
 * The growing end of a log: all that is needed to append to it. For each level of tiles the partial one at the end,
 * which may be empty, and the tree in short; together at most 7 · 8 KB.
 */
export interface LogEdge {
  readonly range: CompactRange;
  /** By level: the bytes of the partial tile, 0 to 255 hashes. */
  readonly partials: readonly Uint8Array[];
}

/** A tile as it is to be written. */
export interface WrittenTile {
  readonly tile: Tile;
  readonly bytes: Uint8Array;
}

/** What appending gives. */
export interface Growth {
  readonly edge: LogEdge;
  /** The tiles that `tilesOfGrowth` names, but for bundles: full ones first, as each level has them. */
  readonly tiles: readonly WrittenTile[];
  /** The hashes that the proofs of the appended leaves, and of growth from the size before, are made of. */
  readonly hashes: TileHashes;
}

/** The end of a log without leaves. */
export const EMPTY_EDGE: LogEdge = { range: EMPTY_RANGE, partials: [] };

/** The end of a log of `size` leaves, from its partial tiles. @throws Error where a tile is too short. */
export async function readEdge(size: number, readTile: ReadTile): Promise<LogEdge> {
  const hashes = await loadHashes([{ start: 0, end: size }], size, readTile);
  const levels = Array.from({ length: levelsOf(size) }, (_, level) => level);
  const partials = levels.map((level) => {
    const count = hashesAt(level, size);
    const [first, width] = [count - (count % TILE_WIDTH), count % TILE_WIDTH];
    const tile = new Uint8Array(width * HASH_BYTES);
    for (let at = 0; at < width; at += 1) {
      tile.set(hashes.ofNode({ level: level * TILE_HEIGHT, index: first + at }), at * HASH_BYTES);
    }
    return tile;
  });
  return { range: rangeFromNodes(size, (node) => hashes.ofNode(node)), partials };
}

/**
 * Appends leaves: the new end of the log, and the tiles to write. N leaves cost less than 2 N node hashes.
 *
 * @param leafHashes what `hashLeaf` gave for the leaves.
 */
export function growEdge(edge: LogEdge, leafHashes: readonly Hash[]): Growth {
  const builder = new TileBuilder(edge);
  const range = growRange(edge.range, leafHashes, (node, hash) => builder.add(node, hash));
  const partials = builder.partials();
  const tiles = builder.finish();
  const bytesOf = new Map(tiles.map(({ tile, bytes }) => [formatTilePath(tile), bytes]));
  const tileOf = (tile: Tile) => bytesOf.get(formatTilePath(tile)) ?? partials[Number(tile.level)] ?? new Uint8Array();
  return { edge: { range, partials }, tiles, hashes: new TileHashes(range.size, tileOf, builder.between) };
}

/** Fills the tiles of every level with the hashes of nodes, as these come. */
class TileBuilder {
  readonly #written: WrittenTile[] = [];
  readonly #filled: Uint8Array[];
  readonly #changed = new Set<number>();
  readonly #counts: number[];

  constructor({ range, partials }: LogEdge) {
    this.#counts = partials.map((_, level) => hashesAt(level, range.size));
    this.#filled = partials.map(asRoomForTile);
  }

  /** Nodes between the levels of tiles, which proofs of growth would compute again. */
  readonly between = new Map<string, Hash>();

  add({ level: height, index }: Node, hash: Hash): void {
    if (height % TILE_HEIGHT !== 0) {
      this.between.set(nameOfNode({ level: height, index }), hash);
      return;
    }
    const level = height / TILE_HEIGHT;
    const at = index % TILE_WIDTH;
    const bytes = this.#filled[level] ?? asRoomForTile(new Uint8Array());
    bytes.set(hash, at * HASH_BYTES);
    this.#counts[level] = index + 1;
    if (at < TILE_WIDTH - 1) {
      this.#filled[level] = bytes;
      this.#changed.add(level);
      return;
    }
    this.#written.push({ tile: { level, index: Math.floor(index / TILE_WIDTH), width: TILE_WIDTH }, bytes });
    this.#filled[level] = asRoomForTile(new Uint8Array());
    this.#changed.delete(level);
  }

  partials(): Uint8Array[] {
    return this.#filled.map((bytes, level) => bytes.slice(0, this.#widthAt(level) * HASH_BYTES));
  }

  finish(): WrittenTile[] {
    const partials = this.partials();
    for (const level of this.#changed) {
      const index = Math.floor((this.#counts[level] ?? 0) / TILE_WIDTH);
      const tile = { level, index, width: this.#widthAt(level) };
      this.#written.push({ tile, bytes: partials[level] ?? new Uint8Array() });
    }
    return this.#written;
  }

  #widthAt(level: number): number {
    return (this.#counts[level] ?? 0) % TILE_WIDTH;
  }
}

function asRoomForTile(bytes: Uint8Array): Uint8Array {
  const room = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  room.set(bytes);
  return room;
}

function levelsOf(size: number): number {
  let level = 0;
  while (hashesAt(level, size) > 0) level += 1;
  return level;
}
