import type { PendingQuery, Row } from 'postgres';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { escapeLike, foldText, type LocalizedText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { MOST_AT_ONCE, MOST_DRAWN } from '../plan.ts';
import type { DayRoutes, ListedStations, MapBounds, MapGround, MapStation, MapStations } from '../plan-replies.ts';
import type { Point } from '../routing/distance.ts';

/** A phase of a day of a mission. */
interface PhaseOfDay {
  readonly missionId: string;
  readonly day: CalendarDate;
  readonly phase: string;
}

const GRID = 40;

const isStation = (sql: Db, electionId: string) => sql`
  p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn and p.cells ->> 'level' = 'precinct'`;
const isLocated = (sql: Db) => sql`(p.cells ? 'latitude' and p.cells ? 'longitude')`;
const latitude = (sql: Db) => sql`(p.cells ->> 'latitude')::float8`;
const longitude = (sql: Db) => sql`(p.cells ->> 'longitude')::float8`;
const namesIn = (sql: Db) => sql`
  jsonb_strip_nulls(jsonb_build_object('en', p.cells -> 'name_en', 'ru', p.cells -> 'name_ru', 'az', p.cells -> 'name_az'))`;

/** How many stations an election has, by the places that they lie in, and where. */
export async function loadGround(sql: Db, electionId: string): Promise<MapGround> {
  const areas = await sql<(GroundRow & { readonly key: string })[]>`
    with station as materialized (
      select p.cells ->> 'parent' as parent, case when ${isLocated(sql)} then ${latitude(sql)} end as latitude,
        case when ${isLocated(sql)} then ${longitude(sql)} end as longitude
      from record p where ${isStation(sql, electionId)}
    )
    select coalesce(parent, '') as key, count(*)::int as stations, count(latitude)::int as located, min(latitude) as south,
      max(latitude) as north, min(longitude) as west, max(longitude) as east
    from station group by 1 order by 1`;
  const keys = areas.map(({ key }) => key);
  const named = await sql<{ key: string; names: LocalizedText }[]>`
    select p.key, ${namesIn(sql)} as names from record p
    where p.election_id = ${electionId} and p.kind = 'place' and p.key = any (${keys}::text[]) order by p.position`;
  const byKey = new Map(areas.map((area) => [area.key, area]));
  const located = areas.flatMap((area) => boundsOf(area) ?? []);
  const sum = (of: (area: GroundRow) => number) => areas.reduce((total, area) => total + of(area), 0);
  return {
    all: {
      stations: sum(({ stations }) => stations),
      located: sum((area) => area.located),
      bounds: located.length === 0 ? null : boundsAround(located),
    },
    areas: named.flatMap(({ key, names }) => {
      const area = byKey.get(key);
      if (area === undefined) return [];
      return [{ key, names, stations: area.stations, located: area.located, bounds: boundsOf(area) }];
    }),
  };
}

interface GroundRow {
  readonly stations: number;
  readonly located: number;
  readonly south: number | null;
  readonly north: number | null;
  readonly west: number | null;
  readonly east: number | null;
}

function boundsOf({ south, north, west, east }: GroundRow): MapBounds | null {
  return south === null || north === null || west === null || east === null ? null : { south, north, west, east };
}

function boundsAround(all: readonly MapBounds[]): MapBounds {
  return {
    south: Math.min(...all.map(({ south }) => south)),
    north: Math.max(...all.map(({ north }) => north)),
    west: Math.min(...all.map(({ west }) => west)),
    east: Math.max(...all.map(({ east }) => east)),
  };
}

interface StationRow {
  readonly station: string;
  readonly names: LocalizedText;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const stationColumns = (sql: Db) => sql`
  p.key as station, ${namesIn(sql)} as names, case when ${isLocated(sql)} then ${latitude(sql)} end as latitude,
  case when ${isLocated(sql)} then ${longitude(sql)} end as longitude`;

function pointOf({ latitude: north, longitude: east }: Omit<StationRow, 'station' | 'names'>): Point | null {
  return north === null || east === null ? null : { latitude: north, longitude: east };
}

/** Says of stations which teams are expected there. */
async function withTeams(sql: Db, rows: readonly StationRow[], of: PhaseOfDay): Promise<MapStation[]> {
  const codes = rows.map(({ station }) => station);
  const found = await sql<{ station: string; teams: string[] }[]>`
    select e.station, array_agg(t.code order by t.code_key) as teams from expected_visit e
    join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where e.mission_id = ${of.missionId} and e.day = ${of.day} and e.phase = ${of.phase} and e.station = any (${codes}::text[])
      and e.mark is distinct from 'called-off'
    group by e.station`;
  const teams = new Map(found.map((one) => [one.station, one.teams]));
  return rows.map((row) => {
    return { station: row.station, names: row.names, teams: teams.get(row.station) ?? [], point: pointOf(row) };
  });
}

/** Stations with coordinates in a box: each of them where they are at most `MOST_DRAWN`, else in a grid of 40 by 40 over them. */
export async function loadMapStations(
  sql: Db,
  electionId: string,
  { box, of }: { readonly box: MapBounds; readonly of: PhaseOfDay },
): Promise<MapStations> {
  const isWanted = sql`${isStation(sql, electionId)} and p.cells ? 'latitude' and p.cells ? 'longitude' and ${isIn(sql, box)}`;
  const few = await sql<{ key: string }[]>`select p.key from record p where ${isWanted} limit ${MOST_DRAWN + 1}`;
  if (few.length > MOST_DRAWN) return { as: 'clusters', clusters: await gather(sql, of, isWanted) };
  const rows = await sql<StationRow[]>`select ${stationColumns(sql)} from record p where ${isWanted} order by p.key`;
  return { as: 'points', stations: await withTeams(sql, rows, of) };
}

const isIn = (sql: Db, { south, north, west, east }: MapBounds) => sql`
  ${latitude(sql)} between ${south} and ${north} and ${
    west <= east
      ? sql`${longitude(sql)} between ${west} and ${east}`
      : sql`(${longitude(sql)} >= ${west} or ${longitude(sql)} <= ${east})`
  }`;

/** Where somebody is expected is asked within the list of columns: as a join, it goes astray while the planner knows no numbers. */
async function gather(
  sql: Db,
  { missionId, day, phase }: PhaseOfDay,
  isWanted: PendingQuery<Row[]>,
): Promise<(Point & { readonly stations: number; readonly taken: number })[]> {
  return await sql<(Point & { readonly stations: number; readonly taken: number })[]>`
    with point as materialized (
      select ${latitude(sql)} as latitude, ${longitude(sql)} as longitude, p.key in (
          select station from expected_visit
          where mission_id = ${missionId} and day = ${day} and phase = ${phase} and mark is distinct from 'called-off'
        ) as is_taken
      from record p where ${isWanted}
    ), extent as materialized (
      select min(latitude) as south, min(longitude) as west,
        nullif(max(latitude) - min(latitude), 0) / ${GRID}::float8 as height,
        nullif(max(longitude) - min(longitude), 0) / ${GRID}::float8 as width
      from point
    )
    select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as stations,
      (count(*) filter (where is_taken))::int as taken
    from point cross join extent
    group by floor((latitude - south) / height), floor((longitude - west) / width)
    order by 3 desc, 1, 2`;
}

/** Stations by code or name, those whose text begins with what is searched first, then by their codes. */
export async function listMapStations(
  sql: Db,
  electionId: string,
  {
    asked,
    of,
  }: {
    readonly asked: {
      readonly search: string;
      readonly area: string | undefined;
      readonly isUnlocated: boolean;
      readonly limit: number;
    };
    readonly of: PhaseOfDay;
  },
): Promise<ListedStations> {
  const search = foldText(asked.search.trim());
  const isWanted = sql`
    ${isStation(sql, electionId)} and (${search} = '' or p.search like ${`%${escapeLike(search)}%`})
    and (${asked.area ?? null}::text is null or p.cells ->> 'parent' = ${asked.area ?? null})
    and (not ${asked.isUnlocated}::boolean or not ${isLocated(sql)})`;
  const rows = await sql<StationRow[]>`
    select ${stationColumns(sql)} from record p where ${isWanted}
    order by not starts_with(p.search, ${search}), p.key limit ${asked.limit}`;
  const [counted] = await sql<{ count: number }[]>`select count(*)::int as count from record p where ${isWanted}`;
  return { stations: await withTeams(sql, rows, of), count: counted?.count ?? 0 };
}

/** Stations of these codes with their names and where they are; codes that the register does not know are left out. */
export async function placeStations(
  sql: Db,
  electionId: string | null,
  codes: readonly string[],
): Promise<Map<string, { readonly names: LocalizedText; readonly point: Point | null }>> {
  if (electionId === null || codes.length === 0) return new Map();
  const rows = await sql<StationRow[]>`
    select ${stationColumns(sql)} from record p where p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn
      and p.key = any (${codes as string[]}::text[])`;
  return new Map(rows.map((row) => [row.station, { names: row.names, point: pointOf(row) }]));
}

/** Routes of the other teams in a phase of a day, by their stops, as far as `MOST_AT_ONCE` visits go. */
export async function listOtherRoutes(
  sql: Db,
  { missionId, day, phase }: PhaseOfDay,
  { electionId, team }: { readonly electionId: string | null; readonly team: string | null },
): Promise<Pick<DayRoutes, 'others' | 'isCut'>> {
  const rows = await sql<{ code: string; station: string; position: number }[]>`
    select t.code, e.station, e.position from expected_visit e
    join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where e.mission_id = ${missionId} and e.day = ${day} and e.phase = ${phase} and e.mark is distinct from 'called-off'
      and e.team_id is distinct from ${team}::uuid
    order by t.code_key, e.team_id, e.position, e.id limit ${MOST_AT_ONCE + 1}`;
  const shown = rows.slice(0, MOST_AT_ONCE);
  const places = await placeStations(sql, electionId, [...new Set(shown.map(({ station }) => station))]);
  const routes = new Map<string, typeof shown>();
  for (const visit of shown) {
    const same = routes.get(visit.code);
    if (same === undefined) routes.set(visit.code, [visit]);
    else same.push(visit);
  }
  const others = [...routes].map(([code, visits]) => ({
    team: code,
    stops: visits.map(({ station, position }) => ({ station, position, point: places.get(station)?.point ?? null })),
  }));
  return { others, isCut: rows.length > shown.length };
}

/** The stop at which a route begins that has none in the phase yet: behind those of the team in the other phases of the day. */
export async function findFirstStop(sql: Db, { missionId, day, phase }: PhaseOfDay, team: string): Promise<number> {
  const [found] = await sql<{ last: number | null }[]>`
    select max(position) as last from expected_visit
    where mission_id = ${missionId} and team_id = ${team} and day = ${day} and phase <> ${phase}
      and mark is distinct from 'called-off'`;
  return (found?.last ?? 0) + 1;
}

/** Where other teams are expected at these stations, with who planned it. */
export async function findTaken(
  sql: Db,
  { missionId, day, phase }: PhaseOfDay,
  { team, stations }: { readonly team: string; readonly stations: readonly string[] },
): Promise<{ readonly station: string; readonly code: string; readonly by: string }[]> {
  return await sql<{ station: string; code: string; by: string }[]>`
    select e.station, t.code, e.changed_by as by from expected_visit e
    join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where e.mission_id = ${missionId} and e.day = ${day} and e.phase = ${phase} and e.team_id <> ${team}
      and e.station = any (${stations as string[]}::text[]) and e.mark is distinct from 'called-off'
    order by e.changed_at desc, e.station`;
}
