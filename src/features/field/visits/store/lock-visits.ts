import type { Sql, TransactionSql } from 'postgres';

/** The plan of a mission as far as reports are placed by it. */
export interface PlanMark {
  readonly missionId: string;
  readonly generation: number;
}

/**
 * Holds the visits of a mission until the transaction ends: one at a time makes them anew.
 *
 * @returns null: the mission has no plan.
 */
export async function lockVisits(sql: TransactionSql, missionId: string): Promise<PlanMark | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`visits ${missionId}`}, 0))`;
  const [plan] = await sql<PlanMark[]>`
    select mission_id as "missionId", generation from plan_settings where mission_id = ${missionId}`;
  return plan ?? null;
}

/** Missions with a plan in which something is to be matched. */
export async function listUnmatchedMissions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.mission_id as id from plan_settings s where
      exists (select from report r where r.mission_id = s.mission_id and r.placed_as < s.generation)
      or exists (select from expected_visit e where e.mission_id = s.mission_id and not e.is_matched)
      or exists (select from device_holder h where h.mission_id = s.mission_id and not h.is_matched)`;
  return rows.map(({ id }) => id);
}
