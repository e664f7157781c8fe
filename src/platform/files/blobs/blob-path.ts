import { join } from 'node:path';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import type { BlobHash } from './blob-store.ts';

/** Where a content lies in the folder of a store: for whoever only reads, and compares what is read with the hash. */
export function blobPath(folder: string, sha256: BlobHash): string {
  return join(folder, 'content', formatHex(sha256.subarray(0, 1)), formatHex(sha256));
}
