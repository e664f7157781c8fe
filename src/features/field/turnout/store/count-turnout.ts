import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { type Cells, readRecord } from '../../../../kernel/record.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { claimKind } from '../../../register/claims/claim.ts';
import { OVERVIEW_SUBJECTS, turnoutCurve } from '../../../register/overview/overview.ts';
import {
  MOST_STATIONS,
  minutesInDay,
  type OfficialTurnout,
  type SeenTurnout,
  type StationTurnout,
} from '../turnout.ts';

/** A station once, by the report that was filled last. */
const stationTable = (sql: Db, missionId: string, where: ReturnType<Db>) => sql`
  station as (
    select minutes, station, min(voted) <> max(voted) as differs,
      (array_agg(voted order by filled_at desc, ordinal desc))[1] as voted,
      (array_agg(registered order by filled_at desc, ordinal desc))[1] as registered,
      array_agg(report_id order by filled_at desc, ordinal desc) as reports
    from turnout_seen where mission_id = ${missionId} and ${where} group by minutes, station
  )`;

/** What was seen on a day, by time. */
export async function countSeen(sql: Db, missionId: string, day: CalendarDate): Promise<SeenTurnout[]> {
  return await sql<SeenTurnout[]>`
    with ${stationTable(sql, missionId, sql`day = ${day}`)}
    select minutes, count(*)::int as stations, count(*) filter (where registered > 0)::int as known,
      coalesce(sum(voted) filter (where registered > 0), 0)::float8 as voted, coalesce(sum(registered), 0)::float8 as registered,
      count(*) filter (where differs)::int as differing, count(*) filter (where voted > registered)::int as over
    from station group by minutes order by minutes`;
}

/** Stations of a time: those at which more voted than are registered first, then the highest shares. */
export async function listStations(
  sql: Db,
  missionId: string,
  { day, minutes }: { readonly day: CalendarDate; readonly minutes: number },
): Promise<Omit<StationTurnout, 'names'>[]> {
  return await sql<Omit<StationTurnout, 'names'>[]>`
    with ${stationTable(sql, missionId, sql`day = ${day} and minutes = ${minutes}`)}
    select station, voted, registered, differs as "isDiffering", reports from station
    order by voted > registered desc nulls last, voted / nullif(registered, 0)::float8 desc nulls last, station
    limit ${MOST_STATIONS}`;
}

/** Whether a mission follows turnout, and whether all that is kept is made as it stands now. */
export async function findStanding(
  sql: Db,
  missionId: string,
): Promise<{ readonly isFollowed: boolean; readonly isPending: boolean; readonly dayBeginsAt: number }> {
  const [found] = await sql<{ isFollowed: boolean; isPending: boolean; dayBeginsAt: number }[]>`
    select s.questions <> '[]' as "isFollowed", coalesce(p.day_begins_at, 0) as "dayBeginsAt",
      s.made_as is null or exists (select from turnout_due d where d.mission_id = s.mission_id) as "isPending"
    from turnout_settings s left join plan_settings p on p.mission_id = s.mission_id where s.mission_id = ${missionId}`;
  return found ?? { isFollowed: false, isPending: false, dayBeginsAt: 0 };
}

/** What authorities said of the turnout of the whole country on a day, by time; what somebody replaced is left out. */
export async function listOfficial(
  sql: Db,
  electionId: string | null,
  { day, dayBeginsAt }: { readonly day: CalendarDate; readonly dayBeginsAt: number },
): Promise<OfficialTurnout[]> {
  if (electionId === null) return [];
  const subjects = [OVERVIEW_SUBJECTS.turnout, OVERVIEW_SUBJECTS.voted];
  const rows = await sql<{ cells: Cells }[]>`
    select cells from record c
    where election_id = ${electionId} and kind = 'claim' and not withdrawn and cells ->> 'subject' = any (${subjects}::text[])
      and cells ->> 'kind' = 'official' and cells ->> 'as_of' = ${day} and coalesce(cells ->> 'place', '') = ''
      and coalesce(cells ->> 'candidate', '') = '' and coalesce(cells ->> 'mission', '') = ''
      and not exists (
        select from record o where o.election_id = ${electionId} and o.kind = 'claim' and not o.withdrawn
          and c.key = any (string_to_array(o.cells ->> 'supersedes', '|'))
          and o.cells ->> 'subject' = c.cells ->> 'subject'
      )
    order by position, key`;
  const curve = turnoutCurve(rows.map(({ cells }) => readRecord(claimKind, cells)));
  return curve.map(({ claim, time, voted }) => ({
    minutes: minutesInDay(time, dayBeginsAt),
    percent: claim.value ?? '',
    voted: voted?.value ?? null,
  }));
}
