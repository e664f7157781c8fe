import type { Db } from '../../../platform/http/endpoint.ts';

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

/** All leaves of a log in their order, so many at a time. */
export async function* readLeafRows(
  sql: Db,
  missionId: string,
  atATime = 5_000,
): AsyncGenerator<{ index: number; leaf: Uint8Array; hash: Uint8Array }> {
  for (let next = 0, isMore = true; isMore; ) {
    const rows = await sql<{ index: number; leaf: Uint8Array; hash: Uint8Array }[]>`
      select index::float8 as index, leaf, hash from log_leaf
      where mission_id = ${missionId} and index >= ${next}::bigint order by index limit ${atATime}`;
    yield* rows;
    next = (rows.at(-1)?.index ?? 0) + 1;
    isMore = rows.length === atATime;
  }
}
