import { mkdirSync } from 'node:fs';
import type { Sql } from 'postgres';
import { eachFile } from '../../../features/field/reports/store/each-file.ts';
import { backupMemory, noteFailedBackup } from '../../../platform/backup/last-backup.ts';
import { type TakenBackup, takeBackup } from '../../../platform/backup/take-backup.ts';
import { takeLock } from '../../../platform/db/embedded/hold-lock.ts';
import { Refusal, wordDiskFault } from '../../../platform/db/refusal.ts';
import type { Terminal } from '../command.ts';
import { settingsOf } from './backup-settings.ts';
import { programVersion } from './program-version.ts';
import { requireOutside } from './require-outside.ts';

/** Where a backup goes, and for whom. */
export interface BackupPlace {
  readonly folder: string;
  readonly recipients: readonly string[];
  readonly dataFolder: string;
  /** Whether everything that lies there from earlier backups is read and compared. */
  readonly isWholeCheck?: boolean;
}

/**
 * Takes a backup; only one at a time of a data folder. What came of it is noted in the data folder, for the server to tell.
 *
 * @param owner one connection to its database, as the login that owns the schema.
 * @throws Refusal where it failed, with the reason.
 */
export async function doBackup(owner: Sql, place: BackupPlace, terminal: Terminal): Promise<TakenBackup> {
  const { folder, recipients, dataFolder, isWholeCheck = false } = place;
  requireOutside(`Back up to ${folder}`, folder, dataFolder);
  const own = backupMemory(dataFolder);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const lock = takeLock(own, 'backup');
  if (!('release' in lock)) throw new Refusal(`Back up ${dataFolder}: process ${lock.pid} does so already.`);
  try {
    return await takeBackup({
      ...{ folder, recipients, dataFolder, isWholeCheck, sql: owner, namedFiles: eachFile, say: terminal.note },
      settings: settingsOf(terminal.environment, terminal.folder),
      program: programVersion(),
      clock: { now: () => Date.now() },
    });
  } catch (error) {
    const reason = reasonOf(error);
    noteFailedBackup(dataFolder, { at: new Date(), reason });
    if (isBug(error)) throw error;
    throw new Refusal(`Back up to ${folder}: ${reason}. What was copied of files stays there, and is gone on with.`);
  } finally {
    lock.release();
  }
}

/** Tells what a backup holds. */
export function tellBackup({ manifest, manifestSha256, files }: TakenBackup, { out, note }: Terminal): void {
  for (const { origin, size, root, rows } of manifest.logs)
    out(`log ${origin}: ${rows} entries, signed ${size}, root ${root}`);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  out(
    `${manifest.tables.length} tables with ${rows} rows, ${manifest.files.count} files, of which ${files.newCount} are new`,
  );
  if (files.mended.length > 0) {
    note(`ALARM: ${files.mended.length} objects of earlier backups were damaged there, and were written anew:`);
    for (const what of files.mended) note(`  ${what}`);
  }
  if (manifest.files.missingCount > 0) {
    note(
      `ALARM: ${manifest.files.missingCount} files that reports name are missing or altered, and not in the backup:`,
    );
    for (const sha256 of manifest.files.missing) note(`  ${sha256}`);
  }
  out(`Backed up as ${manifest.id}. SHA-256 of its manifest: ${manifestSha256}`);
}

/** What the disk or the database says has a code. */
function isBug(error: unknown): boolean {
  return !(error instanceof Refusal) && (error as NodeJS.ErrnoException).code === undefined;
}

function reasonOf(error: unknown): string {
  return wordDiskFault(error) ?? (error as Error).message.replace(/\.$/, '');
}
