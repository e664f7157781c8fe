import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import type { WriteBytes } from '../../../../platform/files/patient-stream.ts';
import { type ZipEntry, zipEnd, zipHeader, zipListing } from '../../exports/formats/zip-records.ts';

const pack = promisify(deflateRaw);

/** Opens a content anew at each call; null: it is not there. */
export type OpenContent = () => Promise<AsyncIterable<Uint8Array> | null>;

/** A zip archive that is sent while it is made: only its directory is held in memory. */
export class StreamedZip {
  private readonly write: WriteBytes;
  private readonly directory: Uint8Array[] = [];
  private end = 0;

  constructor(write: WriteBytes) {
    this.write = write;
  }

  /** Adds a text, or bytes that are held anyway. */
  async text(path: string, content: string | Uint8Array): Promise<void> {
    const raw = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const packed: Uint8Array = await pack(raw);
    const entry = { path, isDeflated: true, crc: crc32(raw), packedBytes: packed.length, bytes: raw.length };
    await this.put(entry, [packed]);
  }

  /** Adds a content as it is, read once to learn its sum and once to send it. @returns false where it is not there. */
  async stored(path: string, open: OpenContent): Promise<boolean> {
    let [crc, bytes] = [0, 0];
    for await (const piece of (await open()) ?? []) [crc, bytes] = [crc32(piece, crc), bytes + piece.length];
    const sent = await open();
    if (sent === null) return false;
    await this.put({ path, isDeflated: false, crc, packedBytes: bytes, bytes }, sent);
    return true;
  }

  /** Ends the archive. */
  async finish(): Promise<void> {
    const [offset, entries] = [this.end, this.directory.length];
    let bytes = 0;
    for (const listing of this.directory) {
      await this.write(listing);
      bytes += listing.length;
    }
    await this.write(zipEnd({ entries, bytes, offset }));
  }

  private async put(entry: ZipEntry, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const [header, start] = [zipHeader(entry), this.end];
    await this.write(header);
    let sent = 0;
    for await (const piece of pieces) {
      await this.write(piece);
      sent += piece.length;
    }
    // The directory would point at the wrong places: better an archive that breaks off.
    if (sent !== entry.packedBytes)
      throw new Error(`Send ${entry.path}: found ${sent} bytes, wanted ${entry.packedBytes}`);
    this.end += header.length + sent;
    this.directory.push(zipListing(entry, start));
  }
}
