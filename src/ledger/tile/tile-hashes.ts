import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { joinNodes } from '../merkle/compact-range.ts';
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

/** How a node is called among hashes that are known. */
export function nameOfNode({ level, index }: Node): string {
  return `${level}/${index}`;
}

/**
 * The hashes of a log of `size` leaves that lies in tiles; what was computed once is kept, so that many proofs cost little
 * more than one. (Methods: functions made anew for each batch would be compiled anew.)
 */
export class TileHashes {
  readonly #size: number;
  readonly #tileOf: (tile: Tile) => Uint8Array;
  readonly #known: Map<string, Hash>;

  /**
   * @param tileOf the bytes of a tile; of a partial one the full tile will do as well.
   * @param known hashes of nodes that were computed already, by `nameOfNode`.
   */
  constructor(size: number, tileOf: (tile: Tile) => Uint8Array, known: Map<string, Hash> = new Map()) {
    this.#size = size;
    this.#tileOf = tileOf;
    this.#known = known;
  }

  /** @throws Error where a tile is shorter than it has to be. */
  ofNode(node: Node): Hash {
    const name = nameOfNode(node);
    return this.#known.get(name) ?? this.#keep(name, this.#compute(node));
  }

  /** @throws Error where a tile is shorter than it has to be. */
  ofSpan(span: Span): Hash {
    const name = `${span.start}-${span.end}`;
    return this.#known.get(name) ?? this.#keep(name, this.#join(span));
  }

  #join(span: Span): Hash {
    return joinNodes(nodesOf(span).map((node) => this.ofNode(node)));
  }

  #compute({ level, index }: Node): Hash {
    if (level % TILE_HEIGHT === 0) return this.#read({ level, index });
    const left = this.ofNode({ level: level - 1, index: index * 2 });
    return hashNode(left, this.ofNode({ level: level - 1, index: index * 2 + 1 }));
  }

  #read(node: Node): Hash {
    const tile = tileOfNode(node, this.#size);
    const bytes = this.#tileOf(tile);
    const start = (node.index % TILE_WIDTH) * HASH_BYTES;
    if (bytes.length < tile.width * HASH_BYTES) {
      throw new Error(`Reading ${formatTilePath(tile)}: ${bytes.length} bytes; wanted ${tile.width * HASH_BYTES}`);
    }
    return bytes.subarray(start, start + HASH_BYTES);
  }

  #keep(name: string, hash: Hash): Hash {
    this.#known.set(name, hash);
    return hash;
  }
}
