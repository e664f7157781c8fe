import type { Sql, TransactionSql } from 'postgres';
import type { ReportRow } from '../../arrivals/list/report-row.ts';

type Db = Sql | TransactionSql;

/** A report that has changed since it was put into its chunk, or never was. */
export interface ChangedReport {
  readonly id: string;
  readonly ordinal: number;
  readonly state: ReportRow['state'];
  /** Names this state of its row among all that it ever had. */
  readonly mark: string;
}

/** The reports of a mission that are not in their chunks as they are now, in the order of their ordinals. */
export async function listChangedReports(sql: Db, missionId: string): Promise<ChangedReport[]> {
  return await sql<ChangedReport[]>`
    select id, ordinal, state, xmin::text || ' ' || ctid::text as mark from report
    where mission_id = ${missionId} and not is_settled order by ordinal`;
}

/** The missions of which so many reports are not in their chunks as they are now, or one that was erased. */
export async function listUnsettledMissions(sql: Db, many: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select mission_id as id from report where not is_settled group by mission_id
    having count(*) >= ${many} or bool_or(state = 'erased') order by mission_id`;
  return rows.map(({ id }) => id);
}

/** How many reports of a mission are not in their chunks as they are now, counted up to `most`, and whether one was erased. */
export async function countUnsettled(
  sql: Db,
  missionId: string,
  most: number,
): Promise<{ readonly count: number; readonly hasErased: boolean }> {
  const rows = await sql<{ count: number; hasErased: boolean }[]>`
    select count(*)::int as count, coalesce(bool_or(state = 'erased'), false) as "hasErased" from (
      select state from report where mission_id = ${missionId} and not is_settled limit ${most}
    ) as counted`;
  return rows[0] ?? { count: 0, hasErased: false };
}

/** A report as columns are made of it. */
export interface LoadedReport extends ReportRow {
  readonly id: string;
  /** Names this state of its row among all that it ever had. */
  readonly mark: string;
}

type Row = Omit<LoadedReport, 'known' | 'item'> & {
  readonly receivedAt: Date | null;
  readonly leafIndex: string | null;
  readonly leafHash: Uint8Array | null;
  readonly formVersion: string | null;
};

/** Reports with what their standing versions say, in the order of their ordinals. */
export async function loadReportRows(sql: Db, ids: readonly string[]): Promise<LoadedReport[]> {
  if (ids.length === 0) return [];
  const rows = await sql<Row[]>`
    select p.id, p.xmin::text || ' ' || p.ctid::text as mark, p.ordinal, p.state, p.reason, p.form_name as "formName", p.form_uuid as "formUuid", p.form_number as "formNumber", p.station,
      p.station_moved as "isMoved", p.device_id as "deviceId", p.channel, p.first_at as "firstAt", p.last_at as "lastAt",
      p.versions, p.flags, r.answers, i.received_at as "receivedAt", i.leaf_index as "leafIndex",
      i.leaf_hash as "leafHash", i.form_version as "formVersion", (
        select string_agg(c.text, E'\n' order by c.at, c.id) from report_comment c where c.report_id = p.id
      ) as comments
    from report p
    left join report_reading r on r.report_id = p.version_report_id and r.sha256 = p.version_sha256
    left join report_item i on i.report_id = p.version_report_id and i.sha256 = p.version_sha256
    where p.id = any(${ids as string[]}::uuid[]) order by p.ordinal`;
  const known = await loadKnownPaths(
    sql,
    rows.filter(({ flags }) => flags.includes('unknown-elements')),
  );
  return rows.map(({ receivedAt, leafIndex, leafHash, formVersion, ...row }) => ({
    ...row,
    known: known.get(`${row.formUuid} ${row.formNumber}`) ?? null,
    item:
      receivedAt === null || leafIndex === null || leafHash === null
        ? null
        : { receivedAt, formVersion, leafIndex: Number(leafIndex), leafHash },
  }));
}

/** Paths of the questions of forms, for reports that say more than their forms ask. */
async function loadKnownPaths(
  sql: Db,
  rows: readonly Pick<ReportRow, 'formUuid' | 'formNumber'>[],
): Promise<Map<string, ReadonlySet<string>>> {
  const forms = new Map(rows.map(({ formUuid, formNumber }) => [`${formUuid} ${formNumber}`, [formUuid, formNumber]]));
  const found = new Map<string, ReadonlySet<string>>();
  for (const [key, [id = null, number = null]] of forms) {
    const paths = await sql<{ path: string }[]>`
      select distinct line ->> 0 as path from form_version v, json_array_elements(v.codebook -> 'rows') line
      where v.form_id = ${id} and v.number = ${number}`;
    found.set(key, new Set(paths.map(({ path }) => path)));
  }
  return found;
}

/** Notes that reports are in their chunks as they were loaded; such as have changed since are not. */
export async function markSettled(sql: TransactionSql, rows: readonly LoadedReport[]): Promise<void> {
  const [ids, marks] = [rows.map(({ id }) => id), rows.map(({ mark }) => mark)];
  await sql`
    update report p set is_settled = true
    from unnest(${ids}::uuid[], ${marks}::text[]) as loaded (id, mark)
    where p.id = loaded.id and p.xmin::text || ' ' || p.ctid::text = loaded.mark and not p.is_settled`;
}
