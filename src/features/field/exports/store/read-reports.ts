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

/** Reads reports row by row, in the order of their arrival. */
export function rowSource(sql: Db, wanted: WantedReports): ReportSource {
  return {
    next: async (after) => {
      const rows = await sql<Row[]>`
        with page as materialized (
          select ordinal, id, first_at, last_at, state, reason, flags, form_uuid, form_number, station, station_moved,
            channel, device_id, version_report_id, version_sha256
          from report r where ${conditions(sql, wanted)} and ordinal > ${after} order by ordinal limit ${BATCH}
        )
        select p.ordinal, p.id, p.first_at as "firstAt", coalesce(i.received_at, p.last_at) as "lastAt", p.state, p.reason,
          p.flags, i.form_version as "formVersion", p.form_number as "formNumber", p.station,
          p.station_moved as "isMoved", coalesce(p.channel, i.channel) as channel, d.pseudonym as device,
          d.name as "deviceName", i.leaf_index as index, i.leaf_hash as "leafHash", q.answers::text as answers
        from page p
        left join report_item i on i.report_id = p.version_report_id and i.sha256 = p.version_sha256
        left join report_reading q on q.report_id = p.version_report_id and q.sha256 = p.version_sha256
        left join device d on d.id = p.device_id
        order by p.ordinal`;
      return rows.map((row) => reportOf(row, wanted.slug));
    },
  };
}

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

function reportOf({ index, leafHash, firstAt, lastAt, answers, ...row }: Row, slug: string): ExportedReport {
  const receipt =
    index === null || leafHash === null ? '' : formatReceiptCode(receiptCodeOf(slug, Number(index), leafHash));
  return {
    ...row,
    receipt,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    answers: answers === null ? null : (JSON.parse(answers) as ExportedAnswers),
  };
}
