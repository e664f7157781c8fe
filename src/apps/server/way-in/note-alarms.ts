import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { EvidenceFault } from '../../../features/field/reports/jobs/check-evidence.ts';
import { findMissionsOfFile } from '../../../features/field/reports/store/load-evidence.ts';
import { type FoundAlarm, raiseAlarms } from '../../../features/mission/logs/store/keep-alarms.ts';
import { findMission } from '../../../features/mission/missions/store.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import type { Clock } from '../../../kernel/time/clock.ts';

/** What alarms are stored with. */
export interface AlarmParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Stores what in the database is not what was logged, for the desk. That it could not be stored is logged. */
export async function noteAlteredRows(parts: AlarmParts, faults: readonly EvidenceFault[]): Promise<void> {
  await note(parts, async () => {
    const found: FoundAlarm[] = [];
    for (const { mission, index, what } of faults) {
      const missionId = (await findMission(parts.sql, mission))?.id;
      if (missionId === undefined) continue;
      found.push({ id: randomUUID(), missionId, kind: 'database-altered', place: String(index), what });
    }
    return found;
  });
}

/** Stores that a file is not what its hash says: an alarm of each mission that has it, or of none. Errors as above. */
export async function noteAlteredFile(parts: AlarmParts, sha256: Uint8Array): Promise<void> {
  await note(parts, async () => {
    const missions = await findMissionsOfFile(parts.sql, sha256);
    const place = formatHex(sha256);
    return (missions.length === 0 ? [null] : missions).map((missionId) => ({
      id: randomUUID(),
      missionId,
      kind: 'file-altered',
      place,
      what: 'file',
    }));
  });
}

/**
 * Stores that a backup missed files that reports name, or found them altered. What was noted since is not counted
 * again, for a server that starts once more finds the same backup; nor what somebody has settled: it is lost for good.
 *
 * @returns whether they are stored; else it has to be tried again.
 */
export async function noteMissingFiles(parts: AlarmParts, sha256: readonly string[], at: Date): Promise<boolean> {
  return await note(parts, async () => {
    const found: FoundAlarm[] = [];
    for (const place of sha256) {
      const known = await parts.sql`
        select from log_alarm
        where kind = 'file-altered' and place = ${place} and (last_at >= ${at} or settled_at is not null) limit 1`;
      if (known.length > 0) continue;
      const missions = await findMissionsOfFile(parts.sql, Buffer.from(place, 'hex'));
      for (const missionId of missions)
        found.push({ id: randomUUID(), missionId, kind: 'file-altered', place, what: 'file' });
    }
    return found;
  });
}

/** The terminal and the program's log have been told before: where the database does not take an alarm, they are what is left. */
async function note({ sql, clock, log }: AlarmParts, find: () => Promise<FoundAlarm[]>): Promise<boolean> {
  try {
    await raiseAlarms(sql, await find(), new Date(clock.now()));
    return true;
  } catch (error) {
    log.error({ err: error }, 'an alarm could not be stored');
    return false;
  }
}
