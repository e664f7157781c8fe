import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../../db/refusal.ts';
import { AgeFault } from '../age/age-fault.ts';
import { openAge } from '../age/open-age.ts';
import type { Part } from '../manifest.ts';
import { Tally } from './write-part.ts';

/** Where parts lie, and what opens them. */
export interface OpenedShelf {
  /** The folder of all backups. */
  readonly folder: string;
  readonly identities: readonly string[];
}

/** What a part must be; the list of files has them a little shorter. */
export type WantedPart = Pick<Part, 'path' | 'bytes' | 'sha256'>;

/** What is wrong with a part as it lies there, in words that follow its name; null: nothing. */
export async function findPartFault(folder: string, part: WantedPart): Promise<string | null> {
  const path = join(folder, part.path);
  const found = await stat(path).catch(() => null);
  if (found === null) return 'it is missing';
  if (found.size < part.bytes) return `it was cut off: ${found.size} bytes of ${part.bytes}`;
  if (found.size > part.bytes) return `it is another: ${found.size} bytes, wanted ${part.bytes}`;
  const tally = new Tally();
  for await (const _ of tally.of(createReadStream(path)));
  return tally.result.sha256 === part.sha256 ? null : `it was altered: its SHA-256 is ${tally.result.sha256}`;
}

/**
 * What a part holds. Only where this ends without an error was all of it given, and was it what the manifest says.
 *
 * @throws Refusal that names the part.
 */
export async function* readPart(
  shelf: OpenedShelf,
  part: Pick<Part, 'path' | 'content'>,
  { isCompressed }: { readonly isCompressed: boolean },
): AsyncGenerator<Uint8Array> {
  const tally = new Tally();
  const plain = openAge(createReadStream(join(shelf.folder, part.path)), shelf.identities);
  try {
    yield* tally.of(isCompressed ? unpacked(plain) : plain);
  } catch (error) {
    if (!(error instanceof AgeFault)) throw error;
    throw new Refusal(`Open ${part.path}: ${error.message.replace('Open an age file: ', '')}.`);
  }
  if (tally.result.sha256 === part.content.sha256) return;
  throw new Refusal(`Open ${part.path}: it holds something else than the manifest says.`);
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  const fed = pipeline(source, unzip);
  fed.catch(() => {});
  yield* unzip;
  await fed;
}
