import type { Sql } from 'postgres';

/** A version with the leaf that commits to it. */
export interface Evidence {
  readonly index: number;
  /** Null: erased, or deleted because its time was over: then the key stays. */
  readonly raw: Uint8Array | null;
  readonly key: Uint8Array | null;
  readonly sha256: Uint8Array;
  readonly leafHash: Uint8Array;
  /** As the log has them; null: it has no such leaf. */
  readonly leaf: Uint8Array | null;
  readonly hash: Uint8Array | null;
}

/** At most `most` versions of a mission from a place in its log on, in their order. */
export async function loadEvidence(
  sql: Sql,
  missionId: string,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<Evidence[]> {
  return await sql<Evidence[]>`
    select i.leaf_index::float8 as index, i.raw, i.key, i.sha256, i.leaf_hash as "leafHash", l.leaf, l.hash
    from report_item i left join log_leaf l on l.mission_id = i.mission_id and l.index = i.leaf_index
    where i.mission_id = ${missionId} and i.leaf_index >= ${from}::bigint order by i.leaf_index limit ${most}`;
}

/** A log with the name of its mission in addresses. */
export interface CheckedLog {
  readonly missionId: string;
  readonly slug: string;
}

/** All logs. */
export async function listCheckedLogs(sql: Sql): Promise<CheckedLog[]> {
  return await sql<CheckedLog[]>`
    select m.id as "missionId", m.slug from mission_log l join mission m on m.id = l.mission_id order by m.slug`;
}

/** Ids of the missions whose reports have that file. */
export async function findMissionsOfFile(sql: Sql, sha256: Uint8Array): Promise<string[]> {
  const rows = await sql<{ missionId: string }[]>`
    select distinct mission_id as "missionId" from report_file where sha256 = ${Buffer.from(sha256)}`;
  return rows.map(({ missionId }) => missionId);
}
