import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { formatHex, parseHex } from '../../../kernel/bytes/hex.ts';
import { Problem } from '../../http/problem.ts';
import { SharedSync } from '../shared-sync.ts';
import { blobPath } from './blob-path.ts';
import type { BlobHash, BlobState, BlobStore, ListedBlob, StoredBlob } from './blob-store.ts';
import type { RoomKind } from './disk-room.ts';
import { hashOf, isFull } from './hash-file.ts';
import { TurnsByName } from './turns-by-name.ts';
import { type Draft, finishDraft, readDraft } from './write-draft.ts';

interface Parts {
  readonly room: (kind: RoomKind) => Promise<boolean>;
  readonly altered: (sha256: BlobHash) => void;
}

/** Hashes are asked about so many at a time. */
const ASKED_AT_ONCE = 1_000;

/**
 * `content/<aa>/<hash>` holds what is stored, by the first two digits of its hash; `arriving` what comes in; `aside` what
 * was found altered. The 256 folders are made at once, so that storing a file makes none.
 */
export class BlobFolder implements BlobStore {
  private readonly folder: string;
  private readonly parts: Parts;
  private readonly folders = new SharedSync({ holdsOpen: true });
  /** Who stores, removes or sets aside a content does so alone. */
  private readonly turns = new TurnsByName();

  private constructor(folder: string, parts: Parts) {
    this.folder = folder;
    this.parts = parts;
  }

  static async open(folder: string, parts: Parts): Promise<BlobFolder> {
    const opened = new BlobFolder(folder, parts);
    await rm(join(folder, 'arriving'), { recursive: true, force: true });
    for (const name of ['arriving', 'aside', 'content']) await mkdir(join(folder, name), { recursive: true });
    await Promise.all(FOLDERS.map((name) => mkdir(join(folder, 'content', name), { recursive: true })));
    // What was renamed by a program that ended before it had flushed is seen from now on, and so has to stay.
    await opened.folders.sync(folder);
    await opened.folders.sync(join(folder, 'content'));
    await Promise.all(FOLDERS.map((name) => opened.folders.sync(join(folder, 'content', name))));
    return opened;
  }

