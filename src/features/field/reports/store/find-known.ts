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
  readonly isErased: boolean;
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

interface AliasRow {
  readonly id: string;
  readonly reportId: string;
}

/** The reports that these ids belong to, with all their versions; an id that nothing is known of is a report of its own. */
export async function findKnown(sql: Sql, ids: readonly string[]): Promise<KnownReport[]> {
  // Side by side: nearly always no name stands for another report, and then the second answer is all there is.
  const [aliases, found] = await Promise.all([loadAliases(sql, ids), loadItems(sql, ids)]);
  if (aliases.length === 0) return ids.map((id) => ({ asked: id, reportId: id, items: found.get(id) ?? [] }));
  const reportOf = new Map(aliases.map(({ id, reportId }) => [id, reportId]));
  const canonical = ids.map((id) => reportOf.get(id) ?? id);
  const members = new Map([...new Set(canonical)].map((id) => [id, [id]]));
  for (const { id, reportId } of await loadAliases(sql, canonical)) members.get(reportId)?.push(id);
  const items = await loadItems(sql, [...members.values()].flat());
  return ids.map((asked, at) => {
    const reportId = canonical[at] ?? asked;
    return { asked, reportId, items: (members.get(reportId) ?? []).flatMap((id) => items.get(id) ?? []) };
  });
}

async function loadAliases(sql: Sql, ids: readonly string[]): Promise<AliasRow[]> {
  return await sql<AliasRow[]>`
    select id, report_id as "reportId" from report_alias
    where id = any (${ids as string[]}::uuid[]) or report_id = any (${ids as string[]}::uuid[])`;
}

async function loadItems(sql: Sql, ids: readonly string[]): Promise<Map<string, KnownItem[]>> {
  const rows = await sql<KnownItem[]>`
    select report_id as "restsAt", sha256, instance_id as "instanceId", number, leaf_index::float8 as "leafIndex",
      leaf_hash as "leafHash", erased_at is not null as "isErased"
    from report_item where report_id = any (${ids as string[]}::uuid[]) order by report_id, number`;
  const items = new Map<string, KnownItem[]>();
  for (const row of rows) items.set(row.restsAt, [...(items.get(row.restsAt) ?? []), row]);
  return items;
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
