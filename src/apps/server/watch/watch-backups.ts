import type { Sql } from 'postgres';
import { EXERCISE_BEGINNING } from '../../../features/mission/missions/observation-mission.ts';
import type { BackupsBody } from '../../../features/office/backups/contract.ts';
import type { BackupGround } from '../../../features/office/backups/routes.ts';
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
  /** Stores alarms of files that a backup missed at that moment. @returns whether it could. */
  readonly onMissing: (sha256: readonly string[], at: Date) => Promise<boolean>;
}

const LOOK_EVERY_MS = 300_000;
/** The command that took the backup has named them all. */
const MOST_TOLD = 5;

/**
 * Tells of backups that fail or stay away, each time that it gets worse. @returns what to say at the start, and how it ends.
 */
export async function watchBackups(
  watch: BackupWatch,
): Promise<{ readonly warnings: readonly string[]; close(): void }> {
  const tell = tellerOf(watch);
  const [missed, mended] = [missingTellerOf(watch), mendedTellerOf(watch)];
  const first = tell.look();
  const others = [await missed.look(), mended.look()].filter((line) => line !== null);
  const timer = setInterval(() => {
    for (const found of [tell.look(), mended.look()]) if (found !== null) watch.say(`ALARM: ${found}`);
    void missed.look().then((line) => line !== null && watch.say(`ALARM: ${line}`));
  }, LOOK_EVERY_MS).unref();
  const isTold = first !== null && (await hasMission(watch.sql));
  return {
    warnings: [...(isTold ? [first] : []), ...others],
    close: () => clearInterval(timer),
  };
}

/**
 * Looks whether a backup since the last look missed files that reports name: those become alarms, and where they cannot be
 * stored they are tried again at the next look.
 */
export function missingTellerOf({ dataFolder, onMissing }: Pick<BackupWatch, 'dataFolder' | 'onMissing'>): {
  look(): Promise<string | null>;
} {
  let [stored, told] = ['', ''];
  return {
    look: async () => {
      const { good } = lastBackup(dataFolder);
      if (good?.missing === undefined) return null;
      if (good.id !== stored && (await onMissing(good.missing.sha256, good.at))) stored = good.id;
      if (good.id === told) return null;
      told = good.id;
      return `${good.missing.count} files that reports name are missing or altered, as the backup ${good.id} found.`;
    },
  };
}

/** Looks whether a backup since the last look found earlier ones damaged where they lie. */
export function mendedTellerOf({ dataFolder }: Pick<BackupWatch, 'dataFolder'>): { look(): string | null } {
  let told = '';
  return {
    look: () => {
      const { good } = lastBackup(dataFolder);
      if (good?.mended === undefined || good.id === told) return null;
      told = good.id;
      const first = good.mended.what.slice(0, MOST_TOLD).join('; ');
      const more = good.mended.count > MOST_TOLD ? `; and ${good.mended.count - MOST_TOLD} more` : '';
      return `${good.mended.count} objects of earlier backups were damaged in ${good.folder} and were written anew by the backup ${good.id}: ${first}${more}. Look after that disk.`;
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

/** How it stands with the backups of a data folder, for the desk. */
export function backupsOf({ dataFolder, everyMs }: Pick<BackupWatch, 'dataFolder' | 'everyMs'>): BackupGround {
  return {
    look: (now) => {
      const record = lastBackup(dataFolder);
      const { good } = record;
      return {
        fault: onWire(findBackupFault(record, { now, everyMs })),
        good: good && {
          holdsAt: good.snapshotAt.toISOString(),
          id: good.id,
          missing: good.missing?.count ?? 0,
          mended: good.mended?.count ?? 0,
        },
      };
    },
  };
}

function onWire(fault: BackupFault | null): BackupsBody['fault'] {
  return fault === null || fault.kind === 'none' ? fault : { ...fault, at: fault.at.toISOString() };
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

/** Who only tries the desk, or rehearses, needs none. */
async function hasMission(sql: Sql): Promise<boolean> {
  const [found] = await sql<{ any: boolean }[]>`
    select exists (select from mission where not starts_with(slug, ${EXERCISE_BEGINNING})) as any`;
  return found?.any === true;
}
