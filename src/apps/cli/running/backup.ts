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
  synopsis: '[--to FOLDER] [--recipient age1…|FILE]',
  summary: 'Back up everything, encrypted, while the server serves or without it',
  details: [
    '--to FOLDER          on another disk; a second backup there copies only files that are new; SCRUTINEER_BACKUP_TO',
    '--recipient age1…    whose key opens it: several with commas, or a file; SCRUTINEER_BACKUP_RECIPIENT',
    'scrutineer backup-key makes a pair of keys. The private one is never needed here: keep it elsewhere, twice.',
    'SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const given = readArguments(terminal.args, { words: [], values: BACKUP_VALUES as unknown as string[] });
  const { folder, recipients } = readBackupSettings(given, terminal);
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
    tellBackup(await doBackup(owner, { folder, recipients, dataFolder }, terminal), terminal);
    return 0;
  } finally {
    await owner.end({ timeout: 5 });
    await database.close();
  }
}
