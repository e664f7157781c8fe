import { formatReceiptCode, receiptCodeOf } from '../../../../ledger/proof/receipt-code.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { ExportAsk } from '../export-job.ts';
import type { ExportedAnswers, ExportedReport, ReportSource } from '../tables/exported-report.ts';

/** Which reports of a mission are wanted. */
export interface WantedReports {
  readonly missionId: string;
  readonly slug: string;
  readonly formUuid: string;
  readonly endOrdinal: number;
  /** Numbers of versions of the form, both included. */
  readonly versions: { readonly from: number; readonly to: number };
  readonly ask: Pick<ExportAsk, 'formId' | 'fromVersion' | 'toVersion' | 'withHeld' | 'withVoid'>;
}

/** So many are read at a time. The same for ever: a packed file is the same bytes only where it is cut at the same places. */
const BATCH = 250;

interface Row extends Omit<ExportedReport, 'answers' | 'receipt' | 'firstAt' | 'lastAt'> {
  readonly index: string | null;
  readonly leafHash: Uint8Array | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly answers: string | null;
}

/** Reads reports row by row, in the order of their arrival. `ordinals`: only these of them, ascending; null: all. */
export function rowSource(sql: Db, wanted: WantedReports, ordinals: readonly number[] | null = null): ReportSource {
  return {
    next: async (after) => {
      const chosen = ordinals === null ? null : nextOf(ordinals, after, BATCH);
      if (chosen?.length === 0) return [];
      const range = chosen === null ? sql`ordinal > ${after}` : sql`ordinal = any (${chosen}::int[])`;
      const rows = await sql<Row[]>`
        with page as materialized (${page(sql, wanted)} and ${range} order by ordinal limit ${BATCH})
        select ${known(sql)}, q.answers::text as answers
        from page p ${besides(sql)}
        left join report_reading q on q.report_id = p.version_report_id and q.sha256 = p.version_sha256
        order by p.ordinal`;
      // Reports may have left the query meanwhile: then the next ones are looked for.
      const last = chosen?.at(-1);
      if (rows.length === 0 && last !== undefined) return await rowSource(sql, wanted, ordinals).next(last);
      return rows.map((row) => reportOf(row, wanted.slug));
    },
  };
}

/** The next ones after a place among ascending numbers. */
export function nextOf(ordinals: readonly number[], after: number, most: number): readonly number[] {
  let [low, high] = [0, ordinals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordinals[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return ordinals.slice(low, low + most);
}

/** What is known of a report, and nothing that it says. */
export interface KnownReport {
  readonly report: ExportedReport;
  /** Whether its answers lie in columns as they are now. */
  readonly isSettled: boolean;
}

/** The reports of a part of the mission without their answers, in the order of their arrival. */
export async function loadKnown(
  sql: Db,
  wanted: WantedReports,
  { after, end }: { readonly after: number; readonly end: number },
): Promise<KnownReport[]> {
  const rows = await sql<(Row & { readonly isSettled: boolean })[]>`
    with page as materialized (${page(sql, wanted)} and ordinal > ${after} and ordinal < ${end})
    select ${known(sql)}, null as answers, p.is_settled as "isSettled" from page p ${besides(sql)} order by p.ordinal`;
  return rows.map((row) => ({ report: reportOf(row, wanted.slug), isSettled: row.isSettled }));
}

const page = (sql: Db, wanted: WantedReports) => sql`
  select ordinal, id, first_at, last_at, state, reason, flags, form_uuid, form_number, station, station_moved,
    channel, device_id, version_report_id, version_sha256, is_settled
  from report r where ${conditions(sql, wanted)}`;

const known = (sql: Db) => sql`
  p.ordinal, p.id, p.first_at as "firstAt", coalesce(i.received_at, p.last_at) as "lastAt", p.state, p.reason, p.flags,
  i.form_version as "formVersion", p.form_number as "formNumber", p.station, p.station_moved as "isMoved",
  coalesce(p.channel, i.channel) as channel, d.pseudonym as device, d.name as "deviceName", i.leaf_index as index,
  i.leaf_hash as "leafHash"`;

const besides = (sql: Db) => sql`
  left join report_item i on i.report_id = p.version_report_id and i.sha256 = p.version_sha256
  left join device d on d.id = p.device_id`;

/** How many reports there will be. */
export async function countReports(sql: Db, wanted: WantedReports): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from report r where ${conditions(sql, wanted)}`;
  return rows[0]?.count ?? 0;
}

function conditions(sql: Db, { missionId, formUuid, endOrdinal, versions, ask }: WantedReports) {
  const states = ['read', ...(ask.withHeld ? ['held'] : []), ...(ask.withVoid ? ['void'] : [])];
  // What is held may be of a version that is not known: then it has no number.
  const isAnyVersion = ask.fromVersion === null && ask.toVersion === null;
  const unnumbered = isAnyVersion ? sql`r.form_number is null` : sql`false`;
  return sql`
    r.mission_id = ${missionId} and r.ordinal < ${endOrdinal} and r.state = any (${states}::text[])
    and (r.form_uuid = ${formUuid} or (r.form_uuid is null and r.form_name = ${ask.formId}))
    and (r.form_number between ${versions.from} and ${versions.to} or ${unnumbered})`;
}

/** Member by member: a copy of whatever the row has takes twice as long, a hundred thousand times. */
function reportOf(row: Row, slug: string): ExportedReport {
  const { index, leafHash, answers } = row;
  return {
    ordinal: row.ordinal,
    id: row.id,
    receipt: index === null || leafHash === null ? '' : formatReceiptCode(receiptCodeOf(slug, Number(index), leafHash)),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    state: row.state,
    reason: row.reason,
    flags: row.flags,
    formVersion: row.formVersion,
    formNumber: row.formNumber,
    station: row.station,
    isMoved: row.isMoved,
    channel: row.channel,
    device: row.device,
    deviceName: row.deviceName,
    answers: answers === null ? null : (JSON.parse(answers) as ExportedAnswers),
  };
}
