import type { TransactionSql } from 'postgres';

/** Forgets all that was made of plan and reports; it is made anew by the next batches. The caller has `lockVisits`. */
export async function clearVisits(sql: TransactionSql, missionId: string): Promise<void> {
  await sql`delete from response_count where mission_id = ${missionId}`;
  await sql`delete from visited_station where mission_id = ${missionId}`;
  await sql`delete from visit where mission_id = ${missionId}`;
  await sql`delete from report_place where mission_id = ${missionId}`;
  await sql`update report set placed_as = 0 where mission_id = ${missionId} and placed_as > 0`;
  await sql`update expected_visit set is_matched = false where mission_id = ${missionId} and is_matched`;
}

/** What is counted of a mission: key → counts; what counts nothing is left out. */
export async function listCounts(sql: TransactionSql, missionId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ key: string; counts: string }[]>`
    select concat_ws(' ', unit, day, phase, dimension, key) as key, concat_ws(' ', complete, partial, none, unreachable,
      not_open, refused_entry, other_team, elsewhere, extra, reports) as counts
    from response_count where mission_id = ${missionId}
      and complete + partial + none + unreachable + not_open + refused_entry + other_team + elsewhere + extra > 0`;
  return new Map(rows.map(({ key, counts }) => [key, counts]));
}

/** How many visits there are, and reports that are among them or have no place. */
export async function countRows(sql: TransactionSql, missionId: string): Promise<{ visits: number; reports: number }> {
  const [row] = await sql<{ visits: number; reports: number }[]>`
    select (select count(*)::int from visit where mission_id = ${missionId}) as visits,
      (select count(*)::int from report_place where mission_id = ${missionId}) as reports`;
  return row ?? { visits: 0, reports: 0 };
}
