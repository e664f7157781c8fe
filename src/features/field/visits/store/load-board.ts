import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { namesOf } from '../../reports/arrivals/station.ts';
import type { CountRow, DuePhase } from '../count-row.ts';
import type { Dimension } from '../response.ts';

/** When reports of a phase of a day are due; `p` is a phase, `s` the settings of its mission. */
export const dueAt = (sql: Db, day: ReturnType<Db> | ReturnType<Db['unsafe']>) => sql`
  case when p.due_at is null then ((${day} + 1)::timestamp + make_interval(hours => s.day_begins_at)) at time zone s.zone
    else (${day}::timestamp + make_interval(days => p.due_days) + p.due_at) at time zone s.zone end`;

/** Days on which anybody is expected or was somewhere, ascending. */
export async function listDays(
  sql: Db,
  missionId: string,
): Promise<{ readonly day: CalendarDate; readonly expected: number; readonly received: number }[]> {
  return await sql<{ day: CalendarDate; expected: number; received: number }[]>`
    select day::text as day, sum(complete + partial + none + unreachable + not_open + refused_entry)::int as expected,
      sum(complete + partial)::int as received
    from response_count where mission_id = ${missionId} and unit = 'visit' and dimension = 'all'
    group by day having sum(complete + partial + none + unreachable + not_open + refused_entry + other_team + elsewhere
      + extra) > 0 order by day`;
}

/** Phases of a mission in their order, with when the reports of a day are due. */
export async function listDuePhases(sql: Db, missionId: string, day: CalendarDate): Promise<DuePhase[]> {
  return await sql<DuePhase[]>`
    select p.key, p.name, ${dueAt(sql, sql`${day}::date`)} as "dueAt"
    from plan_phase p join plan_settings s on s.mission_id = p.mission_id
    where p.mission_id = ${missionId} order by p.place`;
}

/** Counts of a day: over all, and over each key of a dimension. */
export async function loadCounts(
  sql: Db,
  missionId: string,
  { day, by }: { readonly day: CalendarDate; readonly by: Dimension | 'all' },
): Promise<CountRow[]> {
  return await sql<CountRow[]>`
    select unit, phase, key, complete, partial, none, unreachable, not_open as "notOpen", refused_entry as "refusedEntry",
      other_team as "otherTeam", elsewhere, extra, reports
    from response_count
    where mission_id = ${missionId} and unit in ('visit', 'station') and day = ${day} and dimension = ${by}
      and complete + partial + none + unreachable + not_open + refused_entry + other_team + elsewhere + extra > 0`;
}

/** What rows of a dimension are called, by their keys. */
export async function nameKeys(
  sql: Db,
  { id, electionId }: { readonly id: string; readonly electionId: string | null },
  { by, keys }: { readonly by: Dimension; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, { readonly label: string; readonly names: Readonly<Record<string, string>> | null }>> {
  const wanted = keys as string[];
  type Row = { key: string; label: string; names: Record<string, string> | null };
  const ask = {
    team: () => sql<Row[]>`
      select id::text as key, code as label, null as names from team
      where mission_id = ${id} and id = any (${wanted}::uuid[])`,
    sample: () => sql<Row[]>`
      select id::text as key, name as label, null as names from sample
      where mission_id = ${id} and id = any (${wanted}::uuid[])`,
    form: () => sql<Row[]>`
      select f.id::text as key, v.title as label, null as names from form f
      join lateral (select title from form_version where form_id = f.id order by number desc limit 1) v on true
      where f.mission_id = ${id} and f.id = any (${wanted}::uuid[])`,
    area: () => sql<Row[]>`
      select key, key as label, cells as names from record
      where election_id = ${electionId} and kind = 'place' and key = any (${wanted}::text[])`,
  };
  const rows = await ask[by]();
  return new Map(rows.map(({ key, label, names }) => [key, { label, names: names === null ? null : namesOf(names) }]));
}

/** Reports without a place, by what they lack. */
export async function countUnplaced(sql: Db, missionId: string): Promise<Record<'team' | 'station' | 'phase', number>> {
  const rows = await sql<{ lacks: 'team' | 'station' | 'phase'; count: number }[]>`
    select lacks, count(*)::int as count from report_place
    where mission_id = ${missionId} and lacks is not null group by lacks`;
  return { team: 0, station: 0, phase: 0, ...Object.fromEntries(rows.map(({ lacks, count }) => [lacks, count])) };
}

/** How a mission counts its days; null: it has no plan. */
export async function findDays(
  sql: Db,
  missionId: string,
): Promise<{ readonly zone: string; readonly beginsAt: number } | null> {
  const [found] = await sql<{ zone: string; beginsAt: number }[]>`
    select zone, day_begins_at as "beginsAt" from plan_settings where mission_id = ${missionId}`;
  return found ?? null;
}
