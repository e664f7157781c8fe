import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { UnzipInflate, zipSync } from 'fflate';
import { fault, type MessageParameters } from '../../kernel/issue.ts';
import { nameEntries, showName } from './entry-names.ts';
import type { EntryFault } from './file-fault.ts';

/** A file without a place: a plain name and what is in it. */
export interface PlainFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an archive may hold at most; bytes are counted while unpacking, whatever its headers say. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/** An entry as the directory of the archive lists it. */
interface Listed {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly isLink: boolean;
  readonly offset: number;
}

type Unpacked = { readonly bytes: Uint8Array } | { readonly code: string; readonly parameters?: MessageParameters };

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const SIGNATURE = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 } as const;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const CENTRAL_ENTRY = { lengthAt: 28, nameAt: CENTRAL_BYTES } as const;
const LOCAL_ENTRY = { lengthAt: 26, nameAt: LOCAL_BYTES } as const;
/** Inflates to at most 4 MB at a time. */
const SLICE_BYTES = 4_096;
const SLICES_A_TURN = 64;

/** Whether the bytes start like a zip archive, whatever the file is called. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Unpacks a zip archive of one folder. What `isWanted` declines is listed by name and not unpacked. An archive whose
 * directory and entries tell different stories, overlapping or encrypted entries, links and whatever passes the
 * limits are faults; unpacking stops at the first limit that is passed.
 */
export async function readArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits,
  isWanted: (name: string) => boolean,
): Promise<{ files: PlainFile[]; unwanted: string[]; faults: EntryFault[] }> {
  const listed = listEntries(bytes, limits.entries);
  if ('code' in listed) return { files: [], unwanted: [], faults: [{ ...listed, file: '' }] };
  const { entries, faults } = nameEntries(listed.entries.map(({ path }) => path));
  const files: PlainFile[] = [];
  let left = limits.totalBytes;
  for (const { name, index } of entries.filter((entry) => isWanted(entry.name))) {
    const entry = listed.entries[index] as Listed;
    const unpacked = await unpackEntry(bytes, entry, Math.min(limits.fileBytes, left));
    if ('code' in unpacked) faults.push({ ...fault(unpacked.code, unpacked.parameters), file: showName(name) });
    else files.push({ name, bytes: unpacked.bytes });
    left -= 'code' in unpacked ? 0 : unpacked.bytes.length;
    if ('code' in unpacked && unpacked.code === 'archive-large') break;
  }
  const unwanted = entries.filter((entry) => !isWanted(entry.name)).map(({ name }) => name);
  return { files, unwanted, faults };
}

/** Packs files into a zip archive: the same files in the same order give the same bytes, whenever and wherever. */
export function writeArchive(files: readonly PlainFile[]): Uint8Array {
  const entries = files.map(({ name, bytes }) => [name, bytes] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(1980, 0, 1) });
}

function listEntries(bytes: Uint8Array, most: number): { entries: Listed[] } | ReturnType<typeof fault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return fault('archive-unreadable');
  const count = view.getUint16(end + 10, true);
  if (count > most) return fault('archive-entries-many', { found: count, wanted: most });
  const entries: Listed[] = [];
  let offset = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    const next = endOfListed(view, offset, end);
    if (next === null) return fault('archive-unreadable');
    entries.push(readListed(view, offset));
    offset = next;
  }
  return offset === end && !isContradictory(view, entries) ? { entries } : fault('archive-unreadable');
}

/** The offset of the record that ends the directory, which a comment may follow. */
function findEnd(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_BYTES - 0xffff);
  for (let offset = view.byteLength - END_BYTES; offset >= lowest; offset -= 1) {
    if (view.getUint32(offset, true) !== SIGNATURE.end) continue;
    if (offset + END_BYTES + view.getUint16(offset + 20, true) === view.byteLength) return offset;
  }
  return null;
}

