import type { PendingQuery, Row } from 'postgres';
import { escapeLike } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Place } from '../place.ts';
import { type FoundPlace, type PlaceQuery, rankPlaces } from '../search.ts';
import type { HeldRecord } from '../tree.ts';

type FoundRecord = HeldRecord & FoundPlace;
type Fragment = PendingQuery<Row[]>;

/** How many each way of looking may bring. */
const MOST_OF_A_WAY = 200;
/** Found so many, a search looks no further: what stands in every third name costs no more than what stands in one. */
const ENOUGH = 100;
const MOST_PARENTS = 20;
const SAMPLE = 3_000;

/** What was found, best first; `isCut` where there are more than `limit`. */
export interface FoundPlaces {
  readonly places: readonly HeldRecord[];
  readonly isCut: boolean;
}

/**
 * The places that answer the query best, closed ones too. Looks in several ways, each bounded and each helped by an
 * index: the code, its beginning, the places above the precincts, the number within a place that is named, the first
 * places of the file; and where these did not bring enough, beginnings of words and parts of words.
 */
export async function searchPlaces(
  sql: Db,
  electionId: string,
  wanted: { readonly query: PlaceQuery; readonly limit: number },
): Promise<FoundPlaces> {
  const { query, limit } = wanted;
  const near = await findNear(sql, electionId, query);
  const far = near.length < ENOUGH ? await findFar(sql, electionId, query) : [];
  const ranked = rankPlaces(query, [...near, ...far].map(foundRecord));
  const places = ranked.slice(0, limit).map(({ key, version, cells }) => ({ key, version, cells }));
  return { places, isCut: ranked.length > limit };
}

async function findNear(sql: Db, electionId: string, query: PlaceQuery): Promise<FoundRow[]> {
  const condition = allOf(sql, query.words, containsWord);
  return await sql<FoundRow[]>`
    select key, version, cells, search, is_within as "isWithin" from (
      ${findByBeginning(sql, electionId, `${query.text} `)}
      union all ${findByBeginning(sql, electionId, query.text)}
      union all ${findAbovePrecincts(sql, electionId, { condition, most: MOST_OF_A_WAY })}
      union all ${findAmongFirst(sql, electionId, condition)}
      ${query.within === null ? sql`` : sql`union all ${findNumberWithin(sql, electionId, query.within)}`}
    ) as found (key, version, cells, search, position, is_within)
    order by is_within desc, position, key`;
}

async function findFar(sql: Db, electionId: string, query: PlaceQuery): Promise<FoundRow[]> {
  return await sql<FoundRow[]>`
    select key, version, cells, search, is_within as "isWithin" from (
      ${findByText(sql, electionId, allOf(sql, query.words, beginsWord))}
      union all ${findByText(sql, electionId, allOf(sql, query.words, containsWord))}
    ) as found (key, version, cells, search, position, is_within)
    order by position, key`;
}

interface FoundRow extends HeldRecord {
  readonly search: string;
  readonly isWithin: boolean;
}

function foundRecord(row: FoundRow): FoundRecord {
  const { number, level } = row.cells;
  return { ...row, code: row.key, number: number ?? null, level: level as Place['level'] };
}

function findByBeginning(sql: Db, electionId: string, start: string): Fragment {
  return sql`(
    select key, version, cells, search, position, false from record
    where election_id = ${electionId} and kind = 'place' and not withdrawn and ${beginsWith(sql, start)}
    limit ${MOST_OF_A_WAY}
  )`;
}

/** They are few, and `offset 0` has all of them read by their own index: the planner knows nothing of how few. */
function findAbovePrecincts(sql: Db, electionId: string, wanted: { condition: Fragment; most: number }): Fragment {
  return sql`(
    select key, version, cells, search, position, false
    from (
      select key, version, cells, search, position from record
      where election_id = ${electionId} and kind = 'place' and not withdrawn and cells ->> 'level' <> 'precinct'
      order by cells ->> 'parent', position
      offset 0
    ) as above
    where ${wanted.condition}
    limit ${wanted.most}
  )`;
}

/** What is frequent is found here, among the first of the file, and needs no index of letters. */
function findAmongFirst(sql: Db, electionId: string, condition: Fragment): Fragment {
  return sql`(
    select key, version, cells, search, position, false
    from (
      select key, version, cells, search, position from record
      where election_id = ${electionId} and kind = 'place' and not withdrawn and position <= ${SAMPLE}
      offset 0
    ) as first
    where ${condition}
    limit ${MOST_OF_A_WAY}
  )`;
}

/**
 * What is rare is found by its letters. `is true` keeps the planner from reading the whole election where it has no
 * statistics yet, as after an import; the order, from reading on and on in the hope of an early end.
 */
function findByText(sql: Db, electionId: string, condition: Fragment): Fragment {
  return sql`(
    select key, version, cells, search, position, false from record
    where (election_id = ${electionId}) is true and kind = 'place' and not withdrawn and ${condition}
    order by length(search), position
    limit ${MOST_OF_A_WAY}
  )`;
}

function findNumberWithin(sql: Db, electionId: string, within: NonNullable<PlaceQuery['within']>): Fragment {
  const condition = allOf(sql, within.words, containsWord);
  return sql`(
    select child.key, child.version, child.cells, child.search, child.position, true
    from ${findAbovePrecincts(sql, electionId, { condition, most: MOST_PARENTS })} as parent cross join lateral (
      select key, version, cells, search, position from record
      where election_id = ${electionId} and kind = 'place' and not withdrawn
        and cells ->> 'parent' = parent.key
        and ltrim(lower(cells ->> 'number'), '0') = ltrim(${within.number}, '0')
      limit 5
    ) as child
  )`;
}

function allOf(sql: Db, words: readonly string[], condition: (sql: Db, word: string) => Fragment): Fragment {
  return words.map((word) => condition(sql, word)).reduce((all, one) => sql`${all} and ${one}`);
}

/** One or two letters are looked for at the beginning of words only: the index knows nothing shorter than three. */
function containsWord(sql: Db, word: string): Fragment {
  const part = escapeLike(word);
  if ([...word].length >= 3) return sql`search like ${`%${part}%`}`;
  return sql`(search like ${`% ${part}%`} or search like ${`${part}%`})`;
}

/** At the beginning of any word but the first, which is the code and is looked for apart. */
function beginsWord(sql: Db, word: string): Fragment {
  return sql`search like ${`% ${escapeLike(word)}%`}`;
}

/** The search text begins with the code; this is what the index of beginnings holds. */
function beginsWith(sql: Db, start: string): Fragment {
  return sql`left(search, 100) like ${`${escapeLike(start)}%`}`;
}
