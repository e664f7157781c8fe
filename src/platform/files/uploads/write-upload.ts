import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../../http/problem.ts';
import { hashOf, isFull } from '../blobs/hash-file.ts';

/** What of a piece was written. */
export interface WrittenPiece {
  readonly bytes: number;
  /** Of what came, in hexadecimal digits. */
  readonly sha256: string;
  /** Why it is not all of it; null: it is. */
  readonly fault: Problem | null;
}

const HELD_BYTES = 131_072;

/** Writes what `source` gives behind `offset`; what was written before a fault stays, and is not flushed yet. */
export async function writeUpload(
  file: FileHandle,
  given: { readonly source: AsyncIterable<Uint8Array>; readonly offset: number; readonly mostBytes: number },
): Promise<WrittenPiece> {
  const { source, offset, mostBytes } = given;
  const hash = createHash('sha256');
  let [held, heldBytes, bytes]: [Uint8Array[], number, number] = [[], 0, 0];
  let fault: Problem | null = null;
  const flush = async () => {
    const piece = Buffer.concat(held);
    await writeAt(file, piece, offset + bytes);
    hash.update(piece);
    bytes += piece.length;
    [held, heldBytes] = [[], 0];
  };
  try {
    for await (const piece of source) {
      if (bytes + heldBytes + piece.length > mostBytes) throw new Problem('too-large', { limitBytes: mostBytes });
      held.push(piece);
      heldBytes += piece.length;
      if (heldBytes >= HELD_BYTES) await flush();
    }
  } catch (error) {
    if (isFull(error)) fault = new Problem('out-of-space');
    else fault = error instanceof Problem ? error : new Problem('broken-off');
  }
  if (fault?.kind !== 'out-of-space') await flush();
  return { bytes, sha256: hash.digest('hex'), fault };
}

/** SHA-256 of what lies at `path`, in hexadecimal digits. */
export async function sha256OfFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    return Buffer.from(await hashOf(file)).toString('hex');
  } finally {
    await file.close();
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}
