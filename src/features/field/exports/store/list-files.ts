import type { Db } from '../../../../platform/http/endpoint.ts';

/** A file that came for a report. */
export interface ReportFile {
  readonly reportId: string;
  readonly name: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}

/** All files that came for these reports and were not erased, in the order in which they came. */
export async function listFiles(sql: Db, reportIds: readonly string[]): Promise<ReportFile[]> {
  const rows = await sql<(Omit<ReportFile, 'bytes'> & { bytes: string })[]>`
    with wanted as (select unnest(${reportIds as string[]}::uuid[]) as id),
    known as (
      select id, id as own from wanted
      union all select a.report_id, a.id from report_alias a join wanted w on w.id = a.report_id
    )
    select k.id as "reportId", f.name, encode(f.sha256, 'hex') as sha256, f.bytes, f.content_type as "contentType"
    from known k join report_file f on f.report_id = k.own
    where f.key is not null
    order by k.id, f.leaf_index, f.name, f.sha256`;
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}
