import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { ListedArrival } from '../../arrivals/arrival-replies.ts';
import {
  type ArrivalRow,
  arrivalColumns,
  arrivalJoins,
  arrivalOf,
  type MissionNames,
  wasAccepted,
} from './arrival-row.ts';

/** Which versions are listed. */
export interface ArrivalFilter {
  /** Only what waits for a person; `reason`: for that reason alone. */
  readonly isHeld: boolean;
  readonly reason: string | null;
  /** Only what a person should know something of. */
  readonly isFlagged: boolean;
  /** Form that it was read with, by its name on phones. */
  readonly form: string | null;
  readonly device: string | null;
  /** Versions of these reports alone, or the one with that place in the log. */
  readonly reports: readonly string[] | null;
  readonly index: number | null;
}

/** Where a page of the list begins, and how long it is. */
export interface PagePlace {
  /** Only what has a smaller place in the log; null: from the newest on. */
  readonly before: number | null;
  readonly limit: number;
}

/**
 * Versions in the order of the log, newest first. Whatever is asked, an index gives the next ones in their order: a page costs
 * the same among a hundred and a million.
 */
export async function listArrivals(
  sql: Db,
  mission: MissionNames,
  asked: { readonly filter: ArrivalFilter; readonly page: PagePlace },
): Promise<ListedArrival[]> {
  const rows = await sql<(ArrivalRow & { came: number; expected: number | null })[]>`
    with page as materialized (${pageOf(sql, mission.id, asked)})
    select ${arrivalColumns(sql)}, cardinality(r.expected_files) as expected,
      (select count(distinct f.name)::int from report_file f where f.report_id in (
        select coalesce(a.report_id, i.report_id)
        union all select m.id from report_alias m where m.report_id = coalesce(a.report_id, i.report_id)
      )) as came
    from page p join report_item i on i.report_id = p.report_id and i.sha256 = p.sha256 ${arrivalJoins(sql)}
    order by i.leaf_index desc`;
  return rows.map(({ came, expected, ...row }) => ({ ...arrivalOf(row, mission), files: { came, expected } }));
}

function pageOf(
  sql: Db,
  missionId: string,
  { filter, page }: { readonly filter: ArrivalFilter; readonly page: PagePlace },
) {
  const within = (row: string) => sql`
    ${sql(row)}.mission_id = ${missionId}
    ${page.before === null ? sql`` : sql`and ${sql(row)}.leaf_index < ${page.before}`}
    ${filter.index === null ? sql`` : sql`and ${sql(row)}.leaf_index = ${filter.index}`}
    ${filter.reports === null ? sql`` : sql`and ${sql(row)}.report_id in ${sql(filter.reports)}`}`;
  const end = (row: string) => sql`order by ${sql(row)}.leaf_index desc limit ${page.limit}`;
  if (filter.device !== null) {
    return sql`
      select k.report_id, k.sha256 from report_item k
      where ${within('k')} and k.device_id = ${filter.device} ${ofReading(sql, missionId, filter)} ${end('k')}`;
  }
  if (!isOfReading(filter))
    return sql`select k.report_id, k.sha256 from report_item k where ${within('k')} ${end('k')}`;
  return sql`
    select q.report_id, q.sha256 from report_reading q left join report_alias m on m.id = q.report_id
    where ${within('q')} ${conditions(sql, missionId, filter)} ${end('q')}`;
}

function isOfReading({ isHeld, isFlagged, form }: ArrivalFilter): boolean {
  return isHeld || isFlagged || form !== null;
}

function ofReading(sql: Db, missionId: string, filter: ArrivalFilter) {
  if (!isOfReading(filter)) return sql``;
  return sql`and exists (
    select from report_reading q left join report_alias m on m.id = q.report_id
    where q.report_id = k.report_id and q.sha256 = k.sha256 ${conditions(sql, missionId, filter)})`;
}

function conditions(sql: Db, missionId: string, { isHeld, reason, isFlagged, form }: ArrivalFilter) {
  return sql`
    ${isHeld ? sql`and q.state = 'held' and not ${wasAccepted(sql, 'q', 'm')}` : sql``}
    ${isHeld && reason !== null ? sql`and q.reason = ${reason}` : sql``}
    ${isFlagged ? sql`and q.flags <> '{}'` : sql``}
    ${form === null ? sql`` : sql`and q.form_uuid = (select id from form where mission_id = ${missionId} and form_id = ${form})`}`;
}
