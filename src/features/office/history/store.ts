import type { TransactionSql } from 'postgres';
import type { Uuid } from '../../../kernel/ids.ts';
import { parseReceiptCode } from '../../../ledger/proof/receipt-code.ts';
import { findNoted } from '../../../platform/db/noted/find-noted.ts';
import { type Lexeme, markOf, queryOf } from '../../../platform/db/noted/lexemes.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import type { Act, Cursor } from './act.ts';

/** What narrows acts down, and whose sight limits them. */
export interface ActFilter {
  readonly election?: string | undefined;
  readonly mission?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Kind of object, and the key of one. */
  readonly kind?: string | undefined;
  readonly key?: string | undefined;
  readonly search?: string | undefined;
  /** Not before. */
  readonly since: Date | null;
  /** Before. */
  readonly until: Date | null;
  readonly reader: HistoryReader;
}

/** Which page of them. */
export interface ActQuery extends ActFilter {
  readonly after: Cursor | null;
  readonly limit: number;
}

/** Administrators see everything, others what was done in elections and what they did themselves. */
export interface HistoryReader {
  readonly id: Uuid;
  readonly seesAll: boolean;
}

function visibleTo(sql: Db, reader: HistoryReader) {
  return reader.seesAll ? sql`true` : sql`(e.election_id is not null or e.actor_id = ${reader.id})`;
}

/** A page of acts. */
export interface FoundActs {
  readonly acts: readonly Act[];
  readonly found: { readonly count: number; readonly isMore: boolean } | null;
}

/** The newest acts that match, newest first. */
export async function listActs(sql: TransactionSql, query: ActQuery): Promise<FoundActs> {
  const words = await wordsOfFilter(sql, query);
  if (words === null) return { acts: [], found: { count: 0, isMore: false } };
  const { since, until, after, limit } = query;
  const { ids, found } = await findNoted(sql, 'history', { words, since, until, after, limit });
  return { acts: await loadActs(sql, { ids, reader: query.reader }), found };
}

/** What the index is asked for; null: nothing can match, because there is no such election. */
export async function wordsOfFilter(sql: Db, filter: ActFilter): Promise<string | null> {
  const { election, mission, actor, action, kind, key, search = '', reader } = filter;
  const marks: (Lexeme | Lexeme[])[] = [];
  if (!reader.seesAll) marks.push([markOf('e', 'any'), markOf('a', reader.id)]);
  if (actor !== undefined) marks.push(markOf('a', actor));
  if (action !== undefined) marks.push(action.includes('.') ? markOf('d', action) : markOf('g', action));
  if (kind !== undefined) marks.push(key === undefined ? markOf('k', kind) : markOf('o', `${kind}/${key}`));
  if (mission !== undefined) marks.push(markOf('m', mission));
  if (election !== undefined) {
    const [row] = await sql<{ id: string }[]>`select id from election where slug = ${election}`;
    if (row === undefined) return null;
    marks.push(markOf('e', row.id));
  }
  const words = queryOf(marks, search);
  const reports = await reportsOfReceipt(sql, search);
  if (reports.length === 0) return words;
  // What is done to a report later names later receipts of it.
  const ofReports = queryOf([...marks, reports.map((id) => markOf('o', `report/${id}`))], '');
  return `(${words}) | (${ofReports})`;
}

/** The report that has a receipt, under every id that it has or had; none where the text is no receipt of a report. */
async function reportsOfReceipt(sql: Db, text: string): Promise<string[]> {
  const code = parseReceiptCode(text);
  if (code === null) return [];
  const rows = await sql<{ id: string }[]>`
    with came as (
      select i.report_id as id from report_item i join mission m on m.id = i.mission_id
      where m.slug = ${code.slug} and i.leaf_index = ${code.index}
        and substring(i.leaf_hash from 1 for ${code.start.length}::int) = ${Buffer.from(code.start)}
    ), own as (
      select coalesce(a.report_id, came.id) as id from came left join report_alias a on a.id = came.id
    )
    select id from own union select a.id from report_alias a join own on a.report_id = own.id`;
  return rows.map(({ id }) => id);
}

function actColumns(sql: Db) {
  return sql`
    e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.action, v.slug as election,
    e.subject_kind as "subjectKind", e.subject_key as "subjectKey", e.reason, e.details`;
}

async function loadActs(
  sql: Db,
  { ids, reader }: { readonly ids: readonly Uuid[]; readonly reader: HistoryReader },
): Promise<Act[]> {
  if (ids.length === 0) return [];
  // Asked again, beside the index: what a person may not see is shown by no fault of it.
  return await sql<Act[]>`
    select ${actColumns(sql)} from audit_entry e left join election v on v.id = e.election_id
    where e.id = any(${ids as Uuid[]}::uuid[]) and ${visibleTo(sql, reader)}
    order by e.at desc, e.id desc`;
}

/** One act that the reader may see, or null. */
export async function findAct(sql: Db, id: string, reader: HistoryReader): Promise<Act | null> {
  const [act] = await loadActs(sql, { ids: [id as Uuid], reader });
  return act ?? null;
}

