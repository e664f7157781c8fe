import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../http/problem.ts';
import { isFull } from '../blobs/hash-file.ts';
import { TurnsByName } from '../blobs/turns-by-name.ts';
import { SharedSync } from '../shared-sync.ts';
import { RunningUpload } from './running-upload.ts';
import { sha256OfFile, writeUpload } from './write-upload.ts';

/** What is known of a file before it comes. */
export interface UploadPlan {
  /** Letters and digits alone. */
  readonly id: string;
  /** Whose it is: letters, digits and `-`. */
  readonly owner: string;
  readonly bytes: number;
  /** Of the whole file, as its owner computed it: 64 hexadecimal digits. */
  readonly sha256: string;
  /** What the file is, for whoever began the upload. */
  readonly about: Readonly<Record<string, string>>;
}

/** A file that was announced. */
export interface BegunUpload extends UploadPlan {
  /** All has come, and whoever began the upload has what is needed of it. */
  readonly isDone: boolean;
}

/** A file on its way. */
export interface Upload extends BegunUpload {
  /** So many bytes are on the disk. */
  readonly offset: number;
}

/** A piece of a file. */
export interface UploadPiece {
  readonly offset: number;
  readonly source: AsyncIterable<Uint8Array>;
  /** SHA-256 of the piece, as its sender computed it: 64 hexadecimal digits; null: not told. */
  readonly sha256: string | null;
}

/** Most uploads that somebody has, those of the last days included that are done. */
const MOST_OF_ONE = 2_000;

/**
 * Files that come in pieces, over days if need be. `<owner>/<id>.json` says what is expected, `<id>.part` holds what has
 * come. What an answer calls received is on the disk. One process at a time works there.
 */
export class UploadFolder {
  private readonly folder: string;
  private readonly folders = new SharedSync({ holdsOpen: false });
  private readonly running = new Map<string, RunningUpload>();
  private readonly turns = new TurnsByName();
  /** What of each file is known to be on the disk; of others it has to be flushed before it is told. */
  private readonly flushed = new Map<string, number>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Begins an upload; nothing happens where it has begun before. @throws Problem `too-large` with `limit`. */
  async begin(plan: UploadPlan): Promise<void> {
    const place = join(this.folder, plan.owner);
    if ((await mkdir(place, { recursive: true, mode: 0o700 })) !== undefined) await this.folders.sync(this.folder);
    if ((await this.peek(plan.owner, plan.id)) !== null) return;
    if ((await readdir(place)).length > 2 * MOST_OF_ONE) throw new Problem('too-large', { limit: MOST_OF_ONE });
    await this.writePlan({ ...plan, isDone: false });
  }

  /**
   * Where an upload stands; null: there is none. Whoever asks has lost the connection over which a piece came: that piece
   * ends where it is.
   */
  async find(owner: string, id: string): Promise<Upload | null> {
    await this.running.get(keyOf(owner, id))?.stop();
    const plan = await this.peek(owner, id);
    if (plan === null) return null;
    return { ...plan, offset: plan.isDone ? plan.bytes : await this.offsetOf(owner, id) };
  }

  /** What was begun under that id, while it goes on; null: nothing was. */
  async peek(owner: string, id: string): Promise<BegunUpload | null> {
    const text = await readFile(this.pathOf(owner, id, 'json'), 'utf8').catch(nullWhereMissing);
    return text === null ? null : JSON.parse(text);
  }

  /**
   * Adds a piece. What came of a piece that broke off stays; one whose hash is another is taken back.
   *
   * @returns the offset after it; all of it is on the disk.
   * @throws Problem `upload-offset` with `offset`, `upload-busy`, `too-large`, `broken-off`, `checksum-differs`.
   */
  async append(upload: UploadPlan, piece: UploadPiece): Promise<number> {
    const { owner, id } = upload;
    const key = keyOf(owner, id);
    if (this.running.has(key)) throw new Problem('upload-busy');
    const run = new RunningUpload();
    this.running.set(key, run);
    try {
      const offset = await this.offsetOf(owner, id);
      if (offset !== piece.offset) throw new Problem('upload-offset', { offset });
      return await this.write(upload, { ...piece, source: run.until(piece.source) });
    } catch (error) {
      throw isFull(error) ? new Problem('out-of-space') : error;
    } finally {
      this.running.delete(key);
      run.end();
    }
  }

