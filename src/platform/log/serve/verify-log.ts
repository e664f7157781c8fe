import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { parseLeaf } from '../../../ledger/commitment/log-leaf.ts';
import type { Hash } from '../../../ledger/merkle/tree-hash.ts';
import type { LogPolicy } from '../../../ledger/note/log-policy.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../../ledger/note/open-checkpoint.ts';
import { parseEntryBundle } from '../../../ledger/tile/entry-bundle.ts';
import { rootFromTiles } from '../../../ledger/tile/prove-from-tiles.ts';
import { formatTilePath, hashesAt, TILE_WIDTH, type Tile } from '../../../ledger/tile/tile.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { hashLeafFast, rootOfFullTile } from './hash-fast.ts';
import { type LogSource, LogUnreadable, tileReader } from './log-source.ts';
import { checkpointOf } from './published-leaf.ts';
import { readInOrder } from './read-in-order.ts';
import { WITNESSED } from './served-checkpoint.ts';

/** What was found of a log. */
export interface LogFindings {
  /** What its checkpoint states; null where there is none that can be read. */
  readonly head: { readonly origin: string; readonly size: number; readonly root: Hash } | null;
  /** Who confirmed it: names of witnesses of the policy. */
  readonly cosigners: readonly string[];
  /** The size up to which the witnesses of the policy confirmed it; null: they have not. */
  readonly confirmedSize: number | null;
  /** What is wrong, in English, each with its place: `leaf 812: …`, `tile/0/003: …`. Empty: all of it holds. */
  readonly faults: readonly string[];
}

/** More faults than these are not told: they have one cause. */
const MOST_FAULTS = 20;
/** Pairs of files that are read ahead. */
const AHEAD = 8;

/**
 * Verifies a whole log from its public files alone: the signatures of its checkpoint by a policy, that every entry is a leaf
 * and hashes to what the lowest tiles hold, every tile to the one above it, and all of it to the root.
 *
 * @throws LogUnreadable where the log cannot be reached at all.
 */
export async function verifyLog(source: LogSource, policy: LogPolicy): Promise<LogFindings> {
  const faults: string[] = [];
  const bytes = await source.read('checkpoint');
  const note = bytes === null ? null : decodeUtf8(bytes);
  const head = note === null ? null : checkpointOf(note);
  if (note === null || head === null) {
    const message = bytes === null ? 'there is no such file' : 'expected a signed checkpoint';
    return { head: null, cosigners: [], confirmedSize: null, faults: [`checkpoint: ${message}`] };
  }
  const opened = await openCheckpoint(note, policy, verifyEd25519);
  if (!opened.ok) faults.push(`checkpoint: ${opened.error.message}`);
  const tree = new TreeCheck(source, head.size, faults);
  await tree.run();
  if (faults.length < MOST_FAULTS) await compareRoot(source, head, { faults, path: 'checkpoint' });
  const confirmed = opened.ok ? await findConfirmed(source, policy, { opened: opened.value, faults }) : null;
  return {
    head,
    cosigners: confirmed?.cosignatures.map(({ key }) => key.name) ?? [],
    confirmedSize: confirmed?.checkpoint.size ?? null,
    faults: faults.slice(0, MOST_FAULTS),
  };
}

/** The checkpoint where enough witnesses confirmed it, else the last one that they did confirm, whose root is checked as well. */
async function findConfirmed(
  source: LogSource,
  policy: LogPolicy,
  { opened, faults }: { readonly opened: OpenedCheckpoint; readonly faults: string[] },
): Promise<OpenedCheckpoint | null> {
  if (policy.quorum.kind === 'none') return null;
  if (opened.isConfirmed) return opened;
  const bytes = await source.read(WITNESSED);
  if (bytes === null) return null;
  const older = await openCheckpoint(decodeUtf8(bytes) ?? '', policy, verifyEd25519);
  if (!older.ok) faults.push(`${WITNESSED}: ${older.error.message}`);
  if (!older.ok || !older.value.isConfirmed) return null;
  if (older.value.checkpoint.size > opened.checkpoint.size) {
    faults.push(`${WITNESSED}: the witnesses saw ${older.value.checkpoint.size} leaves, the log has fewer`);
    return null;
  }
  await compareRoot(source, older.value.checkpoint, { faults, path: WITNESSED });
  return older.value;
}

