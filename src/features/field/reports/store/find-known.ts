import type { Sql } from 'postgres';

/** A version that is here already. */
export interface KnownItem {
  /** The id that its rows have. */
  readonly restsAt: string;
  readonly sha256: Uint8Array;
  readonly instanceId: string | null;
  readonly number: number;
  readonly leafIndex: number;
  readonly leafHash: Uint8Array;
}

/** A file that is here already. */
export interface KnownFile {
  readonly name: string;
  readonly sha256: Uint8Array;
}

/** What is known under an id. */
export interface KnownReport {
  /** The id that was asked for, and the one of the report that it belongs to. */
  readonly asked: string;
  readonly reportId: string;
  readonly items: readonly KnownItem[];
}

interface Row {
  readonly asked: string;
  readonly reportId: string;
  readonly restsAt: string | null;
  readonly sha256: Uint8Array;
  readonly instanceId: string | null;
  readonly number: number;
  readonly leafIndex: number;
  readonly leafHash: Uint8Array;
}

/** The reports that these ids belong to, with all their versions; an id that nothing is known of is a report of its own. */
export async function findKnown(sql: Sql, ids: readonly string[]): Promise<KnownReport[]> {
  const rows = await sql<Row[]>`
    select g.id as asked, coalesce(a.report_id, g.id) as "reportId", i.report_id as "restsAt", i.sha256,
      i.instance_id as "instanceId", i.number, i.leaf_index::float8 as "leafIndex", i.leaf_hash as "leafHash"
    from unnest(${ids as string[]}::uuid[]) g (id)
    left join report_alias a on a.id = g.id
    cross join lateral (
      select coalesce(a.report_id, g.id) as id
      union all select m.id from report_alias m where m.report_id = coalesce(a.report_id, g.id)
    ) member
    left join report_item i on i.report_id = member.id`;
  const reports = new Map<string, { asked: string; reportId: string; items: KnownItem[] }>();
  for (const { asked, reportId, restsAt, ...item } of rows) {
    const report = reports.get(asked) ?? { asked, reportId, items: [] };
    if (restsAt !== null) report.items.push({ restsAt, ...item });
    reports.set(asked, report);
  }
  return [...reports.values()];
}

/** The files of reports, by the ids that their rows have. */
export async function findFiles(sql: Sql, ids: readonly string[]): Promise<Map<string, KnownFile[]>> {
  const rows = await sql<(KnownFile & { reportId: string })[]>`
    select report_id as "reportId", name, sha256 from report_file where report_id = any (${ids as string[]}::uuid[])`;
  const files = new Map<string, KnownFile[]>();
  for (const { reportId, name, sha256 } of rows)
    files.set(reportId, [...(files.get(reportId) ?? []), { name, sha256 }]);
  return files;
}

/** The bytes of a version, where they are still there and not more than so many. */
export async function findRaw(
  sql: Sql,
  item: Pick<KnownItem, 'restsAt' | 'sha256'>,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const rows = await sql<{ raw: Uint8Array | null }[]>`
    select case when bytes <= ${mostBytes} then raw end as raw from report_item
    where report_id = ${item.restsAt} and sha256 = ${Buffer.from(item.sha256)}`;
  return rows[0]?.raw ?? null;
}
