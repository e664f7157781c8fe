import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { syncFolder } from '../../files/sync-folder.ts';
import { sealAge } from '../age/seal-age.ts';
import type { Part } from '../manifest.ts';

/** What has a part on its way as the end of its name: it is not whole. */
export const DRAFT_END = '.unfinished';

/** Where parts go, and whom they are for. */
export interface Shelf {
  /** The folder of all backups. */
  readonly folder: string;
  readonly recipients: readonly string[];
}

/** How a part is written. */
export interface PartOptions {
  /** Path of the part below the folder of all backups. */
  readonly path: string;
  readonly isCompressed: boolean;
  /** Asked before the part gets its name; false: it is dropped, and null is the answer. */
  readonly accept?: (content: Part['content']) => boolean;
}

/** Seals what `source` gives into a part, which is on the disk under its name when this resolves, or not there at all. */
export async function writePart(shelf: Shelf, source: AsyncIterable<Uint8Array>, options: PartOptions): Promise<Part> {
  const part = await tryPart(shelf, source, options);
  if (part === null) throw new Error(`Write ${options.path}: it was not accepted`);
  return part;
}

/** The same, where the content may turn out to be another than was wanted. */
export async function tryPart(
  { folder, recipients }: Shelf,
  source: AsyncIterable<Uint8Array>,
  { path, isCompressed, accept = () => true }: PartOptions,
): Promise<Part | null> {
  const place = join(folder, path);
  const draft = `${place}${DRAFT_END}`;
  await mkdir(dirname(place), { recursive: true });
  const [content, file] = [new Tally(), new Tally()];
  const plain = content.of(source);
  const sealed = file.of(sealAge(isCompressed ? compressed(plain) : plain, recipients));
  try {
    await pipeline(sealed, createWriteStream(draft, { mode: 0o600 }));
    if (!accept(content.result)) return null;
    await flush(draft);
    await rename(draft, place);
    syncFolder(dirname(place));
  } finally {
    await rm(draft, { force: true });
  }
  return { path, ...file.result, content: content.result };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Quickly, for the processor is shared with whoever serves. */
async function* compressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const zip = createGzip({ level: 1 });
  const fed = pipeline(source, zip);
  fed.catch(() => {});
  yield* zip;
  await fed;
}

/** Counts and hashes what passes. */
export class Tally {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  async *of(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      this.hash.update(piece);
      this.bytes += piece.length;
      yield piece;
    }
  }

  /** When all has passed. */
  get result(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }
}
