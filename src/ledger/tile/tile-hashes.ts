import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { joinNodes } from '../merkle/compact-range.ts';
import type { SpanHash } from '../merkle/prove.ts';
import { type Node, nodesOf, type Span } from '../merkle/span.ts';
import { type Hash, hashNode } from '../merkle/tree-hash.ts';
import { formatTilePath, hashesAt, TILE_WIDTH, type Tile } from './tile.ts';

/** Levels of the tree from one level of tiles to the next: 256 = 2^8. */
const TILE_HEIGHT = 8;

/** The tile, as it is in a log of `size` leaves, from which the root of a perfect subtree can be computed. */
export function tileOfNode({ level, index }: Node, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = Math.floor((index * 2 ** (level % TILE_HEIGHT)) / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesAt(tileLevel, size) - tileIndex * TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width };
}

/** The tiles, each once, that the hashes of these spans are computed from in a log of `size` leaves. */
export function tilesOfSpans(spans: readonly Span[], size: number): Tile[] {
  const tiles = spans.flatMap(nodesOf).map((node) => tileOfNode(node, size));
  return [...new Map(tiles.map((tile) => [formatTilePath(tile), tile])).values()];
}

/** Hashes of a log that lies in tiles; what was computed once is kept, so that many proofs cost little more than one. */
export interface TileHashes {
  readonly ofNode: (node: Node) => Hash;
  readonly ofSpan: SpanHash;
}

/** How a node is called among hashes that are known. */
export function nameOfNode({ level, index }: Node): string {
  return `${level}/${index}`;
}

/**
 * The hashes of a log of `size` leaves.
 *
 * @param tileOf the bytes of a tile; of a partial one the full tile will do as well.
 * @param known hashes of nodes that were computed already, by `nameOfNode`.
 * @throws Error, on reading, where a tile is shorter than it has to be.
 */
export function createTileHashes(
  size: number,
  tileOf: (tile: Tile) => Uint8Array,
  known: Map<string, Hash> = new Map(),
): TileHashes {
  const ofNode = (node: Node): Hash => keep(known, nameOfNode(node), () => computeNode(node));
  const computeNode = ({ level, index }: Node): Hash => {
    if (level % TILE_HEIGHT === 0) return readHash({ level, index });
    return hashNode(ofNode({ level: level - 1, index: index * 2 }), ofNode({ level: level - 1, index: index * 2 + 1 }));
  };
  const readHash = (node: Node): Hash => {
    const tile = tileOfNode(node, size);
    const bytes = tileOf(tile);
    const start = (node.index % TILE_WIDTH) * HASH_BYTES;
    if (bytes.length < tile.width * HASH_BYTES) {
      throw new Error(`Reading ${formatTilePath(tile)}: ${bytes.length} bytes; wanted ${tile.width * HASH_BYTES}`);
    }
    return bytes.subarray(start, start + HASH_BYTES);
  };
  return {
    ofNode,
    ofSpan: (span) => keep(known, `${span.start}-${span.end}`, () => joinNodes(nodesOf(span).map(ofNode))),
  };
}

function keep(known: Map<string, Hash>, name: string, compute: () => Hash): Hash {
  const found = known.get(name);
  if (found !== undefined) return found;
  const hash = compute();
  known.set(name, hash);
  return hash;
}
