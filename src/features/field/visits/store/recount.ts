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
