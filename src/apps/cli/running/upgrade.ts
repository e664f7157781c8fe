import type { Sql } from 'postgres';
import { type Database, openDatabase } from '../../../platform/db/connect.ts';
import { findCluster } from '../../../platform/db/embedded/place-cluster.ts';
import { findPending, migrate } from '../../../platform/db/migrate.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { freeBytesOf } from '../../../platform/files/blobs/disk-room.ts';
import { readDatabase } from '../../server/settings.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { BACKUP_VALUES, readBackupSettings } from './backup-settings.ts';
import { doBackup, tellBackup } from './do-backup.ts';
import { programVersion } from './program-version.ts';

/** `scrutineer upgrade`: brings the data folder of an older version up to date, after a backup. */
export const upgrade: Command = {
  name: 'upgrade',
  synopsis: '[--to FOLDER] [--recipient age1…|FILE] [--without-backup]',
  summary: 'Bring the data of an older version up to date, all or nothing, after a backup',
  details: [
    'Stop the server first. The backup is taken as by scrutineer backup, with the same options and environment.',
    '--without-backup  where you have one already, or nothing to lose; where there is nothing to do, none is asked for',
    'Where a step fails, nothing was changed, and the version before can be started.',
  ],
  run,
};

/** Tables may be written anew as a whole, and what is written is written twice. */
const ROOM_FACTOR = 2;

async function run(terminal: Terminal): Promise<number> {
  const values = BACKUP_VALUES as unknown as string[];
  const given = readArguments(terminal.args, { words: [], flags: ['without-backup'], values });
  const { dataFolder, databaseUrl } = readDatabase(terminal.environment, terminal.folder);
  if (databaseUrl === null && findCluster(dataFolder) === null) {
    throw new Refusal(`Upgrade ${dataFolder}: there is nothing in it. Set SCRUTINEER_DATA to the data folder.`);
  }
  const database = await openDatabase({
    ...{ dataFolder, databaseUrl, purpose: 'upgrade', sharing: 'alone', schema: 'as-it-is', say: terminal.note },
  });
  const owner = database.owner();
  try {
    return await bringUpToDate({ owner, database, terminal, dataFolder, given });
  } finally {
    await owner.end({ timeout: 5 });
    await database.close();
  }
}

interface Upgrading {
  readonly owner: Sql;
  readonly database: Database;
  readonly terminal: Terminal;
  readonly dataFolder: string;
  readonly given: Arguments;
}

async function bringUpToDate({ owner, database, terminal, dataFolder, given }: Upgrading): Promise<number> {
  const pending = await findPending(owner);
  if (pending.length === 0) {
    terminal.out(`Nothing to do: ${database.place} is up to date with version ${programVersion()}.`);
    return 0;
  }
  const place = placeOf(given, { terminal, dataFolder });
  terminal.note(`${pending.length} steps: ${pending.map(({ name }) => name).join(', ')}`);
  await requireRoom(owner, dataFolder);
  if (place === null) terminal.note('No backup is taken.');
  else tellBackup(await doBackup(owner, place, terminal), terminal);
  const { applied } = await migrate(owner);
  for (const name of applied) terminal.out(`done: ${name}`);
  terminal.out(`${database.place} is up to date with version ${programVersion()}.`);
  return 0;
}

/** Where the backup before it goes; null: none is wanted. @throws WrongUsage where that is not said. */
function placeOf(given: Arguments, { terminal, dataFolder }: Pick<Upgrading, 'terminal' | 'dataFolder'>) {
  if (given.flags.has('without-backup')) return null;
  const { folder, recipients } = readBackupSettings(given, terminal);
  if (folder !== null && recipients !== null) return { folder, recipients, dataFolder };
  throw new WrongUsage(
    'Upgrade: a backup comes first. Give --to FOLDER and --recipient age1…, or --without-backup where you have one.',
  );
}

/** The disk of an own PostgreSQL is not seen from here. */
async function requireRoom(owner: Sql, dataFolder: string): Promise<void> {
  const [found] = await owner<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`;
  const [has, needs] = [await freeBytesOf(dataFolder)(), (found?.bytes ?? 0) * ROOM_FACTOR];
  if (has >= needs) return;
  const [free, wanted] = [has, needs].map((bytes) => `${Math.ceil(bytes / 1e6)} MB`);
  throw new Refusal(`Upgrade ${dataFolder}: the disk has room for ${free}, and a step may need ${wanted}.`);
}
