import type { Db } from '../../../../platform/http/endpoint.ts';

/** A log as the server keeps it. */
export interface StoredLog {
  readonly missionId: string;
  readonly slug: string;
  readonly origin: string;
  /** The key that its checkpoints are signed with, as C2SP signed-note writes it. */
  readonly verifierKey: string;
}

/** All logs, by the names of their missions. */
export async function listLogs(sql: Db): Promise<StoredLog[]> {
  return await sql<StoredLog[]>`
    select m.id as "missionId", m.slug, l.origin, l.verifier_key as "verifierKey"
    from mission_log l join mission m on m.id = l.mission_id order by m.slug`;
}

/** The log of that mission, or null. */
export async function findLog(sql: Db, slug: string): Promise<StoredLog | null> {
  const rows = await sql<StoredLog[]>`
    select m.id as "missionId", m.slug, l.origin, l.verifier_key as "verifierKey"
    from mission_log l join mission m on m.id = l.mission_id where m.slug = ${slug}`;
  return rows[0] ?? null;
}

/** The key that the log of a mission began with; null where it has none yet. */
export async function findLogKey(sql: Db, missionId: string): Promise<string | null> {
  const rows = await sql<{ verifierKey: string }[]>`
    select verifier_key as "verifierKey" from mission_log where mission_id = ${missionId}`;
  return rows[0]?.verifierKey ?? null;
}
