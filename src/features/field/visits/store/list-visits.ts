import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { VisitStatus } from '../response.ts';
import type { ListedVisit, UnplacedReport } from '../visit-replies.ts';
import { dueAt } from './load-board.ts';
import { type DueDays, filteredVisits, type VisitFilter, visitsOf } from './visit-filter.ts';

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
    readonly due: DueDays;
    readonly after: VisitCursor | null;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<Omit<ListedVisit, 'stationNames'>[]> {
  const { filter, due, after, limit, now } = asked;
  const rows = await sql<Row[]>`
    with page as materialized (
      select v.* from ${visitsOf(sql, filter)} where ${filteredVisits(sql, missionId, { filter, due })} and ${isBehind(sql, after)}
      order by v.day, v.phase, v.station, v.team_id limit ${limit}
    )
    select jsonb_build_object('id', t.id, 'code', t.code) as team, v.day::text as day, v.phase, v.station, v.standing,
      case when e.id is not null then jsonb_build_object('id', e.id, 'position', e.position, 'status', v.status,
        'mark', e.mark, 'markedAt', e.marked_at, 'note', e.note, 'revision', e.revision) end as expected,
      ${dueAt(sql, sql`v.day`)} as "dueAt", v.forms_wanted as "formsWanted", v.forms_done as "formsDone",
      v.reports as "reportCount", array(
        select r.report_id from report_place r join report p on p.id = r.report_id
        where r.mission_id = v.mission_id and r.lacks is null and r.day = v.day and r.phase = v.phase
          and r.station = v.station and r.team_id = v.team_id order by p.first_index limit ${MOST_REPORTS}
      ) as reports
    from page v join team t on t.mission_id = v.mission_id and t.id = v.team_id
    join plan_settings s on s.mission_id = v.mission_id
    join plan_phase p on p.mission_id = v.mission_id and p.key = v.phase
    left join expected_visit e on e.mission_id = v.mission_id and e.id = v.expected_id
    order by v.day, v.phase, v.station, v.team_id`;
  return rows.map(({ expected, dueAt: dueSince, ...row }) => ({
    ...row,
    dueAt: dueSince.toISOString(),
    expected: expected && { ...expected, status: shownStatus(expected.status, dueSince, now) },
  }));
}

function isBehind(sql: Db, after: VisitCursor | null) {
  if (after === null) return sql`true`;
  const { day, phase, station, team } = after;
  return sql`(v.day, v.phase, v.station, v.team_id) > (${day}::date, ${phase}, ${station}, ${team}::uuid)`;
}

/** `none` is missing once it is due. */
function shownStatus(status: VisitStatus | 'none', due: Date, now: Date): VisitStatus {
  if (status !== 'none') return status;
  return due <= now ? 'missing' : 'pending';
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