async function compareRoot(
  source: LogSource,
  { size, root }: { readonly size: number; readonly root: Hash },
  { faults, path }: { readonly faults: string[]; readonly path: string },
): Promise<void> {
  try {
    const found = await rootFromTiles(size, tileReader(source));
    if (!areSameBytes(found, root)) faults.push(`${path}: its root is not that of the tiles`);
  } catch (error) {
    faults.push(`${path}: its root cannot be computed: ${(error as Error).message}`);
  }
}

/** Checks the tree level by level. */
class TreeCheck {
  private readonly source: LogSource;
  private readonly size: number;
  private readonly faults: string[];

  constructor(source: LogSource, size: number, faults: string[]) {
    this.source = source;
    this.size = size;
    this.faults = faults;
  }

  async run(): Promise<void> {
    let below: Hash[] | null = null;
    for (let level = 0; hashesAt(level, this.size) > 0 && !this.isFull; level += 1) {
      below = await this.checkLevel(level, below);
    }
  }

  private get isFull(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  /** Checks the tiles of a level by what they stand on. @returns the roots of its full tiles. */
  private async checkLevel(level: number, below: readonly Hash[] | null): Promise<Hash[]> {
    const count = hashesAt(level, this.size);
    const tiles = Array.from({ length: Math.ceil(count / TILE_WIDTH) }, (_, index): Tile => {
      return { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) };
    });
    const load = async (tile: Tile) => ({
      tile,
      bytes: await this.read(tile),
      bundle: below === null ? await this.read({ ...tile, level: 'entries' }) : null,
    });
    const roots: Hash[] = [];
    for await (const { tile, bytes, bundle } of readInOrder(tiles, AHEAD, load)) {
      if (this.isFull) break;
      if (bytes !== null && below === null && bundle !== null) this.compareBundle(tile, bytes, bundle);
      if (bytes !== null && below !== null) this.compareRoots(tile, bytes, below);
      if (tile.width === TILE_WIDTH) roots.push(bytes === null ? new Uint8Array(HASH_BYTES) : rootOfFullTile(bytes));
    }
    return roots;
  }

  /** The bytes of a file, cut to its width where the full one took its place; null where it is missing or too short. */
  private async read(tile: Tile): Promise<Uint8Array | null> {
    try {
      const bytes = await tileReader(this.source)(tile);
      if (tile.level === 'entries') return bytes;
      const wanted = tile.width * HASH_BYTES;
      if (bytes.length === wanted || bytes.length === TILE_WIDTH * HASH_BYTES) return bytes.subarray(0, wanted);
      this.faults.push(`${formatTilePath(tile)}: ${bytes.length} bytes; wanted ${wanted}`);
    } catch (error) {
      if (!(error instanceof LogUnreadable)) throw error;
      this.faults.push(error.message);
    }
    return null;
  }

  private compareBundle(tile: Tile, bytes: Uint8Array, bundle: Uint8Array): void {
    const path = formatTilePath({ ...tile, level: 'entries' });
    const parsed = parseEntryBundle(bundle);
    if (!parsed.ok) return void this.faults.push(`${path}: ${parsed.error}`);
    const entries = parsed.value;
    if (entries.length !== tile.width && entries.length !== TILE_WIDTH) {
      return void this.faults.push(`${path}: ${entries.length} entries; wanted ${tile.width}`);
    }
    for (const [at, entry] of entries.slice(0, tile.width).entries()) {
      const index = tile.index * TILE_WIDTH + at;
      const leaf = parseLeaf(entry);
      if (!leaf.ok) this.faults.push(`leaf ${index}: ${leaf.error}`);
      if (!areSameBytes(hashLeafFast(entry), hashIn(bytes, at))) {
        this.faults.push(`leaf ${index}: its hash is not the one in ${formatTilePath(tile)}`);
      }
    }
  }

  private compareRoots(tile: Tile, bytes: Uint8Array, below: readonly Hash[]): void {
    for (let at = 0; at < tile.width; at += 1) {
      const index = tile.index * TILE_WIDTH + at;
      const root = below[index];
      if (root !== undefined && areSameBytes(root, hashIn(bytes, at))) continue;
      const lower = formatTilePath({ level: Number(tile.level) - 1, index, width: TILE_WIDTH });
      this.faults.push(`${formatTilePath(tile)}: hash ${at} is not the root of ${lower}`);
    }
  }
}

function hashIn(tile: Uint8Array, at: number): Hash {
  return tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
}