  /**
   * Hands a file that has come whole to `use`, once, and is done with it when that resolves. Its hash is computed from what
   * lies on the disk.
   *
   * @throws Problem `checksum-differs`: it is to be sent again from its beginning; and what `use` throws.
   */
  async complete({ owner, id, sha256 }: UploadPlan, use: (path: string) => Promise<void>): Promise<void> {
    const key = keyOf(owner, id);
    await this.turns.take(key, async () => {
      const plan = await this.peek(owner, id);
      if (plan === null || plan.isDone) return;
      const path = this.pathOf(owner, id, 'part');
      if ((await sha256OfFile(path)) !== sha256) {
        await this.dropPart(owner, id);
        throw new Problem('checksum-differs');
      }
      await use(path);
      await this.writePlan({ ...plan, isDone: true });
      await this.dropPart(owner, id);
    });
  }

  /** Ends an upload, whatever has come of it. */
  async remove(owner: string, id: string): Promise<void> {
    await this.running.get(keyOf(owner, id))?.stop();
    await rm(this.pathOf(owner, id, 'json'), { force: true });
    await this.dropPart(owner, id);
    await this.folders.sync(join(this.folder, owner));
  }

  /** Removes uploads of which nothing has come since `before`. @returns how many files were removed. */
  async prune(before: Date): Promise<number> {
    let removed = 0;
    for (const owner of await readdir(this.folder).catch(noneWhereMissing)) {
      const names = await readdir(join(this.folder, owner));
      for (const id of new Set(names.map((name) => name.split('.')[0] ?? ''))) {
        if (this.running.has(keyOf(owner, id)) || (await this.lastChange(owner, id)) >= before.getTime()) continue;
        await this.remove(owner, id);
        removed += 1;
      }
    }
    return removed;
  }

  private async write(upload: UploadPlan, { source, offset, sha256 }: UploadPiece): Promise<number> {
    const { owner, id, bytes } = upload;
    const file = await open(this.pathOf(owner, id, 'part'), 'r+');
    try {
      const written = await writeUpload(file, { source, offset, mostBytes: bytes - offset });
      if (sha256 !== null && written.fault === null && written.sha256 !== sha256) {
        await this.cut(owner, id, offset);
        throw new Problem('checksum-differs');
      }
      await file.datasync();
      this.flushed.set(keyOf(owner, id), offset + written.bytes);
      if (written.fault !== null) throw written.fault;
      return offset + written.bytes;
    } finally {
      await file.close();
    }
  }

  private async offsetOf(owner: string, id: string): Promise<number> {
    const known = this.flushed.get(keyOf(owner, id));
    if (known !== undefined) return known;
    const file = await this.openPart(owner, id);
    try {
      await file.sync();
      const { size } = await file.stat();
      this.flushed.set(keyOf(owner, id), size);
      return size;
    } finally {
      await file.close();
    }
  }

  /** `a+` makes the file where there is none yet, and leaves what is in it. */
  private async openPart(owner: string, id: string): Promise<FileHandle> {
    const file = await open(this.pathOf(owner, id, 'part'), 'a+', 0o600);
    await this.folders.sync(join(this.folder, owner));
    return file;
  }

  /** Takes the file away, and never what is in it: that may lie elsewhere under a name of its own by now. */
  private async dropPart(owner: string, id: string): Promise<void> {
    this.flushed.delete(keyOf(owner, id));
    await rm(this.pathOf(owner, id, 'part'), { force: true });
  }

  private async cut(owner: string, id: string, bytes: number): Promise<void> {
    const file = await open(this.pathOf(owner, id, 'part'), 'r+');
    try {
      await file.truncate(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    this.flushed.set(keyOf(owner, id), bytes);
  }

  private async writePlan(plan: BegunUpload): Promise<void> {
    const path = this.pathOf(plan.owner, plan.id, 'json');
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(plan));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    await this.folders.sync(join(this.folder, plan.owner));
  }

  private async lastChange(owner: string, id: string): Promise<number> {
    const paths = (['json', 'part'] as const).map((kind) => this.pathOf(owner, id, kind));
    const found = await Promise.all(paths.map((path) => stat(path).catch(nullWhereMissing)));
    return Math.max(0, ...found.map((each) => each?.mtimeMs ?? 0));
  }

  private pathOf(owner: string, id: string, kind: 'json' | 'part'): string {
    return join(this.folder, owner, `${id}.${kind}`);
  }
}

function keyOf(owner: string, id: string): string {
  return `${owner}/${id}`;
}

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function noneWhereMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
