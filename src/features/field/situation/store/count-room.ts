import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { type FlowCount, MOST_CONFLICTS, type OpenCheck } from '../situation.ts';

/** Checks that are on, with what is kept of how many reports they flag. */
export async function listOpenChecks(sql: Db, missionId: string): Promise<OpenCheck[]> {
  return await sql<OpenCheck[]>`
    select c.id, v.title, v.severity, coalesce(c.other_uuid = c.form_uuid, false) as "isComparing",
      coalesce(n.reports, 0)::int as flagged
    from report_check c join report_check_version v on v.check_id = c.id and v.number = c.version
    left join lateral (
      select sum(bit_count(rows)) as reports from check_found f where f.check_id = c.id and f.state = 'flagged'
    ) n on true
    where c.mission_id = ${missionId} and c.is_on order by c.created_at, c.id`;
}

/** Stations in conflict: in a phase, over all (null) or in an area. */
export interface ConflictCount {
  readonly phase: string;
  readonly area: string | null;
  readonly stations: number;
}

/** Stations of a day of which a check that compares reports of one form says that they differ. */
export async function countConflicts(sql: Db, missionId: string, day: CalendarDate): Promise<ConflictCount[]> {
  return await sql<ConflictCount[]>`
    with flagged as materialized (
      select r.report_id from report_check c cross join lateral (
        select report_id from check_result r where r.check_id = c.id and r.state = 'flagged'
        order by ordinal desc limit ${MOST_CONFLICTS}
      ) r
      where c.mission_id = ${missionId} and c.is_on and c.other_uuid = c.form_uuid
    ), station as materialized (
      select distinct p.phase, p.station from flagged f
      join report_place p on p.mission_id = ${missionId} and p.report_id = f.report_id
      where p.lacks is null and p.day = ${day}
    )
    select s.phase, a.area, count(*)::int as stations from station s
    left join visited_station v on v.mission_id = ${missionId} and v.day = ${day} and v.phase = s.phase and v.station = s.station
    cross join lateral (select null as area union all select unnest(v.areas)) a
    group by s.phase, a.area`;
}

/** Of areas, those that lie in none of the others. */
export async function findWidest(sql: Db, electionId: string | null, keys: readonly string[]): Promise<Set<string>> {
  if (electionId === null || keys.length === 0) return new Set(keys);
  const rows = await sql<{ key: string }[]>`
    select key from record where election_id = ${electionId} and kind = 'place' and key = any (${keys as string[]}::text[])
      and coalesce(cells ->> 'parent', '') <> all (${keys as string[]}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/** When a day of a mission begins and ends. */
export interface DaySpan {
  readonly zone: string;
  readonly from: Date;
  readonly to: Date;
}

/** The span of a day; in UTC where the mission has no plan. */
export async function findSpan(sql: Db, missionId: string, day: CalendarDate): Promise<DaySpan> {
  const [found] = await sql<DaySpan[]>`
    select zone, (${day}::date + make_interval(hours => begins_at)) at time zone zone as "from",
      (${day}::date + 1 + make_interval(hours => begins_at)) at time zone zone as "to"
    from (
      select coalesce(s.zone, 'UTC') as zone, coalesce(s.day_begins_at, 0) as begins_at
      from mission m left join plan_settings s on s.mission_id = m.id where m.id = ${missionId}
    ) s`;
  return found ?? { zone: 'UTC', from: new Date(0), to: new Date(0) };
}

/** How many reports of each form came in each quarter of an hour of a span. */
export async function listFlow(sql: Db, missionId: string, { from, to }: DaySpan): Promise<FlowCount[]> {
  return await sql<FlowCount[]>`
    select f.form_id as "formId", v.title, f.step as at, f.reports from report_flow f
    join lateral (select title from form_version where form_id = f.form_id order by number desc limit 1) v on true
    where f.mission_id = ${missionId} and f.step >= ${from} and f.step < ${to} and f.reports > 0 order by f.step`;
}
