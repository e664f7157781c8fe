import type { Sql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';

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
  /** Its versions; of a crowded report, the newest and those with the bytes that were asked for. */
  readonly items: readonly KnownItem[];
  readonly isCrowded: boolean;
}

/**
 * A report with more versions than these is crowded: somebody floods it. Not all of it is looked at any more, so that what
 * comes for it costs no more than what comes for any other.
 */
export const MOST_VERSIONS = 16;
/** Names that belong to one report and are looked under. */
const MOST_NAMES = 64;

interface AliasRow {
  readonly id: string;
  readonly reportId: string;
}

/** The reports that these ids belong to, with their versions; an id that nothing is known of is a report of its own. */
export async function findKnown(
  sql: Sql,
  { ids, digests }: { readonly ids: readonly string[]; readonly digests: readonly Uint8Array[] },
): Promise<KnownReport[]> {
  // Side by side: nearly always no name stands for another report, and then the second answer is all there is.
  const [aliases, found] = await Promise.all([loadAliases(sql, ids), loadItems(sql, ids)]);
  const reportOf = new Map(aliases.map(({ id, reportId }) => [id, reportId]));
  const families = new Map(ids.map((id) => [reportOf.get(id) ?? id, new Set([reportOf.get(id) ?? id])]));
  for (const id of ids) families.get(reportOf.get(id) ?? id)?.add(id);
  if (aliases.length > 0) {
    for (const { id, reportId } of await loadAliases(sql, [...families.keys()])) families.get(reportId)?.add(id);
  }
  const items =
    aliases.length === 0
      ? found
      : await loadItems(
          sql,
          [...families.values()].flatMap((each) => [...each]),
        );
  const crowds = [...families].filter(([, members]) => countItems(members, items) > MOST_VERSIONS);
  const crowded = new Set(crowds.map(([id]) => id));
  const members = crowds.flatMap(([, each]) => [...each]);
  const last = crowds.length === 0 ? NONE : await loadCrowded(sql, members, digests);
  const known: KnownReport[] = [];
  for (const asked of ids) {
    const reportId = reportOf.get(asked) ?? asked;
    const isCrowded = crowded.has(reportId);
    const places = isCrowded ? last : items;
    const found = [...(families.get(reportId) ?? [])].flatMap((id) => places.get(id) ?? []);
    known.push({ asked, reportId, isCrowded, items: found });
  }
  return known;
}

type ItemsById = ReadonlyMap<string, readonly KnownItem[]>;

const NONE: ItemsById = new Map();

function countItems(members: ReadonlySet<string>, items: ItemsById): number {
  let count = 0;
  for (const id of members) count += items.get(id)?.length ?? 0;
  return count;
}

/** What each id stands for, and some of the names that stand for it. */
async function loadAliases(sql: Sql, ids: readonly string[]): Promise<readonly AliasRow[]> {
  return await sql<AliasRow[]>`
    select id, report_id as "reportId" from report_alias where id = any (${ids as string[]}::uuid[])
    union
    select a.id, a.report_id from unnest(${ids as string[]}::uuid[]) g (id) cross join lateral (
      select id, report_id from report_alias where report_id = g.id limit ${MOST_NAMES}
    ) a`;
}

function columns(sql: Sql) {
  return sql`report_id as "restsAt", sha256, instance_id as "instanceId", number, leaf_index::float8 as "leafIndex",
    leaf_hash as "leafHash", erased_at is not null as "isErased"`;
}

/** The versions that rest at each id: all, or one more than makes it crowded. */
async function loadItems(sql: Sql, ids: readonly string[]): Promise<ItemsById> {
  const rows = await sql<KnownItem[]>`
    select i.* from unnest(${ids as string[]}::uuid[]) g (id) cross join lateral (
      select ${columns(sql)} from report_item where report_id = g.id limit ${MOST_VERSIONS + 1}
    ) i`;
  return byPlace(rows);
}

/** The newest version that rests at each id, and those with one of these digests. */
async function loadCrowded(sql: Sql, ids: readonly string[], digests: readonly Uint8Array[]): Promise<ItemsById> {
  const rows = await sql<KnownItem[]>`
    select i.* from unnest(${ids as string[]}::uuid[]) g (id) cross join lateral (
      (select ${columns(sql)} from report_item where report_id = g.id and number > 1 order by number desc limit 1)
      union
      (select ${columns(sql)} from report_item
        where report_id = g.id and sha256 = any (array (select decode(hex, 'hex') from unnest(${digests.map(formatHex)}::text[]) d (hex))))
    ) i`;
  return byPlace(rows);
}

function byPlace(rows: readonly KnownItem[]): ItemsById {
  const items = new Map<string, KnownItem[]>();
  for (const row of [...rows].sort((one, other) => one.number - other.number)) {
    const known = items.get(row.restsAt);
    if (known === undefined) items.set(row.restsAt, [row]);
    else known.push(row);
  }
  return items;
}

/** Where a file could be that came. */
export interface FilePlace extends KnownFile {
  readonly reportId: string;
}

/** Those of `places` where the file is. */
export async function findFiles(sql: Sql, places: readonly FilePlace[]): Promise<readonly FilePlace[]> {
  const ids = places.map(({ reportId }) => reportId);
  const names = places.map(({ name }) => name);
  const digests = places.map(({ sha256 }) => formatHex(sha256));
  return await sql<FilePlace[]>`
    select distinct f.report_id as "reportId", f.name, f.sha256
    from unnest(${ids}::uuid[], ${names}::text[], ${digests}::text[]) g (id, name, hex)
    join report_file f on f.report_id = g.id and f.name = g.name and f.sha256 = decode(g.hex, 'hex')`;
}

/** So many files of a report are counted. */
const MOST_COUNTED = 100_000;

/** How many files rest at each id; none: 0. */
export async function countFiles(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ id: string; count: number }[]>`
    select g.id, f.count::float8 as count from unnest(${ids as string[]}::uuid[]) g (id) cross join lateral (
      select count(*) as count from (select from report_file where report_id = g.id limit ${MOST_COUNTED}) c
    ) f`;
  return new Map(rows.map(({ id, count }) => [id, count]));
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
