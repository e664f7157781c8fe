import type { Db } from '../../../../platform/http/endpoint.ts';
import type { BelowCounts, PlaceCount } from '../tree.ts';
import { type PlaceTree, placesOf } from './load-tree.ts';
import { createMemory } from './remember.ts';

const ANSWERS_KEPT = 100;
const rememberBelow = createMemory<ReadonlyMap<string, BelowCounts>>(ANSWERS_KEPT);
const rememberCounts = createMemory<readonly PlaceCount[]>(ANSWERS_KEPT);

/**
 * How many places lie directly in each of `codes`, and how many precincts anywhere below; nothing lies below a
 * precinct. Counted once for each state of the election.
 */
export function countBelow(
  sql: Db,
  tree: PlaceTree,
  codes: readonly string[],
): Promise<ReadonlyMap<string, BelowCounts>> {
  return rememberBelow(tree, JSON.stringify(codes), () => countEachBelow(sql, tree, codes));
}

async function countEachBelow(
  sql: Db,
  tree: PlaceTree,
  codes: readonly string[],
): Promise<ReadonlyMap<string, BelowCounts>> {
  const rows = await sql<{ top: string; children: number; open: number; closed: number; planned: number }[]>`
    ${aboveDownFrom(sql, tree, codes)}
    select top, (sum(places) filter (where above.key = above.top))::int as children,
      sum(open)::int as open, sum(closed)::int as closed, sum(planned)::int as planned
    from above cross join lateral (
      select count(*) as places,
        count(*) filter (where is_precinct and state = 'open') as open,
        count(*) filter (where is_precinct and state = 'closed') as closed,
        count(*) filter (where is_precinct and state = 'planned') as planned
      from (
        select cells ->> 'level' = 'precinct' as is_precinct, ${stateOf(sql, tree)} as state
        from ${placesOf(sql, tree)} as place where place.parent = above.key
      ) as child
    ) as below
    group by top`;
  return new Map(rows.map(({ top, children, ...precincts }) => [top, { children, precincts }]));
}

/** How many places lie directly in `code`. */
export async function countChildren(sql: Db, tree: PlaceTree, code: string): Promise<number> {
  const rows = await sql<{ children: number }[]>`
    select count(*)::int as children from ${placesOf(sql, tree)} as place where place.parent = ${code}`;
  return rows[0]?.children ?? 0;
}

/** How many places of each sort lie below `within`, or exist at all where that is null; counted once as well. */
export function countPlaces(sql: Db, tree: PlaceTree, within: string | null): Promise<readonly PlaceCount[]> {
  const count = () => (within === null ? countAll(sql, tree) : countWithin(sql, tree, within));
  return rememberCounts(tree, JSON.stringify(within), count);
}

async function countAll(sql: Db, tree: PlaceTree): Promise<PlaceCount[]> {
  return await sql<PlaceCount[]>`
    with sort as materialized (
      select cells ->> 'level' as level, cells ->> 'station' as station, ${stateOf(sql, tree)} as state
      from record where election_id = ${tree.electionId} and kind = 'place' and not withdrawn
    )
    select level, station, state, count(*)::int as places from sort
    group by level, station, state order by level, station, state`;
}

async function countWithin(sql: Db, tree: PlaceTree, within: string): Promise<PlaceCount[]> {
  return await sql<PlaceCount[]>`
    ${aboveDownFrom(sql, tree, [within])}
    select level, station, state, count(*)::int as places
    from above cross join lateral (
      select cells ->> 'level' as level, cells ->> 'station' as station, ${stateOf(sql, tree)} as state
      from ${placesOf(sql, tree)} as place where place.parent = above.key offset 0
    ) as below
    group by level, station, state order by level, station, state`;
}

/**
 * Every place below `codes` that is no precinct, and `codes` themselves, as `above (top, key)`. `union` ends even
 * where places lie in a circle; `offset 0` keeps one look into the index per place, whatever the statistics say.
 */
function aboveDownFrom(sql: Db, tree: PlaceTree, codes: readonly string[]) {
  return sql`
    with recursive above (top, key) as (
      select code, code from unnest(${codes}::text[]) as wanted (code)
      union
      select above.top, child.key from above cross join lateral (
        select key from ${placesOf(sql, tree)} as place
        where place.parent = above.key and place.cells ->> 'level' <> 'precinct' offset 0
      ) as child
    )`;
}

function stateOf(sql: Db, tree: PlaceTree) {
  return sql`case
    when cells ->> 'valid_from' collate "C" > ${tree.day} then 'planned'
    when cells ->> 'valid_to' collate "C" < ${tree.day} then 'closed'
    else 'open' end`;
}
