import type { PendingQuery, Row } from 'postgres';
import { escapeLike } from '../../../../../kernel/text.ts';
import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { FoundPlace, PlaceQuery } from '../../../../register/places/search.ts';
import { type HeldInAreas, joinHeld } from '../../arrivals/station.ts';

type Fragment = PendingQuery<Row[]>;

/** A polling station of the register that was found. */
export interface RegisteredStation extends FoundPlace {
  readonly cells: Readonly<Record<string, string>>;
}

/** How many each way of looking may bring. */
const MOST_OF_A_WAY = 100;
/** Found so many, a search looks no further. */
const ENOUGH = 50;
/** So many places that are named are looked into, and so deep. */
const MOST_AREAS = 40;
const DEEPEST = 6;
const SAMPLE = 3_000;

/**
 * The polling stations of an election that hold every word, each in its code, names and number or in those of what it lies
 * in: `Gusar 7`. Looks in several ways, each bounded and each helped by an index, as the search of places does; parts of
 * words are looked for where these did not bring enough.
 */
export async function findStations(sql: Db, electionId: string, query: PlaceQuery): Promise<RegisteredStation[]> {
  const near = await found(sql, [
    byBeginning(sql, electionId, query.text),
    amongFirst(sql, electionId, query.words),
    withinAreas(sql, electionId, query.words),
  ]);
  return near.length >= ENOUGH ? near : [...near, ...(await found(sql, [byText(sql, electionId, query.words)]))];
}

async function found(sql: Db, ways: readonly Fragment[]): Promise<RegisteredStation[]> {
  const all = ways.reduce((union, way) => sql`${union} union all ${way}`);
  return await sql<RegisteredStation[]>`
    select key as code, cells, search, cells ->> 'number' as number, cells ->> 'level' as level, is_within as "isWithin"
    from (${all}) as found (key, cells, search, position, is_within)
    order by is_within desc, position, key`;
}

const stationOf = (sql: Db, electionId: string) => sql`
  election_id = ${electionId} and kind = 'place' and not withdrawn and cells ->> 'level' = 'precinct'`;

/** The search text begins with the code; this is what the index of beginnings holds. */
function byBeginning(sql: Db, electionId: string, start: string): Fragment {
  return sql`(
    select key, cells, search, position, false from record
    where ${stationOf(sql, electionId)} and left(search, 100) like ${`${escapeLike(start)}%`}
    limit ${MOST_OF_A_WAY}
  )`;
}

/** What is frequent is found here, among the first of the file, and needs no index of letters. */
function amongFirst(sql: Db, electionId: string, words: readonly string[]): Fragment {
  return sql`(
    select key, cells, search, position, false from (
      select key, cells, search, position from record
      where ${stationOf(sql, electionId)} and position <= ${SAMPLE}
      offset 0
    ) as first
    where ${allOf(sql, words, (word) => holdsWord(sql, word))}
    limit ${MOST_OF_A_WAY}
  )`;
}

/** What is rare is found by its letters; `is true` and the order keep the planner to their index. */
function byText(sql: Db, electionId: string, words: readonly string[]): Fragment {
  return sql`(
    select key, cells, search, position, false from record
    where (election_id = ${electionId}) is true and kind = 'place' and not withdrawn and cells ->> 'level' = 'precinct'
      and ${allOf(sql, words, (word) => holdsWord(sql, word))}
    order by length(search), position
    limit ${MOST_OF_A_WAY}
  )`;
}

/**
 * Stations in places that hold some of the words, and themselves hold the others. What is no precinct is little, and `offset
 * 0` has it read by its own index.
 */
function withinAreas(sql: Db, electionId: string, words: readonly string[]): Fragment {
  const holdsHere: WordCondition = (word, at) =>
    sql`(below.held[${at + 1}::int] or ${holdsWord(sql, word)} or ${isNumber(sql, word)})`;
  return sql`(
    with recursive ${areasBelow(sql, electionId, words)}
    select station.* from below cross join lateral (
      select key, cells, search, position, ${anyOf(sql, words, (word) => isNumber(sql, word))} from record
      where ${stationOf(sql, electionId)} and cells ->> 'parent' = below.key
        and ${allOf(sql, words, holdsHere)}
      order by position limit ${MOST_OF_A_WAY}
    ) as station
    limit ${MOST_OF_A_WAY}
  )`;
}

/** `below (key, held)`: places that hold some of the words, with which, and the places within them. */
function areasBelow(sql: Db, electionId: string, words: readonly string[]): Fragment {
  const held = words.map((word) => holdsWord(sql, word));
  const flags = held.reduce((list, one) => sql`${list}, ${one}`);
  return sql`
    area as (
      select key, held from (
        select key, search, array[${flags}] as held from (
          select key, search from record
          where election_id = ${electionId} and kind = 'place' and not withdrawn and cells ->> 'level' <> 'precinct'
            and cells ->> 'level' <> 'country'
          order by cells ->> 'parent', position
          offset 0
        ) as above
      ) as looked
      where true = any (held)
      order by cardinality(array_positions(held, true)) desc, length(search), key limit ${MOST_AREAS}
    ), below as (
      select key, held, 0 as depth from area
      union all
      select inner_place.key, below.held, below.depth + 1 from below join record as inner_place
        on inner_place.election_id = ${electionId} and inner_place.kind = 'place' and not inner_place.withdrawn
          and inner_place.cells ->> 'level' <> 'precinct'
          and inner_place.cells ->> 'parent' = below.key
      where below.depth < ${DEEPEST}
    )`;
}

/** Places that hold some of the words, in themselves or in what they lie in: code → which words. */
export async function findAreas(sql: Db, electionId: string, words: readonly string[]): Promise<HeldInAreas> {
  const rows = await sql<{ key: string; held: boolean[] }[]>`
    with recursive ${areasBelow(sql, electionId, words)} select key, held from below`;
  const found = new Map<string, readonly boolean[]>();
  for (const { key, held } of rows) found.set(key, joinHeld(held, found.get(key)));
  return found;
}

/** Code of the place in which each of these stations lies. */
export async function loadParents(
  sql: Db,
  electionId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ key: string; parent: string }[]>`
    select key, cells ->> 'parent' as parent from record
    where election_id = ${electionId} and kind = 'place' and key = any(${codes as string[]}::text[]) and not withdrawn`;
  return new Map(rows.map(({ key, parent }) => [key, parent]));
}

type WordCondition = (word: string, at: number) => Fragment;

function allOf(sql: Db, words: readonly string[], condition: WordCondition): Fragment {
  return words.map(condition).reduce((all, one) => sql`${all} and ${one}`);
}

function anyOf(sql: Db, words: readonly string[], condition: WordCondition): Fragment {
  return words.map(condition).reduce((all, one) => sql`${all} or ${one}`);
}

/** One or two letters are looked for at the beginning of words only: the index knows nothing shorter than three. */
function holdsWord(sql: Db, word: string): Fragment {
  const part = escapeLike(word);
  if ([...word].length >= 3) return sql`search like ${`%${part}%`}`;
  return sql`(search like ${`% ${part}%`} or search like ${`${part}%`})`;
}

/** `7` is the number `007` too. */
function isNumber(sql: Db, word: string): Fragment {
  return /\p{N}/u.test(word)
    ? sql`coalesce(ltrim(lower(cells ->> 'number'), '0') = ltrim(${word}, '0'), false)`
    : sql`false`;
}
