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
  /** Stores alarms of files that a backup missed at that moment. */
  readonly onMissing: (sha256: readonly string[], at: Date) => Promise<void>;
}

const LOOK_EVERY_MS = 300_000;

/**
 * Tells of backups that fail or stay away, each time that it gets worse. @returns what to say at the start, and how it ends.
 */
export async function watchBackups(
  watch: BackupWatch,
): Promise<{ readonly warnings: readonly string[]; close(): void }> {
  const tell = tellerOf(watch);
  const missed = missingTellerOf(watch);
  const first = tell.look();
  const lost = await missed.look();
  const timer = setInterval(() => {
    const found = tell.look();
    if (found !== null) watch.say(`ALARM: ${found}`);
    void missed.look().then((line) => line !== null && watch.say(`ALARM: ${line}`));
  }, LOOK_EVERY_MS).unref();
  const isTold = first !== null && (await hasMission(watch.sql));
  return {
    warnings: [...(isTold ? [first] : []), ...(lost === null ? [] : [lost])],
    close: () => clearInterval(timer),
  };
}

/** Looks whether a backup since the last look missed files that reports name: those become alarms. */
export function missingTellerOf({ dataFolder, onMissing }: Pick<BackupWatch, 'dataFolder' | 'onMissing'>): {
  look(): Promise<string | null>;
} {
  let seen = '';
  return {
    look: async () => {
      const { good } = lastBackup(dataFolder);
      if (good === null || good.id === seen) return null;
      seen = good.id;
      if (good.missing === undefined) return null;
      await onMissing(good.missing.sha256, good.at);
      return `${good.missing.count} files that reports name are missing or altered, as the backup ${good.id} found.`;
    },
  };
}

/** Looks how it stands; what was told already is not told again. */
export function tellerOf({ dataFolder, everyMs, clock }: Omit<BackupWatch, 'sql' | 'say' | 'onMissing'>): {
  look(): string | null;
} {
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
