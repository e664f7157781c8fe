import type { PendingQuery, Row } from 'postgres';
import type { Cells } from '../../../kernel/record.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { KIND_NAMES, type KindName, kindNamed, type RecordSet } from './kinds.ts';
import { type CurrentRecord, type RecordChange, searchTextOf } from './record-set.ts';
import type { SavedRow } from './store/saved-row.ts';
import { stageRows } from './store/stage-rows.ts';

/** An election on this server. */
export interface StoredElection {
  readonly id: string;
  readonly slug: string;
  readonly visibility: 'private' | 'public';
  readonly archivedAt: Date | null;
  readonly revision: number;
}

/** Who writes, when, why, and as part of which change. */
export interface Authorship {
  readonly authorId: string | null;
  readonly authorName: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly changeId: string;
}

/** One version of a record as it stands in its history. */
export interface RecordVersion {
  readonly version: number;
  readonly act: RecordChange['act'];
  readonly cells: Cells;
  readonly authorName: string;
  /** Whether the program itself wrote it, as at the first start. */
  readonly isByProgram: boolean;
  readonly at: Date;
  readonly reason: string | null;
}

/** More than that go by way of a table of their own. */
const MOST_ROWS_AS_JSON = 2_000;

/** A query for rows with the columns of a SavedRow. */
type RowSource = PendingQuery<Row[]>;

/** The election of that name, or null. */
export async function findElection(sql: Db, slug: string): Promise<StoredElection | null> {
  const rows = await sql<StoredElection[]>`
    select id, slug, visibility, archived_at as "archivedAt", revision::int as revision
    from election where slug = ${slug}`;
  return rows[0] ?? null;
}

/** An election with the cells of its `election` record, for a list. */
export interface ListedElection extends StoredElection {
  readonly cells: Cells;
}

/** All elections, those in work first, newest day first; private ones only where asked for. */
export async function listElections(sql: Db, options: { includePrivate: boolean }): Promise<ListedElection[]> {
  return await sql<ListedElection[]>`
    select election.id, slug, visibility, archived_at as "archivedAt", revision::int as revision, record.cells
    from election join record on record.election_id = election.id and record.kind = 'election'
    where ${options.includePrivate} or (visibility = 'public' and archived_at is null)
    order by archived_at is not null, record.cells ->> 'election_day' desc, slug`;
}

/** A new election without records. @throws Problem `conflict` where the name is taken. */
export async function createElection(
  sql: Db,
  election: { id: string; slug: string; visibility: 'private' | 'public'; at: Date },
): Promise<StoredElection> {
  const rows = await sql<StoredElection[]>`
    insert into election (id, slug, visibility, created_at)
    values (${election.id}, ${election.slug}, ${election.visibility}, ${election.at})
    on conflict (slug) do nothing
    returning id, slug, visibility, archived_at as "archivedAt", revision::int as revision`;
  const created = rows[0];
  if (created === undefined) throw new Problem('conflict', { what: `election ${election.slug}` });
  return created;
}

/** Puts an election away, or takes it back into work where `at` is null. */
export async function setArchived(sql: Db, electionId: string, at: Date | null): Promise<void> {
  await sql`update election set archived_at = ${at}, revision = revision + 1 where id = ${electionId}`;
}

/** Shows an election to everybody, or only to people with an account. */
export async function setVisibility(sql: Db, electionId: string, visibility: 'private' | 'public'): Promise<void> {
  await sql`update election set visibility = ${visibility}, revision = revision + 1 where id = ${electionId}`;
}

/**
 * Takes the election for a change: whoever else wants to change it waits.
 *
 * @throws Problem `archived` where the election has been put away.
 */
export async function lockElection(sql: Db, election: StoredElection): Promise<void> {
  const rows = await sql<{ archivedAt: Date | null }[]>`
    select archived_at as "archivedAt" from election where id = ${election.id} for update`;
  if (rows[0]?.archivedAt) throw new Problem('archived', { election: election.slug });
}

/** The records as they stand, in the order of their files; withdrawn ones are left out. */
export async function loadCells(
  sql: Db,
  electionId: string,
  kinds: readonly KindName[] = KIND_NAMES,
): Promise<RecordSet> {
  const rows = await sql<{ kind: KindName; cells: Cells }[]>`
    select kind, cells from record
    where election_id = ${electionId} and kind in ${sql(kinds as KindName[])} and not withdrawn
    order by kind, position, key`;
  return groupByKind(rows);
}

