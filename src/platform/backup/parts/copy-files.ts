import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type LogRecord, readTiles } from '../logs/logs-of-backup.ts';
import { formatListedFile } from './file-list.ts';
import { type Chosen, type KeptObject, type Memory, ObjectShelf } from './object-shelf.ts';
import type { Shelf } from './write-part.ts';

/** What came of copying files, when all are copied. */
export interface CopiedFiles {
  count: number;
  bytes: number;
  /** Of those, what was not in the folder of backups yet. */
  newCount: number;
  newBytes: number;
  /** Hashes of files that are other than their names say. */
  readonly altered: string[];
  /** Objects of earlier backups that were damaged, and were written anew: their names, and what was wrong. */
  readonly mended: string[];
}

/** What is copied. */
export interface FilesOrder {
  readonly shelf: Shelf;
  readonly memory: Memory;
  readonly dataFolder: string;
  readonly logs: readonly LogRecord[];
  /** Which objects that are there already are read and compared. */
  readonly isChosen: Chosen;
}

/** So many files are sealed at a time: each waits for the disk, and they share it. */
const AT_ONCE = 4;

/** Copies the files of reports and the tiles of logs. Gives the list of them as it grows; `copied` counts. */
export async function* copyFiles(order: FilesOrder, copied: CopiedFiles): AsyncGenerator<Uint8Array> {
  for (const log of order.logs) yield* copyTiles(order, log, copied);
  const content = join(order.dataFolder, 'files', 'content');
  const folders = existsSync(content) ? (await readdir(content)).sort() : [];
  for (const folder of folders) yield* copyFolder(order, { content, folder }, copied);
}

async function* copyTiles(order: FilesOrder, log: LogRecord, copied: CopiedFiles): AsyncGenerator<Uint8Array> {
  const { shelf, memory, isChosen } = order;
  const objects = new ObjectShelf(shelf, memory, { list: `log-${log.mission}`, isChosen });
  for await (const { path, bytes } of readTiles(join(order.dataFolder, 'log'), log)) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = await objects.keep(sha256, () => Readable.from([bytes]));
    if (kept !== null) yield note(path, kept, copied);
  }
}

async function* copyFolder(
  { shelf, memory, isChosen }: FilesOrder,
  { content, folder }: { readonly content: string; readonly folder: string },
  copied: CopiedFiles,
): AsyncGenerator<Uint8Array> {
  const objects = new ObjectShelf(shelf, memory, { list: `files-${folder}`, isChosen });
  const names = (await readdir(join(content, folder))).filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const kept = await Promise.all(some.map((name) => keepFile(objects, name, join(content, folder, name))));
    for (const [index, name] of some.entries()) {
      const found = kept[index];
      if (found === null) copied.altered.push(name);
      else if (found !== undefined && found !== 'gone') yield note(`files/content/${folder}/${name}`, found, copied);
    }
  }
}

/** A report may be erased at this moment: then its files are gone, as they shall be. */
async function keepFile(objects: ObjectShelf, name: string, path: string): Promise<KeptObject | 'gone' | null> {
  try {
    return await objects.keep(name, () => createReadStream(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(path)) return 'gone';
    throw error;
  }
}

function note(path: string, { part, isNew, mended }: KeptObject, copied: CopiedFiles): Uint8Array {
  if (mended !== null) copied.mended.push(`${part.path}: ${mended}`);
  copied.count += 1;
  copied.bytes += part.content.bytes;
  if (isNew) {
    copied.newCount += 1;
    copied.newBytes += part.content.bytes;
  }
  return Buffer.from(formatListedFile({ path, part }));
}
