import type { Sql, TransactionSql } from 'postgres';
import type { Uuid } from '../../../kernel/ids.ts';

/** Where the next page begins: after the row with that time and id. */
export interface NotedCursor {
  readonly at: Date;
  readonly id: Uuid;
}

/** Which rows are looked for. */
export interface NotedQuery {
  /** As `queryOf` writes it; empty: all. */
  readonly words: string;
  /** Not before. */
  readonly since: Date | null;
  /** Before. */
  readonly until: Date | null;
  readonly after: NotedCursor | null;
  readonly limit: number;
}

/** Rows found, newest first. */
export interface NotedFound {
  readonly ids: readonly Uuid[];
  /** How many match in all, up to a limit; null: not counted, because the page was full before anything had to be. */
  readonly found: { readonly count: number; readonly isMore: boolean } | null;
}

/** The table that is looked through. */
export type NotedTable = 'history' | 'security' | 'reading';

/** So many of the newest rows are looked at one by one, first; and where many match, before the inverted index is asked for all. */
const LOOKED_AT = { first: 10_000, next: 30_000 } as const;
/** So many rows are sorted at once. */
const MOST_SORTED = 10_000;

/**
 * Finds a page in a time that does not grow with the table: of many matches, a page stands among the newest rows soon; few
 * come from the inverted index and are sorted. Pass the transaction of the request: how its questions are planned is set in it.
 */
export async function findNoted(sql: TransactionSql, table: NotedTable, query: NotedQuery): Promise<NotedFound> {
  if (query.words === '') return { ids: await walk(sql, table, { ...query, bound: null }), found: null };
  // The planner knows how often a word occurs only on the average.
  await sql`select set_config('enable_seqscan', 'off', true)`;
  const newest = await walkTo(sql, table, { query, depth: LOOKED_AT.first });
  if (newest !== null) return { ids: newest, found: null };
  const few = await findAmongFew(sql, table, query);
  if (few !== null) return few;
  const found = { count: MOST_SORTED, isMore: true };
  const near = await walkTo(sql, table, { query, depth: LOOKED_AT.next });
  return { ids: near ?? (await sortAll(sql, table, query)), found };
}

/** A full page from among so many rows, or null. */
async function walkTo(
  sql: TransactionSql,
  table: NotedTable,
  { query, depth }: { readonly query: NotedQuery; readonly depth: number },
): Promise<readonly Uuid[] | null> {
  const bound = await findBound(sql, table, { query, depth });
  if (bound === null) return null;
  const ids = await walk(sql, table, { ...query, bound });
  return ids.length === query.limit ? ids : null;
}

async function findAmongFew(sql: TransactionSql, table: NotedTable, query: NotedQuery): Promise<NotedFound | null> {
  const { id, from, within } = placeOf(sql, table);
  const rows = await sql<{ id: Uuid | null; all: number; matching: number }[]>`
    with every as materialized (
      select ${id} as id, at from ${from} where ${within} and words @@ ${query.words}::tsquery limit ${MOST_SORTED + 1}),
    matching as (select id, at from every where ${inSpan(sql, query)}),
    page as (
      select id, at from matching where ${isAfter(sql, sql`id`, query)} order by at desc, id desc limit ${query.limit})
    select page.id, sums.* from
      (select (select count(*)::int from every) as all, (select count(*)::int from matching) as matching) as sums
      left join page on true
    order by page.at desc, page.id desc`;
  const [first] = rows;
  if (first === undefined || first.all > MOST_SORTED) return null;
  return { ids: rows.flatMap((row) => row.id ?? []), found: { count: first.matching, isMore: false } };
}

/** The time of the row that stands so many rows further back; null: there are fewer. */
async function findBound(
  sql: TransactionSql,
  table: NotedTable,
  { query, depth }: { readonly query: NotedQuery; readonly depth: number },
): Promise<Date | null> {
  const { id, from, within } = placeOf(sql, table);
  const [row] = await sql<{ at: Date }[]>`
    select at from ${from} where ${within} and ${inSpan(sql, query)} and ${isAfter(sql, id, query)}
    order by at desc, ${id} desc offset ${depth} limit 1`;
  return row?.at ?? null;
}

/** Looks at row after row, the newest first, down to that time. */
async function walk(
  sql: TransactionSql,
  table: NotedTable,
  query: NotedQuery & { readonly bound: Date | null },
): Promise<readonly Uuid[]> {
  const { id, from, within } = placeOf(sql, table);
  // Worded so that the planner takes the index by time and not the one of words.
  const matches = query.words === '' ? sql`true` : sql`(words @@ ${query.words}::tsquery) is true`;
  const rows = await sql<{ id: Uuid }[]>`
    select ${id} as id from ${from}
    where ${within} and ${matches} and ${inSpan(sql, query)} and ${isAfter(sql, id, query)}
      ${query.bound === null ? sql`` : sql`and at >= ${query.bound}`}
    order by at desc, ${id} desc limit ${query.limit}`;
  return rows.map((row) => row.id);
}

async function sortAll(sql: TransactionSql, table: NotedTable, query: NotedQuery): Promise<readonly Uuid[]> {
  const { id, from, within } = placeOf(sql, table);
  const rows = await sql<{ id: Uuid }[]>`
    with matching as materialized (
      select ${id} as id, at from ${from}
      where ${within} and words @@ ${query.words}::tsquery and ${inSpan(sql, query)} and ${isAfter(sql, id, query)})
    select id from matching order by at desc, id desc limit ${query.limit}`;
  return rows.map((row) => row.id);
}

function placeOf(sql: Sql | TransactionSql, table: NotedTable) {
  if (table === 'history') return { id: sql`entry_id`, from: sql`history_index`, within: sql`true` };
  return { id: sql`id`, from: sql`security_event`, within: sql`area = ${table}` };
}

function inSpan(sql: Sql | TransactionSql, { since, until }: Pick<NotedQuery, 'since' | 'until'>) {
  return sql`true ${since === null ? sql`` : sql`and at >= ${since}`} ${until === null ? sql`` : sql`and at < ${until}`}`;
}

function isAfter(
  sql: Sql | TransactionSql,
  id: ReturnType<typeof placeOf>['id'],
  { after }: Pick<NotedQuery, 'after'>,
) {
  return after === null ? sql`true` : sql`(at, ${id}) < (${after.at}, ${after.id}::uuid)`;
}
