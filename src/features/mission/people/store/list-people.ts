import { escapeLike, foldText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { ListedPerson } from '../people-replies.ts';
import type { PeopleFilters } from '../person.ts';
import { workColumns } from './keep-persons.ts';

/** Of which mission people are listed, and what day it is: it decides which accreditation is over. */
export interface Looker {
  readonly missionId: string;
  /** Election that the mission observes; null: it has no places. */
  readonly electionId: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Which page of which people; `limit` null: all of them. */
export interface PageOfPeople {
  readonly filters: PeopleFilters;
  readonly after: string | null;
  readonly limit: number | null;
}

type Row = Omit<ListedPerson, 'leftAt'> & { readonly leftAt: Date | null; readonly key: string };

/** People who match, in the order of their codes, and how the page after them is asked for. */
export async function listPeople(
  sql: Db,
  looker: Looker,
  { filters, after, limit }: PageOfPeople,
): Promise<{ readonly people: ListedPerson[]; readonly next: string | null }> {
  const rows = await sql<Row[]>`
    select p.id, ${workColumns(sql)}, ${stateColumn(sql, looker)} as accreditation, ${teamsColumn(sql)} as teams,
      p.left_at as "leftAt", p.revision, p.code_key as key
    from person p where ${matching(sql, looker, filters)} and (${after}::text is null or p.code_key > ${after})
    order by p.code_key limit ${limit === null ? null : limit + 1}::integer`;
  const hasMore = limit !== null && rows.length > limit;
  const shown = hasMore ? rows.slice(0, limit) : rows;
  return { people: shown.map(listed), next: hasMore ? (shown.at(-1)?.key ?? null) : null };
}

/** How many people match. */
export async function countPeople(sql: Db, looker: Looker, filters: PeopleFilters): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from person p where ${matching(sql, looker, filters)}`;
  return row?.count ?? 0;
}

/** One person as the list shows them, with why they left; null: there is none. */
export async function findListed(
  sql: Db,
  looker: Looker,
  id: string,
): Promise<(ListedPerson & { readonly leftReason: string | null }) | null> {
  const [row] = await sql<(Row & { readonly leftReason: string | null })[]>`
    select p.id, ${workColumns(sql)}, ${stateColumn(sql, looker)} as accreditation, ${teamsColumn(sql)} as teams,
      p.left_at as "leftAt", p.left_reason as "leftReason", p.revision, p.code_key as key
    from person p where p.mission_id = ${looker.missionId} and p.id = ${id}`;
  return row === undefined ? null : { ...listed(row), leftReason: row.leftReason };
}

/** Those of these keys that are no places of the election, in their order. */
export async function findUnknownPlaces(
  sql: Db,
  electionId: string | null,
  keys: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select g.key from unnest(${keys as string[]}::text[]) with ordinality as g (key, place)
    where not exists (
      select from record r
      where r.election_id = ${electionId} and r.kind = 'place' and r.key = g.key and not r.withdrawn)
    order by g.place`;
  return rows.map(({ key }) => key);
}

function listed({ key: _, leftAt, ...row }: Row): ListedPerson {
  return { ...row, leftAt: leftAt?.toISOString() ?? null };
}

/** As `accreditationState` says it: by the last step that stands. */
function stateColumn(sql: Db, { today }: Looker) {
  return sql`
    coalesce((
      select case when s.kind = 'granted' and s.valid_to < ${today}::date then 'expired' else s.kind end
      from accreditation_step s
      where s.mission_id = p.mission_id and s.person_id = p.id and s.struck_at is null
      order by s.number desc limit 1), 'none')`;
}

function teamsColumn(sql: Db) {
  return sql`
    array(
      select distinct t.code from team_member m join team t on t.mission_id = m.mission_id and t.id = m.team_id
      where m.mission_id = p.mission_id and m.person_id = p.id order by t.code)`;
}

function matching(sql: Db, looker: Looker, filters: PeopleFilters) {
  const { kind, area, team, accreditation, trained, pledged, left, search } = filters;
  const part = search === undefined ? null : `%${escapeLike(foldText(search))}%`;
  return sql`
    p.mission_id = ${looker.missionId}
    ${kind === undefined ? sql`` : sql`and p.kind = ${kind}`}
    ${area === undefined ? sql`` : sql`and p.areas && ${areasBelow(sql, looker, area)}`}
    ${
      team === undefined
        ? sql``
        : sql`and exists (
            select from team_member m where m.mission_id = p.mission_id and m.person_id = p.id and m.team_id = ${team})`
    }
    ${accreditation === undefined ? sql`` : sql`and ${stateColumn(sql, looker)} = ${accreditation}`}
    ${trained === undefined ? sql`` : sql`and (p.trained_on is not null) = ${trained === 'yes'}`}
    ${pledged === undefined ? sql`` : sql`and (p.pledged_on is not null) = ${pledged === 'yes'}`}
    ${left === 'all' ? sql`` : sql`and (p.left_at is not null) = ${left === 'yes'}`}
    ${part === null ? sql`` : sql`and p.search like ${part}`}`;
}

/** The place, and all that lies in it. */
function areasBelow(sql: Db, { electionId }: Looker, area: string) {
  return sql`
    array(
      with recursive below as (
        select ${area}::text as key
        union select r.key from below b join record r
          on r.election_id = ${electionId} and r.kind = 'place' and r.cells ->> 'parent' = b.key and not r.withdrawn
      ) select key from below)`;
}
