import type { Sql, TransactionSql } from 'postgres';

/** A report that has changed since it was judged. */
export interface DueReport {
  readonly id: string;
  /** Where it was before that; null: nowhere, or it is new. */
  readonly stationBefore: string | null;
}

/** Missions with reports that have changed since they were judged. */
export async function listDueMissions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct mission_id as id from check_due order by 1`;
  return rows.map(({ id }) => id);
}

/** Takes some of the reports of a mission that are to be judged anew: they are not due any more. */
export async function takeDue(sql: TransactionSql, missionId: string, most: number): Promise<DueReport[]> {
  return await sql<DueReport[]>`
    delete from check_due where report_id in (
      select report_id from check_due where mission_id = ${missionId} order by report_id limit ${most} for update skip locked
    ) returning report_id as id, station_before as "stationBefore"`;
}

/** Has reports judged anew. */
export async function noteDue(sql: TransactionSql, missionId: string, ids: readonly string[]): Promise<void> {
  await sql`
    insert into check_due (report_id, mission_id)
    select id, ${missionId} from unnest(${ids as string[]}::uuid[]) g (id) on conflict do nothing`;
}

/** A station has so many reports of a form that are judged anew when another one changes: the last ones. */
export const MOST_PEERS = 100;

/** Reports of a form at the stations where these are or were. */
export async function listPeers(
  sql: TransactionSql,
  changed: { readonly missionId: string; readonly due: readonly DueReport[]; readonly formUuid: string },
): Promise<string[]> {
  const before = changed.due.flatMap(({ stationBefore }) => (stationBefore === null ? [] : [stationBefore]));
  const ids = changed.due.map(({ id }) => id);
  const rows = await sql<{ id: string }[]>`
    select o.id from (
      select station from report where id = any (${ids}::uuid[]) and station is not null
      union select unnest(${before}::text[])
    ) s cross join lateral (
      select id from report where mission_id = ${changed.missionId} and station = s.station and state = 'read'
        and form_uuid = ${changed.formUuid}
      order by first_index desc limit ${MOST_PEERS}
    ) o`;
  return rows.map(({ id }) => id);
}
