import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { VisitStatus } from '../response.ts';
import type { ListedVisit, UnplacedReport } from '../visit-replies.ts';
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

/** The last visit of the page before. */
export interface VisitCursor {
  readonly day: string;
  readonly phase: string;
  readonly station: string;
  readonly team: string;
}

/** So many reports of a visit are named in a list. */
const MOST_REPORTS = 20;

type Row = Omit<ListedVisit, 'expected' | 'dueAt' | 'stationNames'> & {
  readonly dueAt: Date;
  readonly expected: (NonNullable<ListedVisit['expected']> & { readonly status: VisitStatus | 'none' }) | null;
};

/** Visits by day, phase, station and team, behind the one at `after`; names of stations are not among it. */
export async function listVisits(
  sql: Db,
  missionId: string,
  asked: {
    readonly filter: VisitFilter;
    readonly after: VisitCursor | null;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<Omit<ListedVisit, 'stationNames'>[]> {
  const { filter, after, limit, now } = asked;
  const behind =
    after === null
      ? sql`true`
      : sql`(v.day, v.phase, v.station, v.team_id) > (${after.day}::date, ${after.phase}, ${after.station}, ${after.team}::uuid)`;
  const rows = await sql<Row[]>`
    select jsonb_build_object('id', t.id, 'code', t.code) as team, v.day::text as day, v.phase, v.station, v.standing,
      case when e.id is not null then jsonb_build_object('id', e.id, 'position', e.position, 'status', v.status,
        'mark', e.mark, 'markedAt', e.marked_at, 'note', e.note, 'revision', e.revision) end as expected,
      ${dueAt(sql, sql`v.day`)} as "dueAt", v.forms_wanted as "formsWanted", v.forms_done as "formsDone",
      v.reports as "reportCount", array(
        select r.report_id from report_place r join report p on p.id = r.report_id
        where r.mission_id = v.mission_id and r.lacks is null and r.day = v.day and r.phase = v.phase
          and r.station = v.station and r.team_id = v.team_id order by p.first_index limit ${MOST_REPORTS}
      ) as reports
    from visit v join team t on t.mission_id = v.mission_id and t.id = v.team_id
    join plan_settings s on s.mission_id = v.mission_id
    join plan_phase p on p.mission_id = v.mission_id and p.key = v.phase
    left join expected_visit e on e.mission_id = v.mission_id and e.id = v.expected_id
    where ${filteredVisits(sql, missionId, { filter, now })} and ${behind}
    order by v.day, v.phase, v.station, v.team_id limit ${limit}`;
  return rows.map(({ expected, dueAt: due, ...row }) => ({
    ...row,
    dueAt: due.toISOString(),
    expected: expected && { ...expected, status: shownStatus(expected.status, due, now) },
  }));
}

/** How many visits a list has. */
export async function countVisits(
  sql: Db,
  missionId: string,
  asked: { readonly filter: VisitFilter; readonly now: Date },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from visit v
    join plan_settings s on s.mission_id = v.mission_id
    join plan_phase p on p.mission_id = v.mission_id and p.key = v.phase
    where ${filteredVisits(sql, missionId, asked)}`;
  return row?.count ?? 0;
}

/** `none` is missing once it is due. */
function shownStatus(status: VisitStatus | 'none', due: Date, now: Date): VisitStatus {
  if (status !== 'none') return status;
  return due <= now ? 'missing' : 'pending';
}

/** What holds of the visits of a filter: of `v`, a visit, `s`, the settings of its mission, and `p`, its phase. */
export function filteredVisits(
  sql: Db,
  missionId: string,
  { filter, now }: { readonly filter: VisitFilter; readonly now: Date },
) {
  const { day, phase, status, unit, standing, team, area, sample, form, station } = filter;
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
  if (unit === 'station') parts.push(standsForStation(sql));
  if (status === 'expected') parts.push(sql`v.status is not null`);
  else if (status === 'received' && form === undefined) parts.push(sql`v.status in ('complete', 'partial')`);
  else if (status !== undefined)
    parts.push(withStatus(sql, status === 'received' ? 'complete' : status, { form, now }));
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** One visit of each station that stands as the station does: several teams may be expected there. */
function standsForStation(sql: Db) {
  return sql`exists (
      select from visited_station b where b.mission_id = v.mission_id and b.day = v.day and b.phase = v.phase
        and b.station = v.station and b.status = v.status)
    and not exists (
      select from visit o where o.mission_id = v.mission_id and o.day = v.day and o.phase = v.phase
        and o.station = v.station and o.status = v.status and o.team_id < v.team_id)`;
}

/** Of one form, a visit is complete where that form came, whatever else of it is missing. */
function withStatus(
  sql: Db,
  status: VisitStatus,
  { form, now }: { readonly form: string | undefined; readonly now: Date },
) {
  const due = dueAt(sql, sql`v.day`);
  const byTime = status === 'missing' ? sql`${due} <= ${now}` : sql`${due} > ${now}`;
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

/** Reports without a place, by their ids. */
export async function listUnplaced(
  sql: Db,
  missionId: string,
  asked: {
    readonly lacks: UnplacedReport['lacks'] | undefined;
    readonly day: CalendarDate | undefined;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<UnplacedReport[]> {
  const { lacks, day, after, limit } = asked;
  return await sql<UnplacedReport[]>`
    select p.report_id as id, p.day::text as day, p.lacks, coalesce(v.title, f.form_id) as form, p.station,
      d.name as "deviceName"
    from report_place p join report r on r.id = p.report_id join form f on f.id = p.form_id
    left join lateral (select title from form_version where form_id = f.id order by number desc limit 1) v on true
    left join device d on d.id = r.device_id
    where p.mission_id = ${missionId} and p.lacks is not null and (${lacks ?? null}::text is null or p.lacks = ${lacks ?? null})
      and (${day ?? null}::date is null or p.day = ${day ?? null})
      and (${after}::uuid is null or p.report_id > ${after}::uuid)
    order by p.report_id limit ${limit}`;
}
