import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { AlarmKind, AlarmWhat, LogAlarm } from '../log-standing.ts';

/** Something that was found to be other than it was logged or stored. */
export interface FoundAlarm {
  readonly id: string;
  /** Null: a file that no report of any mission names. */
  readonly missionId: string | null;
  readonly kind: AlarmKind;
  /** Index of the entry in the log, or SHA-256 of the file. */
  readonly place: string;
  readonly what: AlarmWhat;
}

/** More alarms of one mission than these are not listed: they have one cause. */
const MOST_LISTED = 200;

/** Stores what was found; what is open at the same place is counted up. Of several at one place the first is taken. */
export async function raiseAlarms(sql: Db, found: readonly FoundAlarm[], at: Date): Promise<void> {
  const places = new Map<string, FoundAlarm>();
  for (const alarm of found) {
    const key = JSON.stringify([alarm.missionId, alarm.kind, alarm.place]);
    if (!places.has(key)) places.set(key, alarm);
  }
  for (const { id, missionId, kind, place, what } of places.values()) {
    await sql`
      insert into log_alarm (id, mission_id, kind, place, what, first_at, last_at)
      values (${id}, ${missionId}, ${kind}, ${place}, ${what}, ${at}, ${at})
      on conflict (mission_id, kind, place) where settled_at is null
      do update set count = log_alarm.count + 1, what = excluded.what,
        last_at = greatest(log_alarm.last_at, excluded.last_at)`;
  }
}

interface AlarmRow extends Omit<LogAlarm, 'firstAt' | 'lastAt' | 'settled'> {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly settledAt: Date | null;
  readonly settledByName: string | null;
  readonly reason: string | null;
}

const columns = (sql: Db) => sql`
  id, kind, place, what, mission_id is not null as "isOfMission", first_at as "firstAt", last_at as "lastAt", count,
  settled_at as "settledAt", settled_by_name as "settledByName", reason`;

/** The alarms of a mission, and those of files that may be of any: open ones first, then the newest; 200 at most. */
export async function listAlarms(sql: Db, missionId: string): Promise<LogAlarm[]> {
  const rows = await sql<AlarmRow[]>`
    select ${columns(sql)} from log_alarm where mission_id = ${missionId} or mission_id is null
    order by settled_at is not null, last_at desc, id limit ${MOST_LISTED}`;
  return rows.map(alarmOf);
}

/** How many alarms of each mission are open; without a name: those of files that no report names. */
export async function countOpenAlarms(sql: Db): Promise<{ readonly slug: string | null; readonly count: number }[]> {
  return await sql<{ slug: string | null; count: number }[]>`
    select m.slug, count(*)::int as count from log_alarm a left join mission m on m.id = a.mission_id
    where a.settled_at is null group by m.slug order by m.slug`;
}

/** Settles an open alarm that `listAlarms` has. @throws Problem `not-found`; `conflict` where it was settled before. */
export async function settleAlarm(
  sql: Db,
  missionId: string,
  settled: {
    readonly id: string;
    readonly at: Date;
    readonly by: { id: string; name: string };
    readonly reason: string;
  },
): Promise<LogAlarm> {
  const { id, at, by, reason } = settled;
  const rows = await sql<AlarmRow[]>`
    update log_alarm set settled_at = ${at}, settled_by = ${by.id}, settled_by_name = ${by.name}, reason = ${reason}
    where id = ${id} and (mission_id = ${missionId} or mission_id is null) and settled_at is null
    returning ${columns(sql)}`;
  if (rows[0] !== undefined) return alarmOf(rows[0]);
  const known = await sql`
    select from log_alarm where id = ${id} and (mission_id = ${missionId} or mission_id is null)`;
  throw new Problem(known.length === 0 ? 'not-found' : 'conflict', { what: `alarm ${id}` });
}

function alarmOf({ settledAt, settledByName, reason, ...row }: AlarmRow): LogAlarm {
  const isSettled = settledAt !== null && settledByName !== null && reason !== null;
  return {
    ...row,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    settled: isSettled ? { at: settledAt.toISOString(), by: settledByName, reason } : null,
  };
}