/** The records as they stand with their versions, withdrawn ones included. */
export async function loadCurrent(
  sql: Db,
  electionId: string,
  kinds: readonly KindName[] = KIND_NAMES,
): Promise<CurrentRecord[]> {
  return await sql<CurrentRecord[]>`
    select kind, key, version, withdrawn, cells, position from record
    where election_id = ${electionId} and kind in ${sql(kinds as KindName[])}
    order by kind, position, key`;
}

/** What the browser computes with: all that stands, but places and claims about places, which it loads as it needs them. */
export async function loadFile(sql: Db, electionId: string): Promise<CurrentRecord[]> {
  return await sql<CurrentRecord[]>`
    select kind, key, version, withdrawn, cells, position from record
    where election_id = ${electionId} and not withdrawn and kind <> 'place'
      and not (kind = 'claim' and cells ? 'place')
    order by kind, position, key`;
}

/** One record as it stands, or null. */
export async function findRecord(
  sql: Db,
  electionId: string,
  record: { kind: KindName; key: string },
): Promise<CurrentRecord | null> {
  const rows = await sql<CurrentRecord[]>`
    select kind, key, version, withdrawn, cells, position from record
    where election_id = ${electionId} and kind = ${record.kind} and key = ${record.key}`;
  return rows[0] ?? null;
}

/** All versions of a record, newest first. */
export async function loadHistory(
  sql: Db,
  electionId: string,
  record: { kind: KindName; key: string },
): Promise<RecordVersion[]> {
  return await sql<RecordVersion[]>`
    select version, act, cells, author_name as "authorName", author_id is null as "isByProgram", at, reason
    from record_version
    where election_id = ${electionId} and kind = ${record.kind} and key = ${record.key}
    order by version desc`;
}

/** The places of `codes` and everything above them. */
export async function loadPlacesWithAncestors(
  sql: Db,
  electionId: string,
  codes: readonly string[],
): Promise<CurrentRecord[]> {
  return await sql<CurrentRecord[]>`
    with recursive chain as (
      select key, cells ->> 'parent' as parent from record
      where election_id = ${electionId} and kind = 'place' and key in ${sql(codes.length > 0 ? [...codes] : [''])}
      union
      select record.key, record.cells ->> 'parent' from record join chain on record.key = chain.parent
      where record.election_id = ${electionId} and record.kind = 'place'
    )
    select kind, key, version, withdrawn, cells, position from record
    where election_id = ${electionId} and kind = 'place' and key in (select key from chain)
    order by position, key`;
}

/** The claims about no place, and those about `place`. */
export async function loadClaimsOfPlace(sql: Db, electionId: string, place: string | null): Promise<Cells[]> {
  const rows = await sql<{ cells: Cells }[]>`
    select cells from record
    where election_id = ${electionId} and kind = 'claim' and not withdrawn
      and (not cells ? 'place' or cells ->> 'place' = ${place})
    order by position, key`;
  return rows.map((row) => row.cells);
}

/** Which records of which kinds name `key` in one of `columns` (kind → columns that refer); at most 20. */
export async function findReferrers(
  sql: Db,
  electionId: string,
  reference: { key: string; columns: readonly { kind: KindName; column: string }[] },
): Promise<{ kind: KindName; key: string }[]> {
  const kinds = reference.columns.map(({ kind }) => kind);
  const columns = reference.columns.map(({ column }) => column);
  return await sql<{ kind: KindName; key: string }[]>`
    select distinct record.kind, record.key
    from unnest(${kinds}::text[], ${columns}::text[]) as referring (kind, name)
    join record on record.kind = referring.kind
    where record.election_id = ${electionId} and not record.withdrawn
      and ${reference.key} = any (string_to_array(record.cells ->> referring.name, '|'))
    limit 20`;
}

/**
 * Writes changes: a version each, and the state that follows from it.
 *
 * @throws Problem `conflict` where a record is not at the version that its change starts from.
 */
export async function saveRecords(
  sql: Db,
  electionId: string,
  save: { changes: readonly RecordChange[]; authorship: Authorship },
): Promise<void> {
  const last = await lastPositions(sql, electionId);
  const target = { electionId, authorship: save.authorship, count: save.changes.length };
  if (save.changes.length <= MOST_ROWS_AS_JSON) {
    const rows = save.changes.map((change) => rowOf(change, last));
    await saveRows(sql, target, rowsOfJson(sql, rows));
  } else {
    await stageRows(sql, rowsOf(save.changes, last));
    await saveRows(sql, target, sql`select * from staged_change`);
    await sql`drop table staged_change`;
  }
  await sql`update election set revision = revision + 1 where id = ${electionId}`;
}

