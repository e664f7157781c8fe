import { escapeLike, foldText, type LocalizedText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { ACCREDITATION_STATES, type AccreditationState } from '../accreditation.ts';
import type { ListedPerson, PeopleCounts, PlaceNames } from '../people-replies.ts';
import type { PeopleFilters } from '../person.ts';
import { placeNamesOf } from '../place-names.ts';
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
    select ${listedColumns(sql, looker)}
    from person p left join ${devicesHeld(sql, looker)} as held on held.of = p.id
    where ${matching(sql, looker, filters)} and (${after}::text is null or p.code_key > ${after})
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

/** How many of all people of a mission stand where. */
export async function countStanding(sql: Db, looker: Looker): Promise<PeopleCounts> {
  const rows = await sql<
    { state: AccreditationState; here: number; untrained: number; unpledged: number; left: number }[]
  >`
    select state, count(*) filter (where is_here)::int as here,
      count(*) filter (where is_here and trained_on is null)::int as untrained,
      count(*) filter (where is_here and pledged_on is null)::int as unpledged,
      count(*) filter (where not is_here)::int as left
    from (
      select ${stateColumn(sql, looker)} as state, p.left_at is null as is_here, p.trained_on, p.pledged_on
      from person p where p.mission_id = ${looker.missionId}) as standing
    group by state`;
  const sum = (column: 'here' | 'untrained' | 'unpledged' | 'left') =>
    rows.reduce((total, row) => total + row[column], 0);
  const states = ACCREDITATION_STATES.map(
    (state) => [state, rows.find((row) => row.state === state)?.here ?? 0] as const,
  );
  return {
    here: sum('here'),
    accreditation: Object.fromEntries(states) as PeopleCounts['accreditation'],
    untrained: sum('untrained'),
    unpledged: sum('unpledged'),
    left: sum('left'),
  };
}

/** The names of the places of an election that people answer for. */
export async function namePlaces(
  sql: Db,
  electionId: string | null,
  people: readonly Pick<ListedPerson, 'areas'>[],
): Promise<PlaceNames> {
  const keys = [...new Set(people.flatMap(({ areas }) => areas))];
  if (electionId === null || keys.length === 0) return {};
  const rows = await sql<{ key: string; cells: Readonly<Record<string, string>> }[]>`
    select key, cells from record
    where election_id = ${electionId} and kind = 'place' and key = any (${keys}::text[]) and not withdrawn`;
  return Object.fromEntries(
    rows.map(({ key, cells }) => [key, placeNamesOf(cells)] as const).filter(([, names]) => hasAny(names)),
  );
}

function hasAny(names: LocalizedText): boolean {
  return Object.keys(names).length > 0;
}

/** One person as the list shows them, with why they left; null: there is none. */
export async function findListed(
  sql: Db,
  looker: Looker,
  id: string,
): Promise<(ListedPerson & { readonly leftReason: string | null }) | null> {
  const [row] = await sql<(Row & { readonly leftReason: string | null })[]>`
    select ${listedColumns(sql, looker)}, p.left_reason as "leftReason"
    from person p left join ${devicesHeld(sql, looker)} as held on held.of = p.id
    where p.mission_id = ${looker.missionId} and p.id = ${id}`;
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

function listedColumns(sql: Db, looker: Looker) {
  return sql`
    p.id, ${workColumns(sql)}, ${stateColumn(sql, looker)} as accreditation, ${teamsColumn(sql)} as teams,
      ${teamTodayColumn(sql, looker)} as "teamToday", coalesce(held.names, '{}') as devices, p.left_at as "leftAt",
      p.revision, p.code_key as key`;
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

/** Nobody is in two teams on one day. */
function teamTodayColumn(sql: Db, { today }: Looker) {
  return sql`
    (select t.code from team_member m join team t on t.mission_id = m.mission_id and t.id = m.team_id
      where m.mission_id = p.mission_id and m.person_id = p.id and ${isOfToday(sql, today)})`;
}

/** Who has which devices today, alone or by their team: one row for each of them, so that a long list asks once. */
function devicesHeld(sql: Db, { missionId, today }: Looker) {
  return sql`
    (select of, array_agg(distinct name order by name) as names from (
      select h.person_id as of, d.name from device_holder h join device d on d.id = h.device_id
      where h.mission_id = ${missionId} and h.to_at is null and h.person_id is not null
      union all
      select m.person_id, d.name from device_holder h join device d on d.id = h.device_id
      join team_member m on m.mission_id = h.mission_id and m.team_id = h.team_id and ${isOfToday(sql, today)}
      where h.mission_id = ${missionId} and h.to_at is null) as each group by of)`;
}

function isOfToday(sql: Db, today: string) {
  return sql`coalesce(m.from_day <= ${today}::date, true) and coalesce(m.to_day >= ${today}::date, true)`;
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
