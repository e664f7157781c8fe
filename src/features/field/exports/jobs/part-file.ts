import { type FileHandle, open } from 'node:fs/promises';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { PartState } from './export-place.ts';

/** What ends a packed file: a block that is the last one, and empty. */
const LAST_BLOCK = Buffer.from([0x03, 0x00]);
/** What comes by the hundred megabytes is packed fast rather than small. */
const LEVEL = 4;

const EMPTY: PartState = { bytes: 0, rawBytes: 0, crc: 0, rows: 0 };

/**
 * A file that is written piece by piece, and from any end of a piece on as if nothing had happened: each piece is packed by
 * itself, and together they are one stream of DEFLATE (RFC 1951).
 */
export class PartFile {
  readonly path: string;
  private readonly file: FileHandle;
  private readonly isPacked: boolean;
  private written: PartState;

  private constructor(file: FileHandle, given: { path: string; isPacked: boolean; state: PartState }) {
    this.file = file;
    this.path = given.path;
    this.isPacked = given.isPacked;
    this.written = given.state;
  }

  /** Opens the file at `state`, whatever is behind that is cut off; without one, it begins. */
  static async open(path: string, given: { readonly isPacked: boolean; readonly state: PartState | null }) {
    const state = given.state ?? EMPTY;
    const file = await open(path, state.bytes === 0 ? 'w+' : 'r+');
    await file.truncate(state.bytes);
    return new PartFile(file, { path, isPacked: given.isPacked, state });
  }

  get state(): PartState {
    return this.written;
  }

  /** Writes a piece; empty ones are none. */
  async append(piece: string | Uint8Array, rows = 0): Promise<void> {
    const raw = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
    if (raw.length === 0) return;
    const packed = this.isPacked ? deflateRawSync(raw, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH }) : raw;
    await this.put(packed);
    const { bytes, rawBytes, crc } = this.written;
    this.written = {
      bytes: bytes + packed.length,
      rawBytes: rawBytes + raw.length,
      crc: this.isPacked ? crc32(raw, crc) : 0,
      rows: this.written.rows + rows,
    };
  }

  /** Ends a packed stream; nothing is appended after that. */
  async finish(): Promise<void> {
    if (!this.isPacked) return;
    await this.put(LAST_BLOCK);
    this.written = { ...this.written, bytes: this.written.bytes + LAST_BLOCK.length };
  }

  /** Waits until all that was written is on the disk. */
  async sync(): Promise<void> {
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async put(bytes: Uint8Array): Promise<void> {
    await writeAll(this.file, bytes, this.written.bytes);
  }
}

/** Writes all of it at that place, however little the system takes at a time. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, place: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, place + at);
    at += bytesWritten;
  }
}