/** Where the directory entry at `offset` ends, or null where there is none. */
function endOfListed(view: DataView, offset: number, end: number): number | null {
  if (offset + CENTRAL_BYTES > end || view.getUint32(offset, true) !== SIGNATURE.central) return null;
  const variable = [28, 30, 32].reduce((sum, field) => sum + view.getUint16(offset + field, true), 0);
  return offset + CENTRAL_BYTES + variable <= end ? offset + CENTRAL_BYTES + variable : null;
}

function readListed(view: DataView, offset: number): Listed {
  return {
    path: nameAt(view, offset, CENTRAL_ENTRY),
    flags: view.getUint16(offset + 8, true),
    method: view.getUint16(offset + 10, true),
    crc: view.getUint32(offset + 16, true),
    packedBytes: view.getUint32(offset + 20, true),
    unpackedBytes: view.getUint32(offset + 24, true),
    isLink: view.getUint32(offset + 38, true) >>> 28 === 0xa,
    offset: view.getUint32(offset + 42, true),
  };
}

/** The name of the entry at `offset`; one that is not UTF-8 is no name that we know, so it need not be exact. */
function nameAt(view: DataView, offset: number, kind: { lengthAt: number; nameAt: number }): string {
  const length = Math.min(view.getUint16(offset + kind.lengthAt, true), view.byteLength - offset - kind.nameAt);
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + offset + kind.nameAt, length));
}

/**
 * Whether entries share bytes (how small archives become large ones), run past the end, stand where no entry begins or
 * have another name there than in the directory.
 */
function isContradictory(view: DataView, entries: readonly Listed[]): boolean {
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const start = dataStart(view, entry);
    if (start === null || entry.offset < free || nameAt(view, entry.offset, LOCAL_ENTRY) !== entry.path) return true;
    free = start + entry.packedBytes;
    if (free > view.byteLength) return true;
  }
  return false;
}

function dataStart(view: DataView, { offset }: Listed): number | null {
  if (offset + LOCAL_BYTES > view.byteLength || view.getUint32(offset, true) !== SIGNATURE.local) return null;
  return offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}

async function unpackEntry(bytes: Uint8Array, entry: Listed, most: number): Promise<Unpacked> {
  if (entry.flags & ENCRYPTED) return { code: 'archive-encrypted' };
  if (entry.isLink) return { code: 'archive-link' };
  if (entry.method !== STORED && entry.method !== DEFLATED) return { code: 'archive-method' };
  const start = dataStart(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), entry);
  if (start === null) return { code: 'archive-broken' };
  const packed = bytes.subarray(start, start + entry.packedBytes);
  const unpacked = entry.method === STORED ? store(packed, most) : await inflate(packed, most);
  if ('code' in unpacked) return unpacked;
  const isWhole = unpacked.bytes.length === entry.unpackedBytes && crc32(unpacked.bytes) === entry.crc;
  return isWhole ? unpacked : { code: 'archive-broken' };
}

function store(packed: Uint8Array, most: number): Unpacked {
  return packed.length > most ? { code: 'archive-large', parameters: { wanted: most } } : { bytes: packed };
}

async function inflate(packed: Uint8Array, most: number): Promise<Unpacked> {
  const chunks: Uint8Array[] = [];
  let [size, isBroken] = [0, false];
  const stream = new UnzipInflate();
  stream.ondata = (error, chunk) => {
    if (error !== null) isBroken = true;
    else chunks.push(chunk);
    size += chunk?.length ?? 0;
  };
  for (let start = 0, turn = 1; start === 0 || start < packed.length; start += SLICE_BYTES, turn += 1) {
    stream.push(packed.subarray(start, start + SLICE_BYTES), start + SLICE_BYTES >= packed.length);
    if (isBroken) return { code: 'archive-broken' };
    if (size > most) return { code: 'archive-large', parameters: { wanted: most } };
    if (turn % SLICES_A_TURN === 0) await nextTurn();
  }
  return { bytes: Buffer.concat(chunks) };
}
