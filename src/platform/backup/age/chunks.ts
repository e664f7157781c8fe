import { hkdfSync } from 'node:crypto';

/** Bytes of plaintext in a chunk of an age file (age-encryption.org/v1, payload). */
export const CHUNK_BYTES = 65_536;
/** What Poly1305 adds to each. */
export const TAG_BYTES = 16;
/** The nonce of a file, before its chunks. */
export const NONCE_BYTES = 16;

/** A piece of a stream of bytes. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Cuts a stream into pieces of `size` bytes; the last may be shorter, and is empty only where there is nothing at all. */
export async function* inChunks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  let [buffer, filled] = [Buffer.allocUnsafe(size), 0];
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      if (filled === size) {
        yield { bytes: buffer, isLast: false };
        [buffer, filled] = [Buffer.allocUnsafe(size), 0];
      }
      const count = Math.min(size - filled, piece.length - at);
      buffer.set(piece.subarray(at, at + count), filled);
      filled += count;
      at += count;
    }
  }
  yield { bytes: buffer.subarray(0, filled), isLast: true };
}

/** The key of the chunks of a file. */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

/** Nonce of the chunk number `index`: eleven bytes of counter, and whether it is the last. */
export function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
