import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { type Cells, readRecord } from '../../../../kernel/record.ts';
import { must } from '../../../../kernel/result.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { type FormerParent, formerParentsOn } from '../as-of.ts';
import { placeEventKind } from '../place.ts';
import type { HeldPlace, HeldRecord, PageStart } from '../tree.ts';

/** The tree of an election as it was on a day. */
export interface PlaceTree {
  readonly electionId: string;
  /** Grows with every change of any record of the election. */
  readonly revision: number;
  readonly day: CalendarDate;
  /** Places that lay elsewhere than they lie now. */
  readonly moves: readonly FormerParent[];
}

/**
 * The tree on `day`, or on the day of the election where `day` is not given. Steers the planner for the rest of the
 * transaction: a plan that fits any text is a hundred times slower than one for the text that is looked for, and the
 * estimates of a recursion are so far off that the server would compile machine code for it.
 */
export async function loadTree(
  sql: Db,
  election: { readonly id: string; readonly revision: number },
  day: CalendarDate | undefined,
): Promise<PlaceTree> {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)`;
  const chosen = day ?? (await loadElectionDay(sql, election.id));
  const moves = await loadMoves(sql, election.id, chosen);
  return { electionId: election.id, revision: election.revision, day: chosen, moves };
}

async function loadElectionDay(sql: Db, electionId: string): Promise<CalendarDate> {
  const rows = await sql<{ day: CalendarDate }[]>`
    select cells ->> 'election_day' as day from record where election_id = ${electionId} and kind = 'election'`;
  return must(rows[0], `Election ${electionId} has no record of itself`).day;
}

async function loadMoves(sql: Db, electionId: string, day: CalendarDate): Promise<FormerParent[]> {
  const rows = await sql<{ code: string; parent: string | null; cells: Cells }[]>`
    select place.key as code, place.cells ->> 'parent' as parent, event.cells
    from record as event
    join record as place on place.election_id = ${electionId} and place.kind = 'place'
      and place.key = event.cells ->> 'place' and not place.withdrawn
    join record as former on former.election_id = ${electionId} and former.kind = 'place'
      and former.key = event.cells ->> 'from' and not former.withdrawn
    where event.election_id = ${electionId} and event.kind = 'place-event' and not event.withdrawn
      and event.cells ->> 'event' = 'moved'`;
  const moved = new Map(rows.map((row) => [row.code, { code: row.code, parent: row.parent }]));
  const events = rows.map((row) => readRecord(placeEventKind, row.cells));
  return formerParentsOn(day, [...moved.values()], events);
}

/** All places of the tree, as a subquery: `key version cells position parent`. Withdrawn records are no places. */
export function placesOf(sql: Db, tree: PlaceTree) {
  const { electionId, moves } = tree;
  const [codes, parents] = [moves.map((move) => move.code), moves.map((move) => move.parent)];
  const unmoved = sql`
    select key, version, cells, position, cells ->> 'parent' as parent from record
    where election_id = ${electionId} and kind = 'place' and not withdrawn`;
  if (codes.length === 0) return sql`(${unmoved})`;
  return sql`(
    ${unmoved} and key <> all (${codes}::text[])
    union all
    select record.key, record.version, record.cells, record.position, move.parent
    from unnest(${codes}::text[], ${parents}::text[]) as move (code, parent)
    join record on record.key = move.code
    where record.election_id = ${electionId} and record.kind = 'place' and not record.withdrawn
  )`;
}

/** One place, or null. */
export async function findPlace(sql: Db, tree: PlaceTree, code: string): Promise<HeldPlace | null> {
  const rows = await sql<HeldPlace[]>`
    select key, version, cells, position, parent from ${placesOf(sql, tree)} as place where key = ${code}`;
  return rows[0] ?? null;
}

/** The places that lie directly in `parent`, or the roots where that is null, in the order of the file. */
export async function loadChildren(
  sql: Db,
  tree: PlaceTree,
  page: { readonly parent: string | null; readonly after: PageStart | null; readonly limit: number },
): Promise<HeldPlace[]> {
  const { parent, after } = page;
  return await sql<HeldPlace[]>`
    select key, version, cells, position, parent from ${placesOf(sql, tree)} as place
    where ${parent === null ? sql`parent is null` : sql`parent = ${parent}`}
      ${after === null ? sql`` : sql`and (position, key) > (${after.position}, ${after.key})`}
    order by position, key
    limit ${page.limit}`;
}

/** From the root to the parent of each of `codes`; a code that lies in nothing is left out. */
export async function loadPaths(
  sql: Db,
  tree: PlaceTree,
  codes: readonly string[],
): Promise<Map<string, readonly HeldRecord[]>> {
  const rows = await sql<(HeldRecord & { start: string })[]>`
    with recursive chain (start, key, depth) as (
      select code, code, 0 from unnest(${codes}::text[]) as wanted (code)
      union all
      select chain.start, above.parent, chain.depth + 1
      from chain cross join lateral (
        select parent from ${placesOf(sql, tree)} as place where place.key = chain.key offset 0
      ) as above
      where above.parent is not null and chain.depth < 50
    )
    select chain.start, place.key, place.version, place.cells
    from chain cross join lateral (
      select key, version, cells from record
      where election_id = ${tree.electionId} and kind = 'place' and key = chain.key and not withdrawn offset 0
    ) as place
    where chain.depth > 0
    order by chain.start, chain.depth desc`;
  const paths = new Map<string, HeldRecord[]>();
  for (const { start, ...place } of rows) paths.set(start, [...(paths.get(start) ?? []), place]);
  return paths;
}