  async keep(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<StoredBlob> {
    if (!(await this.parts.room('file'))) throw new Problem('out-of-space');
    const path = join(this.folder, 'arriving', randomUUID());
    try {
      const draft = await readDraft(source, { path, ...limits });
      return await this.turns.take(formatHex(draft.sha256), () => this.put(draft, path));
    } catch (error) {
      await rm(path, { force: true });
      throw isFull(error) ? new Problem('out-of-space') : error;
    }
  }

  async open(sha256: BlobHash): Promise<Readable | null> {
    const file = await openToRead(this.pathOf(sha256));
    if (file === null) return null;
    const isWhole = areSameBytes(await hashOf(file), sha256);
    if (isWhole) return file.createReadStream({ start: 0 });
    await file.close();
    await this.setAside(sha256);
    return null;
  }

  async find(sha256: BlobHash): Promise<{ readonly bytes: number } | null> {
    const found = await statOf(this.pathOf(sha256));
    return found === null ? null : { bytes: found.size };
  }

  async adopt(path: string, sha256: BlobHash): Promise<StoredBlob> {
    const { size: bytes } = await stat(path);
    return await this.turns.take(formatHex(sha256), async () => {
      if (await this.isHere({ sha256, bytes })) return { sha256, bytes };
      // What lies there, and has another size, is not what was stored.
      await rm(this.pathOf(sha256), { force: true });
      await link(path, this.pathOf(sha256));
      await this.folders.sync(this.folderOf(sha256));
      return { sha256, bytes };
    });
  }

  async remove(sha256: BlobHash): Promise<void> {
    await this.turns.take(formatHex(sha256), () => rm(this.pathOf(sha256), { force: true }));
    await this.folders.sync(this.folderOf(sha256));
  }

  async *list(): AsyncIterable<ListedBlob> {
    for (const folder of FOLDERS) {
      const names = await readdir(join(this.folder, 'content', folder));
      for (const name of names.sort()) {
        const sha256 = parseHex(name);
        const found = sha256 === null ? null : await statOf(this.pathOf(sha256));
        if (sha256 !== null && found !== null) yield { sha256, bytes: found.size, keptAt: found.mtime };
      }
    }
  }

  async verify(sha256: BlobHash): Promise<BlobState> {
    const state = await this.stateOf(sha256);
    if (state === 'altered') await this.setAside(sha256);
    return state;
  }

  async prune(before: Date, findNamed: (hashes: readonly BlobHash[]) => Promise<readonly BlobHash[]>): Promise<number> {
    let [old, removed]: [BlobHash[], number] = [[], 0];
    for await (const { sha256, keptAt } of this.list()) {
      if (keptAt < before) old.push(sha256);
      if (old.length < ASKED_AT_ONCE) continue;
      removed += await this.removeUnnamed(old, { before, findNamed });
      old = [];
    }
    return removed + (await this.removeUnnamed(old, { before, findNamed }));
  }

  async pruneAmong(
    hashes: readonly BlobHash[],
    before: Date,
    findNamed: (hashes: readonly BlobHash[]) => Promise<readonly BlobHash[]>,
  ): Promise<number> {
    return await this.removeUnnamed(hashes, { before, findNamed });
  }

  roomFor(kind: RoomKind): Promise<boolean> {
    return this.parts.room(kind);
  }

  async close(): Promise<void> {
    await this.folders.close();
  }

  private async stateOf(sha256: BlobHash): Promise<BlobState> {
    const file = await openToRead(this.pathOf(sha256));
    if (file === null) return 'missing';
    const found = await hashOf(file).finally(() => file.close());
    return areSameBytes(found, sha256) ? 'whole' : 'altered';
  }

  private async put(draft: Draft, path: string): Promise<StoredBlob> {
    const { sha256, bytes } = draft;
    if (await this.isHere(draft)) {
      await draft.file?.close();
      await rm(path, { force: true });
      return { sha256, bytes };
    }
    await finishDraft(draft, path);
    await this.moveIn(path, sha256);
    return { sha256, bytes };
  }

  /** Whether that content is here; it counts as stored just now, so that nobody prunes it before it is named. */
  private async isHere({ sha256, bytes }: StoredBlob): Promise<boolean> {
    const path = this.pathOf(sha256);
    const found = await statOf(path);
    if (found?.size !== bytes) return false;
    const now = new Date();
    await utimes(path, now, now);
    return true;
  }

  private async moveIn(path: string, sha256: BlobHash): Promise<void> {
    await rename(path, this.pathOf(sha256));
    await this.folders.sync(this.folderOf(sha256));
  }

  private async setAside(sha256: BlobHash): Promise<void> {
    const name = formatHex(sha256);
    const isSet = await this.turns.take(name, async () => {
      // Looked at once more: it may have been stored anew since.
      if ((await this.stateOf(sha256)) !== 'altered') return false;
      await rename(this.pathOf(sha256), join(this.folder, 'aside', name));
      return true;
    });
    if (isSet) this.parts.altered(sha256);
  }

  private async removeUnnamed(
    hashes: readonly BlobHash[],
    { before, findNamed }: { before: Date; findNamed: (hashes: readonly BlobHash[]) => Promise<readonly BlobHash[]> },
  ): Promise<number> {
    if (hashes.length === 0) return 0;
    const named = new Set((await findNamed(hashes)).map(formatHex));
    let removed = 0;
    for (const sha256 of hashes.filter((hash) => !named.has(formatHex(hash)))) {
      await this.turns.take(formatHex(sha256), async () => {
        const found = await statOf(this.pathOf(sha256));
        if (found === null || found.mtime >= before) return;
        await rm(this.pathOf(sha256));
        removed += 1;
      });
    }
    return removed;
  }

  private folderOf(sha256: BlobHash): string {
    return join(this.folder, 'content', formatHex(sha256.subarray(0, 1)));
  }

  private pathOf(sha256: BlobHash): string {
    return blobPath(this.folder, sha256);
  }
}

const FOLDERS = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

async function openToRead(path: string): Promise<FileHandle | null> {
  return await open(path, 'r').catch(nullWhereMissing);
}

async function statOf(path: string): Promise<{ readonly size: number; readonly mtime: Date } | null> {
  return await stat(path).catch(nullWhereMissing);
}

function nullWhereMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
