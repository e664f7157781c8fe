import {
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import type { Clock } from '../../kernel/time/clock.ts';
import { UNFINISHED } from '../db/connect.ts';
import { migrate, requireKnown } from '../db/migrate.ts';
import { openEmptyDatabase } from '../db/open-empty.ts';
import { Refusal } from '../db/refusal.ts';
import { freeBytesOf } from '../files/blobs/disk-room.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { RESTORED } from '../log/signer/restored-mark.ts';
import { makePrivateFolder, writeSynced } from '../log/signer/write-synced.ts';
import { loadDatabase } from './database/load-database.ts';
import { logOfRows } from './logs/compare-logs.ts';
import type { LogRecord } from './logs/logs-of-backup.ts';
import { type Damage, filesOf, findDamage, type OpenedBackup, readState } from './open-backup.ts';
import { readPart } from './parts/read-part.ts';

/** Where a backup is put back. */
export interface RestoreOrder {
  readonly backup: OpenedBackup;
  /** Empty, or not there yet. */
  readonly dataFolder: string;
  /** An empty database of somebody's own; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Whether files that are damaged are left out; else the backup is refused. */
  readonly isWithoutDamaged: boolean;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** The database takes more room than its rows: indexes, and what is written beside. */
const ROOM_FACTOR = 3;
const AT_ONCE = 4;
/** In the data folder, where files were left out: a line for each, its path and what is wrong, with a tab between. */
export const LEFT_OUT = 'missing-files.txt';

/**
 * Puts a backup back, after every part of it was looked through. The logs in it take nothing until somebody has seen to it
 * that nothing newer is known elsewhere. Where it fails, nothing stays, and no folder that was not there before.
 *
 * @returns files that were left out, with what is wrong with them; `LEFT_OUT` in the data folder lists them.
 * @throws Refusal with what is wrong, by the names of the parts.
 */
export async function restoreBackup(order: RestoreOrder): Promise<readonly string[]> {
  const { backup, dataFolder, say } = order;
  await requireKnown(backup.manifest.migrations);
  requireEmpty(dataFolder);
  say('Looking through every part of the backup.');
  const damage = await findDamage(backup);
  requireWhole(order, damage);
  // PostgreSQL of root runs as another user, who must pass through.
  const made = mkdirSync(dataFolder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  try {
    await requireRoom(order);
    writeSynced(join(dataFolder, UNFINISHED), `${backup.id}\n`);
    await restoreState(order);
    const leftOut = await restoreFiles(order, damage);
    await restoreDatabase(order);
    rmSync(join(dataFolder, UNFINISHED));
    syncFolder(dataFolder);
    return leftOut;
  } catch (error) {
    removeAll(dataFolder, made);
    throw error;
  }
}

/** More faults than these are not told: they have one cause. */
const MOST_FAULTS = 20;

/** @throws Refusal where something is damaged that was not allowed to be: of parts that are no files, ever. */
function requireWhole({ backup, isWithoutDamaged }: RestoreOrder, { parts, objects }: Damage): void {
  if (parts.length === 0 && (objects.size === 0 || isWithoutDamaged)) return;
  const faults = [...parts, ...[...objects].map(([path, fault]) => `${path}: ${fault}`)];
  const lines = faults.slice(0, MOST_FAULTS).map((fault) => `\n  ${fault}`);
  const more = faults.length > MOST_FAULTS ? `\n  and ${faults.length - MOST_FAULTS} more` : '';
  const advice =
    parts.length > 0
      ? ''
      : '\nTry another backup or another copy of the folder. All but these files is put back with --without-damaged-files.';
  throw new Refusal(`Restore ${backup.id}: nothing was written, because of${lines.join('')}${more}${advice}`);
}

/** @throws Refusal where the folder holds anything. */
export function requireEmpty(dataFolder: string): void {
  const found = existsSync(dataFolder) ? readdirSync(dataFolder) : [];
  if (found.length === 0) return;
  const names = found.slice(0, 5).join(', ');
  throw new Refusal(
    `Restore into ${dataFolder}: the folder is not empty; it holds ${names}. Name a new one with --data.`,
  );
}

async function requireRoom({ backup, dataFolder }: RestoreOrder): Promise<void> {
  const { tables, files } = backup.manifest;
  const rows = tables.reduce((sum, { part }) => sum + part.content.bytes, 0);
  const [wanted, free] = [files.bytes + rows * ROOM_FACTOR, await freeBytesOf(dataFolder)()];
  if (free >= wanted) return;
  const [has, needs] = [free, wanted].map((bytes) => `${Math.ceil(bytes / 1e6)} MB`);
  throw new Refusal(`Restore into ${dataFolder}: the disk has room for ${has}, and ${needs} are needed.`);
}

const STATE_PATH =
  /^(signer\/[0-9a-f]+\/(key\.pem|head)|log\/[a-z0-9-]+\/(checkpoint|witnessed)|backup\/name-key|settings\/[a-z0-9.-]+)$/;

async function restoreState({ backup, dataFolder, clock }: RestoreOrder): Promise<void> {
  const texts = await readState(backup);
  makePrivateFolder(join(dataFolder, 'signer'));
  makePrivateFolder(join(dataFolder, 'backup'));
  for (const [path, text] of texts) {
    if (!STATE_PATH.test(path)) throw new Refusal(`Restore ${backup.manifest.state.path}: it holds ${path}.`);
    // Settings are for a person to look at: another machine may need others.
    const place = join(dataFolder, path.replace(/^settings\//, 'restored-settings/'));
    mkdirSync(dirname(place), { recursive: true, mode: path.startsWith('log/') ? 0o755 : 0o700 });
    writeSynced(place, text);
    syncFolder(dirname(place));
  }
  const mark = { backup: backup.id, snapshotAt: backup.manifest.snapshotAt, restoredAt: new Date(clock.now()) };
  for (const path of texts.keys()) {
    if (path.endsWith('/head')) writeSynced(join(dataFolder, dirname(path), RESTORED), `${JSON.stringify(mark)}\n`);
  }
}

async function restoreDatabase(order: RestoreOrder): Promise<void> {
  const { backup, dataFolder, databaseUrl, say } = order;
  const { manifest } = backup;
  const database = await openEmptyDatabase({ dataFolder, databaseUrl, purpose: 'restore', say });
  try {
    await migrate(database.owner, undefined, { last: manifest.migrations.at(-1)?.number ?? 0 });
    await loadDatabase(database.owner, manifest, (part) => readPart(backup, part, { isCompressed: true }));
    for (const log of manifest.logs) await compareLog(database.owner, log);
  } catch (error) {
    if (databaseUrl !== null)
      say('The database of DATABASE_URL may hold a part now: make it anew before you try again.');
    throw error;
  } finally {
    await database.close();
  }
}

/** @throws Refusal where the log of the rows is not the one of the manifest. */
async function compareLog(sql: Sql, { mission, origin, size, root, rows }: LogRecord): Promise<void> {
  if (mission === null || root === null) return;
  const [found] = await sql<{ id: string }[]>`select id from mission where slug = ${mission}`;
  const log = await logOfRows(sql, found?.id ?? '', [size]);
  if (log.rows === rows && log.roots.get(size) === root) return;
  throw new Refusal(
    `Restore the log ${origin}: its rows make ${log.rows} entries with the root ${log.roots.get(size)} at ${size}; ` +
      `wanted ${rows} with ${root}.`,
  );
}

async function restoreFiles({ backup, dataFolder }: RestoreOrder, { objects }: Damage): Promise<readonly string[]> {
  const folders = new Set<string>();
  const leftOut: string[] = [];
  let waiting: Promise<void>[] = [];
  for await (const { path, part } of filesOf(backup)) {
    const fault = objects.get(part.path);
    if (fault !== undefined) {
      leftOut.push(`${path}\t${part.path}: ${fault}`);
      continue;
    }
    const place = join(dataFolder, path);
    if (!folders.has(dirname(place))) await mkdir(dirname(place), { recursive: true });
    folders.add(dirname(place));
    waiting.push(writeFile(place, readPart(backup, part, { isCompressed: false })));
    if (waiting.length < AT_ONCE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  for (const folder of folders) syncFolder(folder);
  if (leftOut.length > 0) writeSynced(join(dataFolder, LEFT_OUT), `${leftOut.join('\n')}\n`);
  return leftOut;
}

async function writeFile(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const mode = path.includes('/files/content/') ? 0o600 : 0o644;
  await pipeline(content, createWriteStream(path, { mode }));
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The folder was empty before, or was made with those above it from `made` on. */
function removeAll(dataFolder: string, made: string | undefined): void {
  const link = join(dataFolder, 'postgres');
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true && existsSync(link)) {
    rmSync(realpathSync(link), { recursive: true, force: true });
  }
  for (const name of readdirSync(dataFolder)) rmSync(join(dataFolder, name), { recursive: true, force: true });
  if (made === undefined) return;
  for (let folder = dataFolder; ; folder = dirname(folder)) {
    rmdirSync(folder);
    if (resolve(folder) === resolve(made)) return;
  }
}
