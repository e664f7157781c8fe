import type { TransactionSql } from 'postgres';
import { takeTime } from '../../../../platform/db/time-limits.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';

/** What a report answers to a question of turnout. */
export interface TurnoutAnswer {
  readonly report: string;
  readonly ordinal: number;
  readonly day: string;
  /** When it was filled: after midnight of the day, in the zone of the plan. */
  readonly filledMinutes: number;
  readonly filledAt: Date;
  readonly station: string;
  /** `HH:MM`; null: that of the report. */
  readonly at: string | null;
  readonly dayBeginsAt: number;
  readonly voted: string | null;
  /** Null: it says nothing, or is not asked. */
  readonly registered: string | null;
  /** Whether the report is asked, and not the register. */
  readonly asksRegistered: boolean;
}

/** What is kept of one. */
export interface SeenRow {
  readonly report: string;
  readonly minutes: number;
  readonly day: string;
  readonly station: string;
  readonly voted: number;
  readonly registered: number | null;
  readonly filledAt: Date;
  readonly ordinal: number;
}

/** Missions in which something is to be looked at, with whether everything is, as questions, plan or register have changed. */
export async function listUnseen(
  sql: Db,
): Promise<{ missionId: string; electionId: string | null; isAnew: boolean }[]> {
  return await sql<{ missionId: string; electionId: string | null; isAnew: boolean }[]>`
    select mission_id as "missionId", election_id as "electionId", made_as is distinct from wanted_as as "isAnew"
    from ${makingTable(sql)} m
    where made_as is distinct from wanted_as or exists (select from turnout_due d where d.mission_id = m.mission_id)
    order by 1`;
}

/** By what the rows of each mission were made, and by what they are to be: where that is another, they are made anew. */
const makingTable = (sql: Db) => sql`(
  select s.mission_id, m.election_id, s.made_as,
    concat_ws(' ', s.revision, coalesce(e.revision, -1), p.zone, p.day_begins_at) as wanted_as
  from turnout_settings s join mission m on m.id = s.mission_id
  left join election e on e.id = m.election_id left join plan_settings p on p.mission_id = s.mission_id
)`;

/** Has all reports of a mission looked at anew. */
export async function beginAnew(sql: TransactionSql, missionId: string): Promise<void> {
  // A million reports are noted at once.
  await takeTime(sql);
  await sql`select from turnout_settings where mission_id = ${missionId} for update`;
  await sql`delete from turnout_seen where mission_id = ${missionId}`;
  await sql`
    insert into turnout_due (report_id, mission_id)
    select r.id, r.mission_id from report r join turnout_settings s on s.mission_id = r.mission_id
    where r.mission_id = ${missionId} and r.form_uuid = any (s.forms) and r.state = 'read'
    on conflict do nothing`;
  await sql`
    update turnout_settings s set made_as = m.wanted_as from ${makingTable(sql)} m
    where s.mission_id = ${missionId} and m.mission_id = s.mission_id`;
}

/** Takes some of the reports that are to be looked at, and forgets what was kept of them. */
export async function takeDue(sql: TransactionSql, missionId: string, most: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    delete from turnout_due where report_id in (
      select report_id from turnout_due where mission_id = ${missionId} order by report_id limit ${most} for update skip locked
    ) returning report_id as id`;
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await sql`delete from turnout_seen where mission_id = ${missionId} and report_id = any (${ids}::uuid[])`;
  return ids;
}

/** What those of these reports that stand, and name a station, answer to the questions of turnout. */
export async function loadAnswers(
  sql: TransactionSql,
  missionId: string,
  ids: readonly string[],
): Promise<TurnoutAnswer[]> {
  return await sql<TurnoutAnswer[]>`
    select r.id as report, r.ordinal, r.station, d.day::text as day, l.at as "filledAt", d.begins as "dayBeginsAt",
      round(extract(epoch from l.local - d.day) / 60)::int as "filledMinutes", q.at,
      a.answers ->> q.voted as voted, a.answers ->> q.registered as registered, q.registered is not null as "asksRegistered"
    from report r
    join report_reading a on a.report_id = r.version_report_id and a.sha256 = r.version_sha256 and a.answers is not null
    join turnout_settings s on s.mission_id = r.mission_id
    left join plan_settings p on p.mission_id = r.mission_id
    cross join lateral jsonb_to_recordset(s.questions) as q ("formUuid" uuid, voted text, at text, registered text)
    cross join lateral (
      select coalesce(r.filled_at, r.first_at) as at, coalesce(r.filled_at, r.first_at) at time zone coalesce(p.zone, 'UTC') as local
    ) l
    cross join lateral (
      select coalesce(p.day_begins_at, 0) as begins, (l.local - make_interval(hours => coalesce(p.day_begins_at, 0)))::date as day
    ) d
    where r.mission_id = ${missionId} and r.id = any (${ids as string[]}::uuid[]) and r.state = 'read' and r.station is not null
      and q."formUuid" = r.form_uuid`;
}

/** Keeps what reports say. */
export async function saveSeen(sql: TransactionSql, missionId: string, rows: readonly SeenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into turnout_seen (mission_id, report_id, minutes, day, station, voted, registered, filled_at, ordinal)
    select ${missionId}::uuid, r.report, r.minutes, r.day, r.station, r.voted, r.registered, r."filledAt", r.ordinal
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (report uuid, minutes smallint, day date, station text,
      voted integer, registered integer, "filledAt" timestamptz, ordinal integer)
    -- A time that a question names, and one that another is rounded to.
    on conflict (mission_id, report_id, minutes) do nothing`;
}
