import type { Sql } from 'postgres';
import type { Clock } from '../../../kernel/time/clock.ts';
import { type BackupFault, findBackupFault, lastBackup } from '../../../platform/backup/last-backup.ts';

/** What is needed to tell of backups that fail or stay away. */
export interface BackupWatch {
  readonly sql: Sql;
  readonly dataFolder: string;
  /** How often there should be one. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 300_000;

/**
 * Tells of backups that fail or stay away, each time that it gets worse. @returns what to say at the start, and how it ends.
 */
export async function watchBackups(
  watch: BackupWatch,
): Promise<{ readonly warnings: readonly string[]; close(): void }> {
  const tell = tellerOf(watch);
  const first = tell.look();
  const timer = setInterval(() => {
    const found = tell.look();
    if (found !== null) watch.say(`ALARM: ${found}`);
  }, LOOK_EVERY_MS).unref();
  const isTold = first !== null && (await hasMission(watch.sql));
  return { warnings: isTold ? [first] : [], close: () => clearInterval(timer) };
}

/** Looks how it stands; what was told already is not told again. */
export function tellerOf({ dataFolder, everyMs, clock }: Omit<BackupWatch, 'sql' | 'say'>): { look(): string | null } {
  let told = '';
  return {
    look: () => {
      const fault = findBackupFault(lastBackup(dataFolder), { now: new Date(clock.now()), everyMs });
      const words = fault === null ? '' : wordsOf(fault);
      if (words === told) return null;
      told = words;
      return words === '' ? null : words;
    },
  };
}

function wordsOf(fault: BackupFault): string {
  switch (fault.kind) {
    case 'none':
      return 'No backup was taken yet. See: scrutineer backup --help.';
    case 'failed':
      return `The backup of ${fault.at.toISOString()} failed: ${fault.reason}.`;
    case 'late':
      return `The last good backup holds what was there at ${fault.at.toISOString()}: a newer one is overdue.`;
  }
}

/** Who only tries the desk needs none. */
async function hasMission(sql: Sql): Promise<boolean> {
  const [found] = await sql<{ any: boolean }[]>`select exists (select from mission) as any`;
  return found?.any === true;
}