/** Remembers the order of the rows of files, without a new version of any record. */
export async function savePositions(
  sql: Db,
  electionId: string,
  positions: readonly { kind: KindName; key: string; position: number }[],
): Promise<void> {
  const [kinds, keys] = [positions.map((row) => row.kind), positions.map((row) => row.key)];
  await sql`
    update record set position = row.position
    from unnest(${kinds}::text[], ${keys}::text[], ${positions.map((row) => row.position)}::int[])
      as row (kind, key, position)
    where record.election_id = ${electionId} and record.kind = row.kind and record.key = row.key
      and record.position <> row.position`;
}

/** The columns that each file had when it was imported. */
export async function loadColumns(sql: Db, electionId: string): Promise<Partial<Record<KindName, string[]>>> {
  const rows = await sql<{ kind: KindName; columns: string[] }[]>`
    select kind, columns from record_file where election_id = ${electionId}`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.columns]));
}

/** Remembers the columns of a file. */
export async function saveColumns(
  sql: Db,
  electionId: string,
  file: { kind: KindName; columns: readonly string[] },
): Promise<void> {
  await sql`
    insert into record_file (election_id, kind, columns)
    values (${electionId}, ${file.kind}, ${file.columns as string[]}::text[])
    on conflict (election_id, kind) do update set columns = excluded.columns`;
}

function rowOf(change: RecordChange, last: Map<string, number>): SavedRow {
  const { kind, key, act, cells, base } = change;
  const position = change.position ?? (base === 0 ? nextPosition(last, kind) : null);
  return { kind, key, version: base + 1, act, cells, position, search: searchTextOf(kind, cells) };
}

function* rowsOf(changes: readonly RecordChange[], last: Map<string, number>): Generator<SavedRow> {
  for (const change of changes) yield rowOf(change, last);
}

/** As one JSON text, which costs least to make and takes one round. */
function rowsOfJson(sql: Db, rows: readonly SavedRow[]): RowSource {
  return sql`
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as row (kind text, key text, version int, act text, cells jsonb, position int, search text)`;
}

/** One statement for both tables, so that both have all rows or none. */
async function saveRows(
  sql: Db,
  { electionId, authorship, count }: { electionId: string; authorship: Authorship; count: number },
  source: RowSource,
): Promise<void> {
  const { authorId, authorName, at, reason, changeId } = authorship;
  const [saved] = await sql<{ versions: number; records: number }[]>`
    with row as (${source}
    ), versions as (
      insert into record_version
        (election_id, kind, key, version, act, cells, author_id, author_name, at, reason, change_id)
      select ${electionId}::uuid, kind, key, version, act, cells, ${authorId}::uuid, ${authorName}, ${at}::timestamptz,
        ${reason}::text, ${changeId}::uuid
      from row on conflict do nothing returning 1
    ), records as (
      insert into record as present (election_id, kind, key, version, withdrawn, cells, position, search)
      select ${electionId}::uuid, kind, key, version, act = 'withdrawn', cells, coalesce(position, 0), search from row
      on conflict (election_id, kind, key) do update set
        version = excluded.version, withdrawn = excluded.withdrawn, cells = excluded.cells, search = excluded.search,
        position = case when excluded.position > 0 then excluded.position else present.position end
      where present.version = excluded.version - 1
      returning 1
    )
    select (select count(*)::int from versions) as versions, (select count(*)::int from records) as records`;
  if (saved?.versions !== count || saved.records !== count) {
    throw new Problem('conflict', { what: 'record' });
  }
}

async function lastPositions(sql: Db, electionId: string): Promise<Map<string, number>> {
  const rows = await sql<{ kind: string; last: number }[]>`
    select kind, max(position) as last from record where election_id = ${electionId} group by kind`;
  return new Map(rows.map((row) => [row.kind, row.last]));
}

function nextPosition(last: Map<string, number>, kind: KindName): number {
  const next = (last.get(kind) ?? 0) + 1;
  last.set(kind, next);
  return next;
}

function groupByKind(rows: readonly { kind: KindName; cells: Cells }[]): RecordSet {
  const grouped: Partial<Record<KindName, Cells[]>> = {};
  for (const row of rows) {
    const list = grouped[row.kind] ?? [];
    list.push(row.cells);
    grouped[row.kind] = list;
  }
  return grouped;
}

/** Which columns of which kinds refer to records of kind `to`. */
export function columnsReferringTo(to: KindName): { kind: KindName; column: string }[] {
  return KIND_NAMES.flatMap((kind) =>
    Object.entries(kindNamed(kind).fields)
      .filter(([, field]) => field.to === to)
      .map(([column]) => ({ kind, column })),
  );
}
