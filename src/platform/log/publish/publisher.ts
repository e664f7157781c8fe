import { createHash } from 'node:crypto';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import { rootOfRange } from '../../../ledger/merkle/compact-range.ts';
import { proveConsistency } from '../../../ledger/merkle/prove.ts';
import { EMPTY_ROOT, type Hash } from '../../../ledger/merkle/tree-hash.ts';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { formatEntryBundle, parseEntryBundle } from '../../../ledger/tile/entry-bundle.ts';
import { EMPTY_EDGE, growEdge, type LogEdge, readEdge, type WrittenTile } from '../../../ledger/tile/log-edge.ts';
import type { ReadTile } from '../../../ledger/tile/prove-from-tiles.ts';
import { formatTilePath, hashesAt, TILE_WIDTH, type Tile, tilesOfGrowth } from '../../../ledger/tile/tile.ts';
import type { StoredLeaf } from '../keep-leaves.ts';
import { rootOfFullTile } from '../serve/hash-fast.ts';
import type { Signer } from '../signer/signer.ts';
import type { LogFile, TileFiles } from './tile-files.ts';

/** What a publisher works with. */
export interface PublisherParts {
  readonly origin: string;
  readonly files: TileFiles;
  readonly signer: Signer;
}

/** Name of the file that states size and root. */
export const CHECKPOINT = 'checkpoint';

/** The published end of a log: grows by leaves that are stored, and signs what it has grown to. */
export class Publisher {
  private readonly parts: PublisherParts;
  private edge: LogEdge;
  /** Leaves of the last bundle, which is not full. */
  private tail: readonly Uint8Array[];
  /** Size that the signer signed last; null: to be asked. */
  private signedSize: number | null = null;

  private constructor(parts: PublisherParts, edge: LogEdge, tail: readonly Uint8Array[]) {
    this.parts = parts;
    this.edge = edge;
    this.tail = tail;
  }

  /** A publisher of a log without leaves. */
  static empty(parts: PublisherParts): Publisher {
    return new Publisher(parts, EMPTY_EDGE, []);
  }

  /** A publisher that goes on from what was signed; null where the files are not those that were signed. */
  static async resume(parts: PublisherParts, head: TreeHead): Promise<Publisher | null> {
    const files = await readEnd(parts.files, head.size).catch(() => null);
    if (files === null || !areSameBytes(rootOfRange(files.edge.range), head.root)) return null;
    return new Publisher(parts, files.edge, files.tail);
  }

  /**
   * A publisher of as much of a log of `size` leaves as lies in full tiles, which alone are sure to be on disk after a power
   * cut. Puts partial tiles above them in their place. Null where one is missing or too short.
   */
  static async resumeFull(parts: PublisherParts, size: number): Promise<Publisher | null> {
    const { files } = parts;
    const full = size - (size % TILE_WIDTH);
    const edge = await readEdge(full, fromFullTiles(files.readTile)).catch(() => null);
    if (edge === null) return null;
    for (const [level, bytes] of edge.partials.entries()) {
      const width = bytes.length / HASH_BYTES;
      const tile = { level, index: Math.floor(hashesAt(level, full) / TILE_WIDTH), width };
      if (width > 0) files.put({ path: formatTilePath(tile), bytes });
    }
    return new Publisher(parts, edge, []);
  }

  get size(): number {
    return this.edge.range.size;
  }

  /** Root of what was published last. */
  get root(): Hash {
    return this.size === 0 ? EMPTY_ROOT : rootOfRange(this.edge.range);
  }

  /**
   * Appends leaves to the files, reads them back, and has the new size signed. Where it fails, nothing has changed; but the
   * signer may have signed what it could not answer, and is asked for its size the next time.
   *
   * @returns the signed checkpoint.
   */
  async publish(leaves: readonly StoredLeaf[]): Promise<string> {
    const { origin, files, signer } = this.parts;
    const grown = this.write(leaves);
    const oldSize = this.signedSize ?? (await this.askSignedSize());
    this.signedSize = null;
    const isGrowth = oldSize > 0 && oldSize <= grown.size;
    const { hashes } = grown.growth;
    const proof = isGrowth ? proveConsistency(oldSize, grown.size, (span) => hashes.ofSpan(span)) : [];
    const root = rootOfRange(grown.growth.edge.range);
    const note = await signer.sign({ origin, head: { size: grown.size, root }, oldSize, proof });
    files.put({ path: CHECKPOINT, bytes: Buffer.from(note) });
    this.signedSize = grown.size;
    this.edge = grown.growth.edge;
    this.tail = grown.tail;
    for (const tile of grown.full) files.dropPartials(tile);
    return note;
  }

