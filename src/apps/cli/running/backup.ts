import { openDatabase } from '../../../platform/db/connect.ts';
import { findCluster } from '../../../platform/db/embedded/place-cluster.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { readDatabase } from '../../server/settings.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { BACKUP_VALUES, readBackupSettings } from './backup-settings.ts';
import { doBackup, tellBackup } from './do-backup.ts';

/** `scrutineer backup`: everything that a server holds, for a key that is not on it. */
export const backup: Command = {
  name: 'backup',
  synopsis: '[--to FOLDER] [--recipient age1…|FILE] [--check]',
  summary: 'Back up everything, encrypted, while the server serves or without it',
  details: [
    '--to FOLDER          on another disk; a second backup there copies only files that are new; SCRUTINEER_BACKUP_TO',
    '--recipient age1…    whose key opens it: several with commas, or a file; SCRUTINEER_BACKUP_RECIPIENT',
    '--check              reads all that lies there from earlier backups; else a fourteenth of it, another each time',
    'scrutineer backup-key makes a pair of keys. The private one is never needed here: keep it elsewhere, twice.',
    'Status 3: it is whole, but the server has lost files that reports name, or holds them altered.',
    'SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

/** Status where the backup is whole, but the server itself has lost files that reports name: a timer notices it. */
const FILES_MISSING = 3;

async function run(terminal: Terminal): Promise<number> {
  const given = readArguments(terminal.args, { words: [], flags: ['check'], values: [...BACKUP_VALUES] });
  const { folder, recipients } = readBackupSettings(given, terminal);
  const isWholeCheck = given.flags.has('check');
  if (folder === null) throw new WrongUsage('Back up where to? Give --to FOLDER, or set SCRUTINEER_BACKUP_TO.');
  if (recipients === null) {
    throw new WrongUsage('For whose key? Give --recipient age1…; scrutineer backup-key makes a pair of keys.');
  }
  const { dataFolder, databaseUrl } = readDatabase(terminal.environment, terminal.folder);
  if (databaseUrl === null && findCluster(dataFolder) === null) {
    throw new Refusal(`Back up ${dataFolder}: there is nothing in it. Set SCRUTINEER_DATA to the data folder.`);
  }
  const database = await openDatabase({
    ...{ dataFolder, databaseUrl, purpose: 'backup', sharing: 'join', schema: 'as-it-is', say: terminal.note },
  });
  const owner = database.owner();
  try {
    const taken = await doBackup(owner, { folder, recipients, dataFolder, isWholeCheck }, terminal);
    tellBackup(taken, terminal);
    return taken.manifest.files.missingCount > 0 ? FILES_MISSING : 0;
  } finally {
    await owner.end({ timeout: 5 });
    await database.close();
  }
}
