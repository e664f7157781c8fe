import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { csvRows } from '../../../../features/field/exports/formats/csv-text.ts';
import { ArchiveFile } from '../../../../features/field/exports/jobs/archive-file.ts';
import { PartFile } from '../../../../features/field/exports/jobs/part-file.ts';
import type { Cell } from '../../../../features/field/exports/tables/plan-tables.ts';
import { formatHex } from '../../../../kernel/bytes/hex.ts';

/** The list of all files of the archive, which is its last one. */
export const MANIFEST = 'manifest.csv';
const MANIFEST_COLUMNS = ['path', 'bytes', 'sha256'];

/** A table that grows row by row, and is put into the archive when it ends. */
export interface OpenTable {
  add(rows: readonly (readonly Cell[])[]): Promise<void>;
  end(): Promise<void>;
}

/** A text that grows, and is put into the archive when it ends. */
export interface OpenText {
  add(text: string): Promise<void>;
  end(): Promise<void>;
}

/** Small pieces are written together: a disk takes as long for a line as for a thousand. */
const GATHERED_CHARACTERS = 65_536;

/** A text that is written piece by piece, many small ones at a time. */
class GatheredText {
  private readonly part: PartFile;
  private gathered = '';

  constructor(part: PartFile) {
    this.part = part;
  }

  async add(text: string): Promise<void> {
    this.gathered += text;
    if (this.gathered.length >= GATHERED_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.gathered;
    this.gathered = '';
    await this.part.append(text);
  }
}

/** The archive while it is written: whatever is put in is listed with its hash. Nothing of it is held in memory. */
export class OpenArchive {
  private readonly file: ArchiveFile;
  private readonly manifest: PartFile;
  private readonly listed: GatheredText;
  private readonly folder: string;
  private parts = 0;
  /** How many files are in it. */
  count = 0;

  private constructor(file: ArchiveFile, manifest: PartFile, folder: string) {
    this.file = file;
    this.manifest = manifest;
    this.listed = new GatheredText(manifest);
    this.folder = folder;
  }

  /** Begins an archive in a folder of its own, which holds all that is written on the way. */
  static async begin(folder: string, name: string): Promise<OpenArchive> {
    const manifest = await PartFile.open(join(folder, 'manifest'), { isPacked: false, state: null });
    await manifest.append(csvRows([MANIFEST_COLUMNS]));
    const file = await ArchiveFile.open(join(folder, name), null);
    // It holds answers and keys: for its owner alone before anything is in it, whatever the umask says.
    await chmod(join(folder, name), 0o600);
    return new OpenArchive(file, manifest, folder);
  }

  /** A text, or bytes that are held anyway. */
  async text(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    await this.file.addText(path, bytes);
    await this.list(path, bytes.length, createHash('sha256').update(bytes).digest());
  }

  /** A stored file. @returns false where it is not there, or is not what its hash says: then nothing is put in. */
  async stored(path: string, source: { path: string; bytes: number; sha256: Uint8Array }): Promise<boolean> {
    const isWhole = await this.file.addStored(path, source);
    if (isWhole) await this.list(path, source.bytes, source.sha256);
    return isWhole;
  }

  /** A file that was packed before. */
  async packed(path: string, part: PartFile): Promise<void> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(part.path), createInflateRaw(), hash);
    await this.file.addPacked(path, part);
    await this.list(path, part.state.rawBytes, hash.digest());
  }

  /** A table with these columns. */
  async table(path: string, columns: readonly string[]): Promise<OpenTable> {
    const text = await this.lines(path);
    await text.add(csvRows([columns]));
    return { add: (rows) => text.add(csvRows(rows)), end: () => text.end() };
  }

  /** A text that grows. */
  async lines(path: string): Promise<OpenText> {
    this.parts += 1;
    const part = await PartFile.open(join(this.folder, `text-${this.parts}`), { isPacked: true, state: null });
    const gathered = new GatheredText(part);
    return {
      add: (text) => gathered.add(text),
      end: async () => {
        await gathered.flush();
        await part.finish();
        await this.packed(path, part);
        await part.close();
      },
    };
  }

  /** A folder for what is written on the way, that no other has. */
  scratch(): string {
    this.parts += 1;
    return join(this.folder, `parts-${this.parts}`);
  }

  /** Puts the list of all files in and ends the archive, which then is on the disk. @returns SHA-256 of the list. */
  async finish(): Promise<string> {
    await this.listed.flush();
    const hash = createHash('sha256');
    await pipeline(createReadStream(this.manifest.path), hash);
    const { path, state } = this.manifest;
    await this.file.addStored(MANIFEST, { path, bytes: state.bytes, sha256: null });
    await this.file.finish();
    await this.file.sync();
    return formatHex(hash.digest());
  }

  async close(): Promise<void> {
    await this.manifest.close();
    await this.file.close();
  }

  private async list(path: string, bytes: number, sha256: Uint8Array): Promise<void> {
    await this.listed.add(csvRows([[path, String(bytes), formatHex(sha256)]]));
    this.count += 1;
  }
}
