import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { BoundedCount, HeldCount } from '../../arrivals/arrival-replies.ts';
import { wasAccepted } from './arrival-row.ts';

/** How many came within a quarter of an hour. */
export interface QuarterCount {
  /** When the quarter began, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly count: number;
  /** Greatest place in the log among them. */
  readonly last: number;
}

/** Counts, by quarters of an hour, at most `limit` versions from the place `from` in the log on; from the index alone. */
export async function countQuarters(
  sql: Db,
  missionId: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<QuarterCount[]> {
  const rows = await sql<{ startsAt: Date; count: number; last: string }[]>`
    select date_bin('15 minutes', received_at, 'epoch') as "startsAt", count(*)::int as count, max(leaf_index) as last
    from (
      select received_at, leaf_index from report_item
      where mission_id = ${missionId} and leaf_index >= ${from} order by leaf_index limit ${limit}
    ) as counted
    group by 1`;
  return rows.map(({ startsAt, count, last }) => ({ startsAt: startsAt.getTime(), count, last: Number(last) }));
}

/** More than these are not counted each time that somebody looks. */
const COUNTED = 10_000;

/** How many versions the reading has not come to yet. */
export async function countWaiting(sql: Db, missionId: string): Promise<BoundedCount> {
  const [progress] = await sql<{ next: string }[]>`
    select next_index as next from report_progress where mission_id = ${missionId}`;
  // The order says that the index is to be gone along: what waits lies at its end.
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from report_item where mission_id = ${missionId} and leaf_index >= ${progress?.next ?? 0}
      order by leaf_index limit ${COUNTED + 1}
    ) as waiting`;
  return bounded(rows[0]?.count ?? 0);
}

/** How many are held for each reason and wait for a person. The reasons are found one by one in the index, so that a flood of one costs no more. */
export async function countHeld(sql: Db, missionId: string): Promise<HeldCount[]> {
  const rows = await sql<{ reason: string; count: number }[]>`
    with recursive reasons as (
      (select reason from report_reading where mission_id = ${missionId} and state = 'held' order by reason limit 1)
      union all
      select (
        select h.reason from report_reading h
        where h.mission_id = ${missionId} and h.state = 'held' and h.reason > s.reason order by h.reason limit 1
      ) from reasons s where s.reason is not null
    )
    select reason, (
      select count(*)::int from (
        select from report_reading c left join report_alias l on l.id = c.report_id
        where c.mission_id = ${missionId} and c.state = 'held' and c.reason = s.reason
          and not ${wasAccepted(sql, 'c', 'l')}
        limit ${COUNTED + 1}
      ) as counted
    ) as count
    from reasons s where reason is not null order by reason`;
  return rows.filter(({ count }) => count > 0).map(({ reason, count }) => ({ reason, ...bounded(count) }));
}

function bounded(count: number): BoundedCount {
  return { count: Math.min(count, COUNTED), isMore: count > COUNTED };
}

/** When the newest version came; null: none came yet. */
export async function findLastArrival(sql: Db, missionId: string): Promise<Date | null> {
  const rows = await sql<{ at: Date }[]>`
    select received_at as at from report_item where mission_id = ${missionId} order by leaf_index desc limit 1`;
  return rows[0]?.at ?? null;
}
