import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** SHA-256 of all that a file holds. */
export async function hashOf(file: FileHandle): Promise<Uint8Array> {
  const hash = createHash('sha256');
  const stream = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 262_144 });
  for await (const piece of stream) hash.update(piece);
  return hash.digest();
}

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Whether the disk has no place left, or the owner of the files is not allowed any more of it. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FULL.includes(error.code);
}
