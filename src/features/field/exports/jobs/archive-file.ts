import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { areSameBytes } from '../../../../kernel/bytes/compare.ts';
import { CRC_PLACE, type ZipEntry, zipEnd, zipHeader, zipListing } from '../formats/zip-records.ts';
import type { PartState } from './export-place.ts';
import { PartFile, writeAll } from './part-file.ts';

/** So much is copied at a time. */
const PIECE_BYTES = 1_048_576;

/** A zip archive that grows file by file; its directory grows in a file beside it, so that it may have any number of entries. */
export class ArchiveFile {
  private readonly file: FileHandle;
  private readonly directory: PartFile;
  private end: number;
  private count: number;

  private constructor(file: FileHandle, directory: PartFile, at: { readonly bytes: number; readonly entries: number }) {
    this.file = file;
    this.directory = directory;
    this.end = at.bytes;
    this.count = at.entries;
  }

  /** Opens it at a place, whatever is behind that is cut off; without one, it begins. */
  static async open(
    path: string,
    at: { readonly bytes: number; readonly entries: number; readonly directory: PartState } | null,
  ): Promise<ArchiveFile> {
    const file = await open(path, at === null ? 'w+' : 'r+');
    await file.truncate(at?.bytes ?? 0);
    const directory = await PartFile.open(`${path}.directory`, { isPacked: false, state: at?.directory ?? null });
    return new ArchiveFile(file, directory, at ?? { bytes: 0, entries: 0 });
  }

  get place(): { readonly bytes: number; readonly entries: number; readonly directory: PartState } {
    return { bytes: this.end, entries: this.count, directory: this.directory.state };
  }

  /** Adds a text, or the bytes of one, packed. */
  async addText(path: string, text: string | Uint8Array): Promise<void> {
    const raw = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    const packed = deflateRawSync(raw);
    const entry = { path, isDeflated: true, crc: crc32(raw), packedBytes: packed.length, bytes: raw.length };
    const start = this.end;
    await this.put(Buffer.concat([zipHeader(entry), packed]));
    await this.list(entry, start);
  }

  /** Adds a file that was packed before. */
  async addPacked(path: string, part: { readonly path: string; readonly state: PartState }): Promise<void> {
    const { bytes, rawBytes, crc } = part.state;
    const entry = { path, isDeflated: true, crc, packedBytes: bytes, bytes: rawBytes };
    const start = await this.begin(entry);
    for await (const piece of readPieces(part.path, bytes)) await this.put(piece);
    await this.list(entry, start);
  }

  /**
   * Adds a file as it is.
   *
   * @returns false where it is not there, or its bytes are not those of the hash: then nothing was added.
   */
  async addStored(
    path: string,
    source: { readonly path: string; readonly bytes: number; readonly sha256: Uint8Array | null },
  ): Promise<boolean> {
    const { bytes } = source;
    const entry = { path, isDeflated: false, crc: 0, packedBytes: bytes, bytes };
    const start = await this.begin(entry);
    const hash = createHash('sha256');
    let [crc, read] = [0, 0];
    for await (const piece of readPieces(source.path, bytes)) {
      crc = crc32(piece, crc);
      read += piece.length;
      if (source.sha256 !== null) hash.update(piece);
      await this.put(piece);
    }
    if (read !== bytes || (source.sha256 !== null && !areSameBytes(hash.digest(), source.sha256))) {
      this.end = start;
      await this.file.truncate(start);
      return false;
    }
    const known = Buffer.alloc(4);
    known.writeUInt32LE(crc);
    await writeAll(this.file, known, start + CRC_PLACE);
    await this.list({ ...entry, crc }, start);
    return true;
  }

  /** Writes the directory behind all files. */
  async finish(): Promise<void> {
    const { bytes } = this.directory.state;
    const [offset, entries] = [this.end, this.count];
    for await (const piece of readPieces(this.directory.path, bytes)) await this.put(piece);
    await this.put(zipEnd({ entries, bytes, offset }));
  }

  /** Waits until all that was written is on the disk. */
  async sync(): Promise<void> {
    await this.directory.sync();
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.directory.close();
    await this.file.close();
  }

  private async begin(entry: ZipEntry): Promise<number> {
    const start = this.end;
    await this.put(zipHeader(entry));
    return start;
  }

  private async list(entry: ZipEntry, start: number): Promise<void> {
    await this.directory.append(zipListing(entry, start));
    this.count += 1;
  }

  private async put(bytes: Uint8Array): Promise<void> {
    await writeAll(this.file, bytes, this.end);
    this.end += bytes.length;
  }
}

/** A file piece by piece, up to so many bytes; none where it is not there. */
async function* readPieces(path: string, bytes: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch(nullWhereMissing);
  if (file === null) return;
  try {
    for (let at = 0; at < bytes; ) {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, bytes - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function nullWhereMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
