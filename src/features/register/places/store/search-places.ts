import type { PendingQuery, Row } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Place } from '../place.ts';
import { type FoundPlace, type PlaceQuery, rankPlaces } from '../search.ts';
import type { HeldRecord } from '../tree.ts';

type FoundRecord = HeldRecord & FoundPlace;
type Fragment = PendingQuery<Row[]>;

/** How many each way of looking may bring: so that a word that stands in every name costs no more than a rare one. */
const MOST_OF_A_WAY = 200;
const MOST_PARENTS = 20;

/** What was found, best first; `isCut` where there are more than `limit`. */
export interface FoundPlaces {
  readonly places: readonly HeldRecord[];
  readonly isCut: boolean;
}

/**
 * The places that answer the query best, closed ones too. Looks in several ways, each bounded and each helped by an
 * index: the code, its beginning, the places above the precincts, beginnings of words, parts of words, and the number
 * within a place that is named.
 */
export async function searchPlaces(
  sql: Db,
  electionId: string,
  wanted: { readonly query: PlaceQuery; readonly limit: number },
): Promise<FoundPlaces> {
  const { query, limit } = wanted;
  const contains = allOf(sql, query.words, containsWord);
  const rows = await sql<FoundRow[]>`
    select key, version, cells, search, bool_or(is_within) as "isWithin" from (
      ${findByBeginning(sql, electionId, `${query.text} `)}
      union all ${findByBeginning(sql, electionId, query.text)}
      union all ${findAbovePrecincts(sql, electionId, { condition: contains, most: MOST_OF_A_WAY })}
      union all ${findByText(sql, electionId, allOf(sql, query.words, beginsWord))}
      union all ${findByText(sql, electionId, contains)}
      ${query.within === null ? sql`` : sql`union all ${findNumberWithin(sql, electionId, query.within)}`}
    ) as found (key, version, cells, search, position, is_within)
    group by key, version, cells, search, position
    order by position, key`;
  const ranked = rankPlaces(query, rows.map(foundRecord));
  const places = ranked.slice(0, limit).map(({ key, version, cells }) => ({ key, version, cells }));
  return { places, isCut: ranked.length > limit };
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

/** `is true` keeps the planner from reading the whole election where it has no statistics yet, as after an import. */
function findByText(sql: Db, electionId: string, condition: Fragment): Fragment {
  return sql`(
    select key, version, cells, search, position, false from record
    where (election_id = ${electionId}) is true and kind = 'place' and not withdrawn and ${condition}
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
        and cells ->> 'parent' = parent.key and lower(cells ->> 'number') = ${within.number}
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

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