  private async askSignedSize(): Promise<number> {
    return (await this.parts.signer.open(this.parts.origin)).head?.size ?? 0;
  }

  /** Appends leaves to the files alone, for what was signed before. */
  rewrite(leaves: readonly StoredLeaf[]): void {
    const { growth, tail } = this.write(leaves);
    this.edge = growth.edge;
    this.tail = tail;
  }

  private write(leaves: readonly StoredLeaf[]) {
    const oldSize = this.size;
    const size = oldSize + leaves.length;
    const growth = growEdge(
      this.edge,
      leaves.map(({ hash }) => hash),
    );
    const entries = [...this.tail, ...leaves.map(({ leaf }) => leaf)];
    const bundles = tilesOfGrowth(oldSize, size).filter(({ level }) => level === 'entries');
    const written = [...growth.tiles, ...bundles.map((tile) => ({ tile, bytes: bundleOf(tile, oldSize, entries) }))];
    const [full, partial] = [written.filter(isFull), written.filter((each) => !isFull(each))];
    this.parts.files.keep(full.map(fileOf));
    for (const each of partial) this.parts.files.put(fileOf(each));
    this.readBack(bundles, { oldSize, leaves });
    return {
      growth,
      size,
      full: full.map(({ tile }) => tile),
      tail: entries.slice(entries.length - (size % TILE_WIDTH)),
    };
  }

  /** What is written is what is to be signed: hashed a second time, by other code. */
  private readBack(
    bundles: readonly Tile[],
    { oldSize, leaves }: { oldSize: number; leaves: readonly StoredLeaf[] },
  ): void {
    for (const tile of bundles) {
      const path = formatTilePath(tile);
      const parsed = parseEntryBundle(this.parts.files.readNow(path));
      if (!parsed.ok) throw new Error(`Read back ${path}: ${parsed.error}`);
      for (const [at, entry] of parsed.value.entries()) {
        const place = tile.index * TILE_WIDTH + at - oldSize;
        const wanted = place < 0 ? undefined : leaves[place]?.hash;
        if (wanted === undefined) continue;
        const found = createHash('sha256').update(LEAF_PREFIX).update(entry).digest();
        if (!found.equals(wanted)) throw new Error(`Read back ${path}: entry ${at} is another`);
      }
    }
  }
}

const LEAF_PREFIX = Uint8Array.of(0);

/** Full tiles never change and nothing looks at them again: they are flushed. Partial ones are made anew from the rows. */
function isFull({ tile }: WrittenTile): boolean {
  return tile.width === TILE_WIDTH;
}

function fileOf({ tile, bytes }: WrittenTile): LogFile {
  return { path: formatTilePath(tile), bytes };
}

function bundleOf(tile: Tile, oldSize: number, entries: readonly Uint8Array[]): Uint8Array {
  const start = tile.index * TILE_WIDTH - (oldSize - (oldSize % TILE_WIDTH));
  return formatEntryBundle(entries.slice(start, start + tile.width));
}

/** Reads full tiles, and computes partial ones from those below. */
function fromFullTiles(readTile: ReadTile): (tile: Tile) => Promise<Uint8Array> {
  return async (tile) => {
    const { level, index, width } = tile;
    if (level === 'entries' || width === TILE_WIDTH) return await readTile(tile);
    const bytes = new Uint8Array(width * HASH_BYTES);
    for (let at = 0; at < width; at += 1) {
      const below = await readTile({ level: level - 1, index: index * TILE_WIDTH + at, width: TILE_WIDTH });
      bytes.set(rootOfFullTile(below), at * HASH_BYTES);
    }
    return bytes;
  };
}

async function readEnd(files: TileFiles, size: number): Promise<{ edge: LogEdge; tail: Uint8Array[] }> {
  const edge = await readEdge(size, files.readTile);
  const width = size % TILE_WIDTH;
  if (width === 0) return { edge, tail: [] };
  const bundle = await files.readTile({ level: 'entries', index: Math.floor(size / TILE_WIDTH), width });
  const parsed = parseEntryBundle(bundle);
  if (!parsed.ok || parsed.value.length < width) throw new Error('Read the last bundle: it is damaged');
  return { edge, tail: parsed.value.slice(0, width) };
}
