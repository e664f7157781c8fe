import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeUtf8 } from '../../src/kernel/bytes/utf8.ts';
import { must } from '../../src/kernel/result.ts';
import { formatLeaf, type LogLeaf } from '../../src/ledger/commitment/log-leaf.ts';
import { rootOfRange } from '../../src/ledger/merkle/compact-range.ts';
import { type Hash, hashLeaf } from '../../src/ledger/merkle/tree-hash.ts';
import { formatCheckpoint } from '../../src/ledger/note/checkpoint.ts';
import { cosignedMessage, formatCosignature } from '../../src/ledger/note/cosignature.ts';
import type { NoteKey } from '../../src/ledger/note/note-key.ts';
import { formatNote, formatSignature, signatureOf } from '../../src/ledger/note/signed-note.ts';
import { formatEntryBundle } from '../../src/ledger/tile/entry-bundle.ts';
import { EMPTY_EDGE, growEdge } from '../../src/ledger/tile/log-edge.ts';
import { proveConsistencyFromTiles } from '../../src/ledger/tile/prove-from-tiles.ts';
import { formatTilePath, TILE_WIDTH, tilesOfGrowth } from '../../src/ledger/tile/tile.ts';
import { folderSource, tileReader } from '../../src/platform/log/serve/log-source.ts';
import type { PublishedLog } from '../../src/platform/log/witness/witnesses.ts';
import { type KeyPair, noteKeyOf } from './ed25519.ts';

/** 2024-02-07T08:00:30Z, when the leaves of test logs begin: one a second. */
export const FIRST_LEAF_AT = Date.UTC(2024, 1, 7, 8, 0, 30);

/** A leaf as a log has it, with nothing in it but its number. */
export function testLeaf(index: number, change: Partial<LogLeaf> = {}): Uint8Array {
  const digits = index.toString(16).padStart(12, '0');
  const leaf: LogLeaf = {
    v: 1,
    type: 'receipt',
    id: `0190c5b8-0000-8000-8000-${digits}`,
    version: 1,
    time: FIRST_LEAF_AT + index * 1000,
    content: digits.padStart(64, 'c'),
    channel: 'odk',
    ...change,
  };
  const formatted = formatLeaf(leaf);
  return must(formatted.ok ? formatted.value : null, formatted.ok ? '' : formatted.error);
}

/** A log that grows in files. */
export interface TestLog {
  readonly folder: string;
  readonly key: NoteKey & KeyPair;
  readonly leaves: readonly Uint8Array[];
  /** Appends leaves and publishes; leaves out the partial files of before, as a log does once they are full. */
  grow(leaves: readonly Uint8Array[]): PublishedLog;
}

/** A new log in `folder`, signed by a key whose seed is one number repeated. */
export function testLog(
  folder: string,
  { origin = 'test.example/demo', seed = 1 }: { origin?: string; seed?: number } = {},
): TestLog {
  const key = noteKeyOf(origin, 'ed25519', seed);
  const leaves: Uint8Array[] = [];
  let edge = EMPTY_EDGE;
  const grow = (more: readonly Uint8Array[]): PublishedLog => {
    const oldSize = leaves.length;
    leaves.push(...more);
    const growth = growEdge(edge, more.map(hashLeaf));
    edge = growth.edge;
    const size = leaves.length;
    for (const { tile, bytes } of growth.tiles) put(folder, formatTilePath(tile), bytes);
    for (const tile of tilesOfGrowth(oldSize, size).filter(({ level }) => level === 'entries')) {
      const first = tile.index * TILE_WIDTH;
      put(folder, formatTilePath(tile), formatEntryBundle(leaves.slice(first, first + tile.width)));
    }
    const note = signedCheckpoint(key, { size, root: rootOfRange(edge.range) });
    put(folder, 'checkpoint', encodeUtf8(note));
    const prove = (old: number) => proveConsistencyFromTiles(old, size, tileReader(folderSource(folder)));
    return { origin, missionSlug: origin.split('/').at(-1) ?? '', size, note, prove };
  };
  return { folder, key, leaves, grow };
}

/** A checkpoint that a log signed. */
export function signedCheckpoint(key: NoteKey & KeyPair, head: { size: number; root: Hash }): string {
  const text = formatCheckpoint({ origin: key.name, ...head, extensions: [] });
  return formatNote({ text, signatures: [signatureOf(key, key.sign(encodeUtf8(text)))] });
}

/** The line that a witness adds to a signed checkpoint. @param time seconds since the epoch. */
export function cosign(witness: NoteKey & KeyPair, note: string, time: number): string {
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const bytes = formatCosignature({ time, signature: witness.sign(cosignedMessage(time, text)) });
  return formatSignature(signatureOf(witness, bytes));
}

/** So many leaves, from number `first` on. */
export function testLeaves(count: number, first = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => testLeaf(first + at));
}

function put(folder: string, path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}
