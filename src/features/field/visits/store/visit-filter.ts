import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { VisitStatus } from '../response.ts';
import type { ListedVisit } from '../visit-replies.ts';
import { dueAt } from './load-board.ts';

/** Which visits are listed. */
export interface VisitFilter {
  readonly day?: CalendarDate | undefined;
  readonly phase?: string | undefined;
  readonly status?: VisitStatus | 'expected' | 'received' | undefined;
  readonly unit?: 'visit' | 'station' | undefined;
  readonly standing?: ListedVisit['standing'] | 'unexpected' | undefined;
  readonly team?: string | undefined;
  readonly area?: string | undefined;
  readonly sample?: string | undefined;
  readonly form?: string | undefined;
  readonly station?: string | undefined;
}

/** Phase → the last day whose reports are due. */
export type DueDays = ReadonlyMap<string, string>;

/** Until which day reports of each phase are due, where that matters to a filter. */
export async function findDue(
  sql: Db,
  missionId: string,
  { filter, now }: { readonly filter: Pick<VisitFilter, 'status'>; readonly now: Date },
): Promise<DueDays> {
  if (filter.status !== 'missing' && filter.status !== 'pending') return new Map();
  // Reports are due nine days later at most, wherever on earth.
  const rows = await sql<{ phase: string; day: string }[]>`
    select p.key as phase, max(d.day)::text as day
    from plan_phase p join plan_settings s on s.mission_id = p.mission_id
    cross join lateral (
      select (${now}::timestamptz at time zone 'UTC')::date + n as day from generate_series(-10, 2) n
    ) d
    where p.mission_id = ${missionId} and ${dueAt(sql, sql`d.day`)} <= ${now}
    group by p.key`;
  return new Map(rows.map(({ phase, day }) => [phase, day]));
}

/** Visits as `v`: all of them, or one of each station that stands as the station does, since several teams may be expected there. */
export function visitsOf(sql: Db, { unit }: Pick<VisitFilter, 'unit'>) {
  if (unit !== 'station') return sql`visit v`;
  return sql`(
      select b.mission_id, r.team_id, b.day, b.phase, b.station, r.expected_id, r.position, r.sample_id, b.status,
        r.standing, b.areas, r.forms_wanted, r.forms_done, r.reports
      from visited_station b cross join lateral (
        select o.* from visit o where o.mission_id = b.mission_id and o.day = b.day and o.phase = b.phase
          and o.station = b.station and o.status = b.status order by o.team_id limit 1
      ) r
    ) v`;
}

/** What holds of the visits of a filter, which are called `v`. */
export function filteredVisits(
  sql: Db,
  missionId: string,
  { filter, due }: { readonly filter: VisitFilter; readonly due: DueDays },
) {
  const { day, phase, status, standing, team, area, sample, form, station } = filter;
  const parts = [sql`v.mission_id = ${missionId}`];
  if (day !== undefined) parts.push(sql`v.day = ${day}`);
  if (phase !== undefined) parts.push(sql`v.phase = ${phase}`);
  if (team !== undefined) parts.push(sql`v.team_id = ${team}`);
  if (area !== undefined) parts.push(sql`${area} = any (v.areas)`);
  if (sample !== undefined) parts.push(sql`v.sample_id = ${sample}`);
  if (station !== undefined) parts.push(sql`v.station = ${station}`);
  if (standing === 'unexpected') parts.push(sql`v.standing <> 'planned'`);
  else if (standing !== undefined) parts.push(sql`v.standing = ${standing}`);
  if (form !== undefined) parts.push(sql`v.status is not null and ${form} = any (v.forms_wanted)`);
  if (status === 'expected') parts.push(sql`v.status is not null`);
  else if (status === 'received' && form === undefined) parts.push(sql`v.status in ('complete', 'partial')`);
  else if (status !== undefined)
    parts.push(withStatus(sql, status === 'received' ? 'complete' : status, { form, due }));
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** Of one form, a visit is complete where that form came, whatever else of it is missing. */
function withStatus(
  sql: Db,
  status: VisitStatus,
  { form, due }: { readonly form: string | undefined; readonly due: DueDays },
) {
  const byTime = status === 'missing' ? isDue(sql, due) : sql`not ${isDue(sql, due)}`;
  if (form === undefined) {
    return status === 'missing' || status === 'pending'
      ? sql`v.status = 'none' and ${byTime}`
      : sql`v.status = ${status}`;
  }
  if (status === 'complete') return sql`${form} = any (v.forms_done)`;
  const rest = sql`not ${form} = any (v.forms_done)`;
  const isMarked = sql`v.status in ('unreachable', 'not-open', 'refused-entry')`;
  if (status === 'missing' || status === 'pending') return sql`${rest} and not ${isMarked} and ${byTime}`;
  return sql`${rest} and v.status = ${status} and ${isMarked}`;
}

/** Whether reports of `v.phase` of `v.day` are due. */
export function isDue(sql: Db, due: DueDays) {
  const days = [...due].map(([phase, day]) => sql`(v.phase = ${phase} and v.day <= ${day}::date)`);
  return sql`(${days.reduce((all, one) => sql`${all} or ${one}`, sql`false`)})`;
}
