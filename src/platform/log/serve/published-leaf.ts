import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { type Hash, hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import { type Checkpoint, parseCheckpoint } from '../../../ledger/note/checkpoint.ts';
import { parseNote } from '../../../ledger/note/signed-note.ts';
import { formatLogProof } from '../../../ledger/proof/log-proof.ts';
import { parseEntryBundle } from '../../../ledger/tile/entry-bundle.ts';
import { proveInclusionFromTiles } from '../../../ledger/tile/prove-from-tiles.ts';
import { TILE_WIDTH, type Tile } from '../../../ledger/tile/tile.ts';
import { type LogSource, LogUnreadable, tileReader } from './log-source.ts';

/** A checkpoint as it lies in a log: nothing of it is verified yet. */
export interface ReadCheckpoint extends Checkpoint {
  readonly note: string;
}

/** A leaf of a log as its public files have it. */
export interface PublishedLeaf {
  readonly hash: Hash;
  readonly bytes: Uint8Array;
}

/** The checkpoint in a file of a log; null where there is none. @throws LogUnreadable where it is none. */
export async function readCheckpoint(source: LogSource, path: string): Promise<ReadCheckpoint | null> {
  const bytes = await source.read(path);
  if (bytes === null) return null;
  const checkpoint = checkpointOf(decodeUtf8(bytes) ?? '');
  if (checkpoint === null) throw new LogUnreadable(`${path}: expected a signed checkpoint`);
  return checkpoint;
}

/** What the file `path` states as a signed checkpoint; null where there is none, or it is something else. */
export async function findCheckpoint(source: Pick<LogSource, 'read'>, path: string): Promise<ReadCheckpoint | null> {
  const bytes = await source.read(path);
  return bytes === null ? null : checkpointOf(decodeUtf8(bytes) ?? '');
}

/** What a signed checkpoint states; null where the text is none. */
export function checkpointOf(note: string): ReadCheckpoint | null {
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed;
  return checkpoint.ok ? { ...checkpoint.value, note } : null;
}

/** The hash of a leaf, from the one tile that it takes. @throws LogUnreadable; RangeError unless 0 ≤ index < size. */
export async function readLeafHash(source: LogSource, index: number, size: number): Promise<Hash> {
  const at = (index % TILE_WIDTH) * HASH_BYTES;
  const bytes = await tileReader(source)(tileOf(0, index, size));
  if (bytes.length < at + HASH_BYTES) throw new LogUnreadable(`the tile of leaf ${index} is too short`);
  return bytes.subarray(at, at + HASH_BYTES);
}

/** A leaf, from its bundle alone; the hash is computed from its bytes. Errors as of `readLeafHash`. */
export async function readLeaf(source: LogSource, index: number, size: number): Promise<PublishedLeaf> {
  const entries = parseEntryBundle(await tileReader(source)(tileOf('entries', index, size)));
  const bytes = entries.ok ? entries.value[index % TILE_WIDTH] : undefined;
  if (bytes === undefined) throw new LogUnreadable(`the bundle of leaf ${index} is damaged`);
  return { bytes, hash: hashLeaf(bytes) };
}

/**
 * The receipt of a leaf that stands on its own (C2SP tlog-proof). The leaf goes with it as `extra`, so that whoever has the
 * file needs nothing else: its hash vouches for it.
 */
export async function proveLeaf(
  source: LogSource,
  {
    leaf,
    index,
    checkpoint,
  }: { readonly leaf: Uint8Array; readonly index: number; readonly checkpoint: ReadCheckpoint },
): Promise<string> {
  const proof = await proveInclusionFromTiles(index, checkpoint.size, tileReader(source));
  return formatLogProof({ index, proof, checkpoint: checkpoint.note, extra: leaf });
}

function tileOf(level: Tile['level'], index: number, size: number): Tile {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`Expected a leaf of a log of ${size} but found ${index}`);
  }
  const tile = Math.floor(index / TILE_WIDTH);
  return { level, index: tile, width: Math.min(TILE_WIDTH, size - tile * TILE_WIDTH) };
}