/** The acts that come next in the order of time, oldest first, as an export reads them. */
export async function readActs(
  sql: Db,
  words: string,
  { since, until, after, limit, reader }: Omit<ActQuery, keyof ActFilter> & ActFilter,
): Promise<Act[]> {
  return await sql<Act[]>`
    select ${actColumns(sql)}
    from audit_entry e join history_index i on i.entry_id = e.id left join election v on v.id = e.election_id
    where ${visibleTo(sql, reader)} and ${words === '' ? sql`true` : sql`i.words @@ ${words}::tsquery`}
      ${since === null ? sql`` : sql`and i.at >= ${since}`} ${until === null ? sql`` : sql`and i.at < ${until}`}
      ${after === null ? sql`` : sql`and (i.at, i.entry_id) > (${after.at}, ${after.id}::uuid)`}
    order by i.at, i.entry_id limit ${limit}`;
}

/** How many acts an export holds. */
export async function countActs(sql: Db, words: string, { since, until, reader }: ActFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from audit_entry e join history_index i on i.entry_id = e.id
    where ${visibleTo(sql, reader)} and ${words === '' ? sql`true` : sql`i.words @@ ${words}::tsquery`}
      ${since === null ? sql`` : sql`and i.at >= ${since}`} ${until === null ? sql`` : sql`and i.at < ${until}`}`;
  return row?.count ?? 0;
}

/** Whether older acts are still being indexed: a search does not find them yet. */
export async function isIndexing(sql: Db): Promise<boolean> {
  const [row] = await sql<{ waits: boolean }[]>`select exists (select from history_backlog) as waits`;
  return row?.waits ?? false;
}

/** What the filters offer. */
export interface HistoryChoices {
  readonly elections: readonly string[];
  readonly missions: readonly string[];
  readonly actors: readonly { readonly id: Uuid; readonly name: string }[];
  readonly actions: readonly string[];
  readonly kinds: readonly string[];
}

/** What the acts that the reader may see differ by. People stand under the last name that they had. */
export async function listChoices(sql: Db, reader: HistoryReader): Promise<HistoryChoices> {
  const visible = reader.seesAll ? sql`true` : sql`(c.election_id is not null or c.actor_id = ${reader.id})`;
  const [row] = await sql<HistoryChoices[]>`
    with choice as materialized (select distinct c.* from history_choice c where ${visible})
    select
      array(select slug from election v where exists (select from choice c where c.election_id = v.id) order by slug)
        as elections,
      array(select distinct mission from choice where mission is not null order by mission) as missions,
      coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name, a.id)
        from account a where exists (select from choice c where c.actor_id = a.id)), '[]') as actors,
      array(select distinct action from choice order by action) as actions,
      array(select distinct subject_kind from choice order by subject_kind) as kinds`;
  return row as HistoryChoices;
}

/** The cells of a version of a record and of the one before; null: it has none. */
export interface RecordCells {
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What a version of a record changed. */
export async function loadRecordCells(sql: Db, act: Act, version: number): Promise<RecordCells> {
  const rows = await sql<{ version: number; act: string; cells: Readonly<Record<string, unknown>> }[]>`
    select r.version, r.act, r.cells from record_version r join election v on v.id = r.election_id
    where v.slug = ${act.election ?? ''} and r.kind = ${act.subjectKind} and r.key = ${act.subjectKey}
      and r.version in (${version}, ${version - 1})`;
  const cellsOf = (number: number) => rows.find((row) => row.version === number)?.cells ?? null;
  return { before: cellsOf(version - 1), after: cellsOf(version) };
}

const ACTS_AT_ONCE = 1_000;

/** All acts of the whole server, oldest first, whether they are indexed already or not, some at a time. */
export async function* eachAct(sql: TransactionSql): AsyncGenerator<Act[]> {
  const query = sql<Act[]>`
    select ${actColumns(sql)} from audit_entry e left join election v on v.id = e.election_id order by e.at, e.id`;
  for await (const acts of query.cursor(ACTS_AT_ONCE)) yield acts;
}

/** Somebody by a name that they have, had, or were invited under. */
export interface NamedPerson {
  /** Of the account, the device or the invitation; null: the name alone is known. */
  readonly id: Uuid | null;
  readonly name: string;
  /** Role of an account or an invitation; `device`; `person`: nothing else is known. */
  readonly role: string;
  /** Of a device. */
  readonly pseudonym: string | null;
}

/** Everybody whom the server knows by name, also by one that they had: people, those invited, devices of all missions. */
export async function listNames(sql: Db): Promise<NamedPerson[]> {
  return await sql<NamedPerson[]>`
    with named as (
      select id, name, null::text as pseudonym from account union select id, sign_in_name, null from account
      union select id, name, null from invitation union select id, name, pseudonym from device
      union select id, login, pseudonym from device where login is not null
      union select actor_id, actor_name, null from audit_entry where actor_id is not null
      union select by_id, by_name, null from report_act union select by_id, by_name, null from report_comment
      union select null, details ->> 'name', case subject_kind when 'device' then split_part(subject_key, '/', 2) end
        from audit_entry where subject_kind in ('account', 'invitation', 'device') and details ? 'name'
      union select null, details ->> 'before', null from audit_entry where action = 'account.renamed'
      union select null, reporter, null from report_entry where reporter is not null
    )
    select n.id, n.name, coalesce(n.pseudonym, d.pseudonym) as pseudonym,
      coalesce(a.role, i.role, case when coalesce(n.pseudonym, d.pseudonym) is null then 'person' else 'device' end) as role
    from named n left join account a on a.id = n.id left join invitation i on i.id = n.id
    left join device d on d.id = n.id
    where n.name is not null order by n.id nulls last, n.name`;
}
