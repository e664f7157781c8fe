import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';

/** The missions in which versions were read before there were rows of reports, and whose reports have none yet. */
export async function listUnfilledMissions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select mission_id as id from report_progress where standing_index < next_index order by mission_id`;
  return rows.map(({ id }) => id);
}

/** What was read before there were rows of reports, and has none yet. */
export interface Unfilled {
  /** Of reports, or names of them. */
  readonly ids: readonly string[];
  /** From where to go on. */
  readonly end: number;
}

/** The next versions of a mission, in the order of its log, whose reports need a row. The caller has `lockProgress`. */
export async function loadUnfilled(sql: TransactionSql, missionId: string, most: number): Promise<Unfilled> {
  const rows = await sql<{ id: string; index: number; isLast: boolean }[]>`
    select i.report_id as id, i.leaf_index::float8 as index
    from report_progress p join report_item i
      on i.mission_id = p.mission_id and i.leaf_index >= p.standing_index and i.leaf_index < p.next_index
    where p.mission_id = ${missionId} order by i.leaf_index limit ${most}`;
  const ends = await sql<{ next: number }[]>`
    select next_index::float8 as next from report_progress where mission_id = ${missionId}`;
  const last = rows.length < most ? ends[0]?.next : (rows.at(-1)?.index ?? 0) + 1;
  return { ids: [...new Set(rows.map(({ id }) => id))], end: last ?? 0 };
}

/** Notes how far the reports of a mission have rows. */
export async function saveFilled(sql: TransactionSql, missionId: string, end: number): Promise<void> {
  await sql`update report_progress set standing_index = ${end} where mission_id = ${missionId}`;
}

/** A version of which it was never noted which station it is of. */
export interface Stationless {
  readonly reportId: string;
  readonly sha256: Uint8Array;
  readonly formUuid: string;
  readonly formNumber: number;
  /** As JSON text, in the order of the form. */
  readonly answers: string;
}

/** The versions of these reports that were read and have no station; of the forms that have no questions there are none either. */
export async function loadStationless(sql: TransactionSql, ids: readonly string[]): Promise<Stationless[]> {
  if (ids.length === 0) return [];
  return await sql<Stationless[]>`
    select report_id as "reportId", sha256, form_uuid as "formUuid", form_number as "formNumber", answers::text as answers
    from report_reading
    where report_id = any (${ids as string[]}::uuid[]) and station is null and answers is not null
      and form_uuid is not null`;
}

/** Notes which stations versions are of. */
export async function saveStations(
  sql: TransactionSql,
  found: readonly { readonly reportId: string; readonly sha256: Uint8Array; readonly station: string }[],
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ reportId, sha256, station }) => ({
    report_id: reportId,
    sha256: formatHex(sha256),
    station,
  }));
  await sql`
    update report_reading r set station = g.station
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (report_id uuid, sha256 text, station text)
    where r.report_id = g.report_id and r.sha256 = decode(g.sha256, 'hex')`;
}
