import type { Sql } from 'postgres';
import { writeAudit } from '../../../platform/db/audit.ts';
import { type RestoredMark, removeRestoredMark } from '../../../platform/log/signer/restored-mark.ts';

/** A log that was put back. */
export interface RestoredLog {
  readonly sql: Sql;
  /** The folder of its signer's record. */
  readonly folder: string;
  readonly mark: RestoredMark;
}

/** Who lets it grow again, and why. */
export interface Reopening {
  readonly slug: string;
  readonly reason: string | null;
  readonly actorName: string;
  readonly at: Date;
  /** Whose sightings were compared. */
  readonly heard: readonly string[];
  /** How many entries were got back. */
  readonly taken: number;
}

/** Lets a log grow that was put back from a backup; that it was, and why it may grow, stands in the history for good. */
export async function reopenLog({ sql, folder, mark }: RestoredLog, reopening: Reopening): Promise<void> {
  const { slug, reason, actorName, at, heard, taken } = reopening;
  await writeAudit(sql, {
    at,
    actorId: null,
    actorName,
    action: 'log.reopened',
    electionId: null,
    subjectKind: 'mission',
    subjectKey: slug,
    reason,
    details: { backup: mark.backup, snapshotAt: mark.snapshotAt, compared: heard.join(', '), entriesTaken: taken },
  });
  removeRestoredMark(folder);
}
