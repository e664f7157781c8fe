import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../../http/problem.ts';

/** What of a source has been read and written. */
export interface Draft {
  readonly sha256: Uint8Array;
  readonly bytes: number;
  /** What was not written yet: all of it, where it is small. */
  readonly pieces: readonly Uint8Array[];
  /** The file that the rest was written to; null: nothing was. */
  readonly file: FileHandle | null;
}

/** So much is held before it is written in one go. A photo of a telephone fits. */
const HELD_BYTES = 512_000;

/**
 * Reads a source to its end, hashing; writes to a new file at `path` what would be too much to hold.
 *
 * @throws Problem `too-large` with `limitBytes`, `broken-off` where the source fails; the file may be there then, closed.
 */
export async function readDraft(
  source: AsyncIterable<Uint8Array>,
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): Promise<Draft> {
  const hash = createHash('sha256');
  let [pieces, held, bytes]: [Uint8Array[], number, number] = [[], 0, 0];
  let file: FileHandle | null = null;
  try {
    for await (const piece of unbroken(source)) {
      bytes += piece.length;
      if (bytes > maxBytes) throw new Problem('too-large', { limitBytes: maxBytes });
      hash.update(piece);
      pieces.push(piece);
      held += piece.length;
      if (held < HELD_BYTES) continue;
      file ??= await open(path, 'wx', 0o600);
      await writeAll(file, pieces);
      [pieces, held] = [[], 0];
    }
  } catch (error) {
    await file?.close();
    throw error;
  }
  return { sha256: hash.digest(), bytes, pieces, file };
}

/** Writes the rest of a draft, flushes and closes it. */
export async function finishDraft({ file, pieces }: Draft, path: string): Promise<void> {
  const handle = file ?? (await open(path, 'wx', 0o600));
  try {
    await writeAll(handle, pieces);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `pieces` at the end of what was written. */
export async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces.filter(({ length }) => length > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest);
    rest = skip(rest, bytesWritten);
  }
}

function skip(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
  let [at, left] = [0, count];
  for (let piece = pieces[at]; piece !== undefined && left >= piece.length; piece = pieces[at]) {
    left -= piece.length;
    at += 1;
  }
  const rest = pieces.slice(at);
  return rest[0] === undefined ? rest : [rest[0].subarray(left), ...rest.slice(1)];
}

/** The source; whatever it fails of is that it broke off, where it does not say otherwise. */
async function* unbroken(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('broken-off');
  }
}
