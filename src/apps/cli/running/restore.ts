import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseIdentities } from '../../../platform/backup/age/backup-keys.ts';
import { recipientsOf, wholeBackups } from '../../../platform/backup/backup-folder.ts';
import { type OpenedBackup, openBackup } from '../../../platform/backup/open-backup.ts';
import { LEFT_OUT, restoreBackup } from '../../../platform/backup/restore-backup.ts';
import { onDisk, Refusal, refusalOfDisk } from '../../../platform/db/refusal.ts';
import { readDatabase } from '../../server/settings.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';

/** `scrutineer restore`: puts a backup back. */
export const restore: Command = {
  name: 'restore',
  synopsis:
    '--from FOLDER --identity FILE --data FOLDER [--backup ID] [--manifest SHA-256] [--without-damaged-files] [--list]',
  summary: 'Put a backup back into an empty folder, after every part of it was checked',
  details: [
    '--from FOLDER       the folder of backups; the newest that is whole is taken',
    '--backup ID         another one: --list names them, and the public keys that each was taken for',
    '--identity FILE     the private key (AGE-SECRET-KEY-1…), as backup-key or age-keygen wrote it',
    '--data FOLDER       a new or empty folder: the data folder of the server from now on',
    '--manifest SHA-256  refuses a backup whose manifest is another than the one that backup told',
    '--without-damaged-files  leaves out files that are damaged in the backup, and names them; all else has to be whole',
    `Status 3: all else was put back, and files are missing; ${LEFT_OUT} in the new folder names them.`,
    'DATABASE_URL        restores into this database, which has to be empty, in place of the embedded one',
    'Afterwards no mission takes reports until it is settled that nothing newer is known elsewhere: log reopen.',
  ],
  run,
};

/** As `backup` ends where it could not have all files: a script notices it. */
const FILES_MISSING = 3;

async function run(terminal: Terminal): Promise<number> {
  const values = ['from', 'identity', 'data', 'backup', 'manifest'];
  const given = readArguments(terminal.args, { words: [], flags: ['list', 'without-damaged-files'], values });
  const from = resolve(terminal.folder, given.values.get('from') ?? missing('--from FOLDER'));
  if (!existsSync(from)) throw new Refusal(`Restore from ${from}: there is no such folder.`);
  if (given.flags.has('list')) return list(from, terminal);
  const dataFolder = resolve(terminal.folder, given.values.get('data') ?? missing('--data FOLDER'));
  const identities = readIdentities(given.values.get('identity') ?? missing('--identity FILE'), terminal);
  const backup = await openBackup({ folder: from, identities }, given.values.get('backup') ?? null);
  requireManifest(backup, given);
  const { databaseUrl } = readDatabase(terminal.environment, terminal.folder);
  const clock = { now: () => Date.now() };
  const isWithoutDamaged = given.flags.has('without-damaged-files');
  const order = { backup, dataFolder, databaseUrl, isWithoutDamaged, clock, say: terminal.note };
  const leftOut = await restoreBackup(order).catch((error: unknown) => {
    throw refusalOfDisk(`Restore ${backup.id} into ${dataFolder}; nothing stays of it`, error);
  });
  tell({ backup, leftOut, dataFolder }, terminal);
  return leftOut.length > 0 ? FILES_MISSING : 0;
}

function list(from: string, { out }: Terminal): number {
  const whole = wholeBackups(from);
  if (whole.length === 0) throw new Refusal(`List the backups in ${from}: found no backup that is whole.`);
  for (const id of whole) out([id, ...recipientsOf(from, id)].join('  '));
  return 0;
}

function requireManifest({ id, manifestSha256 }: OpenedBackup, { values }: Arguments): void {
  const wanted = values.get('manifest')?.toLowerCase();
  if (wanted === undefined || wanted === manifestSha256) return;
  throw new Refusal(
    `Restore ${id}: the SHA-256 of its manifest is ${manifestSha256}, wanted ${wanted}. It is another backup.`,
  );
}

function readIdentities(given: string, { folder }: Terminal): readonly string[] {
  const path = resolve(folder, given);
  if (!existsSync(path)) throw new Refusal(`Read the key ${path}: there is no such file.`);
  const identities = parseIdentities(onDisk(`Read the key ${path}`, () => readFileSync(path, 'utf8')));
  if (identities !== null) return identities;
  throw new Refusal(`Read the key ${path}: wanted lines that begin with AGE-SECRET-KEY-1; it holds something else.`);
}

interface Restored {
  readonly backup: OpenedBackup;
  /** Files that were damaged, with what is wrong. */
  readonly leftOut: readonly string[];
  readonly dataFolder: string;
}

function tell(
  { backup: { id, manifest, manifestSha256 }, leftOut, dataFolder }: Restored,
  { out, note }: Terminal,
): void {
  for (const { name, rows } of manifest.tables) if (rows > 0) out(`${name}: ${rows} rows`);
  const { count, bytes } = manifest.files;
  if (leftOut.length === 0) out(`${count} files with ${bytes} bytes, each compared with its hash`);
  else out(`${count - leftOut.length} files of ${count}, each compared with its hash`);
  for (const what of leftOut) out(`MISSING: ${what.replace('\t', ' (')})`);
  for (const { origin, size, root, rows } of manifest.logs)
    out(`log ${origin}: ${rows} entries, signed ${size}, root ${root}`);
  const whole = leftOut.length === 0 ? 'all of it' : `all but ${leftOut.length} damaged files`;
  out(`Restored ${id} into ${dataFolder}: ${whole} is what its manifest says (SHA-256 ${manifestSha256}).`);
  if (leftOut.length > 0) {
    note(`ALARM: ${leftOut.length} files are damaged in the backup and missing now: ${join(dataFolder, LEFT_OUT)}`);
  }
  if (manifest.files.missingCount > 0) {
    note(`${manifest.files.missingCount} files that reports name were missing already when the backup was taken.`);
  }
  const slugs = manifest.logs.flatMap(({ mission }) => (mission === null ? [] : [mission]));
  if (slugs.length === 0) return;
  note(
    `No mission takes reports yet. For each, when you have seen what was published last: scrutineer log reopen --mission ${slugs.join('|')}`,
  );
}

function missing(option: string): never {
  throw new WrongUsage(`${option} is missing; see scrutineer restore --help.`);
}
