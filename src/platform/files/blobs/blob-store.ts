import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../../http/problem.ts';
import { createReserve, type Reserve, type ReserveLimits } from './reserve.ts';
import { syncFolder } from './sync-folder.ts';

/** A file by the hash of its content. */
export interface Blob {
  /** SHA-256, 32 bytes. */
  readonly sha256: Uint8Array;
  readonly bytes: number;
}

/** Files by the hash of their content: each content rests once, and is on disk before its hash is told. */
export interface BlobStore {
  /**
   * Stores a file while it arrives.
   *
   * @throws Problem `too-large` with `limitBytes`, `out-of-space`; what the source throws. Then nothing is left of it.
   */
  keep(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<Blob>;
  /** Takes over a file of the same file system whose content has that hash. */
  adopt(path: string, sha256: Uint8Array): Promise<void>;
  /** The size of a content; null: it is not here. */
  find(sha256: Uint8Array): Promise<number | null>;
  /** The content, to be read; null: it is not here. */
  open(sha256: Uint8Array): Promise<Readable | null>;
  /** Whether the content still has its hash; one that has not is set aside and never served. Null: it is not here. */
  verify(sha256: Uint8Array): Promise<boolean | null>;
  remove(sha256: Uint8Array): Promise<void>;
  /** The contents that have been here since before `before`. */
  list(before: Date): AsyncIterable<Uint8Array>;
  /** @throws Problem `out-of-space` where what is left of the disk is kept for texts, or for nothing new at all. */
  requireRoom(kind: 'file' | 'text'): Promise<void>;
}

const ARRIVING = 'arriving';
const DAMAGED = 'damaged';
/** So much of a file waits in memory before it is written: most photos are written at once. */
const MOST_HELD_BYTES = 1_048_576;

/** The files below `folder`, which is made; what was left half-written there goes. */
export function createBlobStore(folder: string, limits?: ReserveLimits): BlobStore {
  for (const name of [ARRIVING, DAMAGED]) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  for (const name of readdirSync(join(folder, ARRIVING))) rmSync(join(folder, ARRIVING, name));
  return new DiskBlobs(folder, createReserve(folder, limits));
}

class DiskBlobs implements BlobStore {
  private readonly folder: string;
  private readonly reserve: Reserve;
  private readonly known = new Set<string>();

  constructor(folder: string, reserve: Reserve) {
    this.folder = folder;
    this.reserve = reserve;
  }

  async keep(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<Blob> {
    await this.requireRoom('file');
    const arriving = new ArrivingFile(join(this.folder, ARRIVING, randomUUID()));
    try {
      for await (const chunk of source) {
        if (arriving.bytes + chunk.length > limits.maxBytes) {
          throw new Problem('too-large', { limitBytes: limits.maxBytes });
        }
        await arriving.add(chunk);
      }
      const sha256 = arriving.digest();
      if ((await this.find(sha256)) === null) {
        await arriving.finish();
        await this.adopt(arriving.path, sha256);
      }
      return { sha256, bytes: arriving.bytes };
    } finally {
      await arriving.close();
    }
  }

  async adopt(path: string, sha256: Uint8Array): Promise<void> {
    const place = this.placeOf(sha256);
    if (!this.known.has(place.folder)) {
      mkdirSync(place.folder, { recursive: true, mode: 0o700 });
      await syncFolder(this.folder);
      this.known.add(place.folder);
    }
    await rename(path, place.file);
    await syncFolder(place.folder);
  }

  async find(sha256: Uint8Array): Promise<number | null> {
    return (await stat(this.placeOf(sha256).file).catch(ifAbsent))?.size ?? null;
  }

  async open(sha256: Uint8Array): Promise<Readable | null> {
    const handle = await open(this.placeOf(sha256).file, 'r').catch(ifAbsent);
    return handle === null ? null : handle.createReadStream();
  }

  async verify(sha256: Uint8Array): Promise<boolean | null> {
    const { file } = this.placeOf(sha256);
    if ((await this.find(sha256)) === null) return null;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    if (hash.digest().equals(sha256)) return true;
    await rename(file, join(this.folder, DAMAGED, `${hexOf(sha256)}.${randomUUID()}`));
    return false;
  }

  async remove(sha256: Uint8Array): Promise<void> {
    await rm(this.placeOf(sha256).file, { force: true });
  }

  async *list(before: Date): AsyncIterable<Uint8Array> {
    for (const shelf of await readdir(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      for (const name of await readdir(join(this.folder, shelf))) {
        const found = await stat(join(this.folder, shelf, name)).catch(ifAbsent);
        if (found !== null && found.mtime < before) yield Buffer.from(name, 'hex');
      }
    }
  }

  requireRoom(kind: 'file' | 'text'): Promise<void> {
    return this.reserve.require(kind);
  }

  private placeOf(sha256: Uint8Array): { folder: string; file: string } {
    const name = hexOf(sha256);
    const folder = join(this.folder, name.slice(0, 2));
    return { folder, file: join(folder, name) };
  }
}

/** A file on its way: in memory as long as it is small, then under a name of its own. */
class ArrivingFile {
  readonly path: string;
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private handle: FileHandle | null = null;

  constructor(path: string) {
    this.path = path;
  }

  async add(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.held.push(chunk);
    this.heldBytes += chunk.length;
    this.bytes += chunk.length;
    if (this.heldBytes >= MOST_HELD_BYTES) await this.flush();
  }

  digest(): Buffer {
    return this.hash.digest();
  }

  /** Everything is on disk under its name. */
  async finish(): Promise<void> {
    await this.flush();
    await this.handle?.datasync();
  }

  /** Nothing of it is left under its name, where it was not taken over. */
  async close(): Promise<void> {
    if (this.handle === null) return;
    await this.handle.close();
    await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    this.handle ??= await open(this.path, 'wx', 0o600);
    if (this.held.length > 0) await this.handle.writev(this.held);
    this.held = [];
    this.heldBytes = 0;
  }
}

function hexOf(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('hex');
}

function ifAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
