import type { Db } from '../../../../platform/http/endpoint.ts';
import { type DueDays, filteredVisits, isDue, type VisitFilter, visitsOf } from './visit-filter.ts';

/** How many visits a list has. What is counted anyway is not counted again, so that it costs the same among a million. */
export async function countVisits(
  sql: Db,
  missionId: string,
  { filter, due }: { readonly filter: VisitFilter; readonly due: DueDays },
): Promise<number> {
  const counted = countedBy(filter);
  const [row] =
    counted === null
      ? await sql<{ count: number }[]>`
          select count(*)::int as count from ${visitsOf(sql, filter)} where ${filteredVisits(sql, missionId, { filter, due })}`
      : await sql<{ count: number }[]>`
          select coalesce(sum(${columnsOf(sql, filter, due)}), 0)::int as count from response_count v
          where v.mission_id = ${missionId} and v.unit = ${filter.unit ?? 'visit'} and v.dimension = ${counted.dimension}
            and v.key = ${counted.key} and (${filter.day ?? null}::date is null or v.day = ${filter.day ?? null})
            and (${filter.phase ?? null}::text is null or v.phase = ${filter.phase ?? null})`;
  return row?.count ?? 0;
}

/** By which counts a list is counted; null: there are none of what it has. */
function countedBy(filter: VisitFilter): { readonly dimension: string; readonly key: string } | null {
  const { team, area, sample, form, station, standing, status, unit } = filter;
  if (form !== undefined || station !== undefined || (standing !== undefined && status !== undefined)) return null;
  const given = Object.entries({ team, area, sample }).filter(([, key]) => key !== undefined);
  // A station counts in a sample where any of its visits is of it, while the list has one visit of each station.
  if (unit === 'station' && (standing !== undefined || given.some(([dimension]) => dimension !== 'area'))) return null;
  const [one, other] = given;
  if (one === undefined) return { dimension: 'all', key: '' };
  return other === undefined ? { dimension: one[0], key: one[1] ?? '' } : null;
}

/** What is summed of the rows of `response_count`, which are called `v`. */
function columnsOf(sql: Db, { status, standing, unit }: VisitFilter, due: DueDays) {
  const received = sql`v.complete + v.partial`;
  const expected = sql`${received} + v.none + v.unreachable + v.not_open + v.refused_entry`;
  const unexpected = sql`v.other_team + v.elsewhere + v.extra`;
  if (standing !== undefined) {
    const of = { planned: expected, unexpected, 'other-team': sql`v.other_team` } as const;
    if (standing === 'elsewhere' || standing === 'extra') return sql`v.${sql(standing)}`;
    return of[standing];
  }
  switch (status) {
    case undefined:
      return unit === 'station' ? expected : sql`${expected} + ${unexpected}`;
    case 'expected':
      return expected;
    case 'received':
      return received;
    case 'missing':
      return sql`case when ${isDue(sql, due)} then v.none else 0 end`;
    case 'pending':
      return sql`case when ${isDue(sql, due)} then 0 else v.none end`;
    default:
      return sql`v.${sql(status.replace('-', '_'))}`;
  }
}
