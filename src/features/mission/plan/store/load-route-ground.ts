import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { LocalizedText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { RoutedTeam, StationInAreas } from '../routing/propose-routes.ts';

/** The stations that were drawn of a sample, without its reserves. */
export async function listSampleStations(sql: Db, missionId: string, sampleId: string): Promise<string[]> {
  const rows = await sql<{ station: string }[]>`
    select station from sample_unit
    where mission_id = ${missionId} and sample_id = ${sampleId} and not is_reserve and station is not null order by position`;
  return rows.map(({ station }) => station);
}

/** A station with its name, where the register has one. */
export type NamedStation = StationInAreas & { readonly names: LocalizedText | null };

/** Stations with where they lie, from the smallest place up, the country left out; by their codes alone where no election is observed. */
export async function loadRouteStations(
  sql: Db,
  electionId: string | null,
  stations: readonly string[],
): Promise<NamedStation[]> {
  if (electionId === null) return stations.map((key) => ({ key, point: null, within: '', areas: [], names: null }));
  const rows = await sql<Row[]>`
    with recursive above as (
      select p.key as station, p.cells ->> 'parent' as code, 1 as depth from record p
      where p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn
        and p.key = any (${stations as string[]}::text[])
      union all
      select a.station, p.cells ->> 'parent', a.depth + 1
      from above a join record p on p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn and p.key = a.code
      where a.depth < 10
    )
    select p.key, (p.cells ->> 'latitude')::float8 as latitude, (p.cells ->> 'longitude')::float8 as longitude,
      jsonb_strip_nulls(jsonb_build_object('en', p.cells -> 'name_en', 'ru', p.cells -> 'name_ru', 'az', p.cells -> 'name_az'))
        as names,
      coalesce((
        select array_agg(a.code order by a.depth) from above a
        join record w on w.election_id = ${electionId} and w.kind = 'place' and not w.withdrawn and w.key = a.code
        where a.station = p.key and w.cells ->> 'level' <> 'country'
      ), '{}') as areas
    from record p
    where p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn
      and p.key = any (${stations as string[]}::text[])`;
  return rows.map(({ key, latitude, longitude, areas, names }) => {
    const point = latitude === null || longitude === null ? null : { latitude, longitude };
    return { key, point, within: areas[0] ?? '', areas, names };
  });
}

interface Row {
  readonly key: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly names: LocalizedText;
  readonly areas: readonly string[];
}

/** A team as it is on a day. */
export interface RouteTeam extends RoutedTeam {
  readonly code: string;
  /** The last stop that it has on that day; 0: it has none. */
  readonly lastPosition: number;
}

/** Teams with the areas that their members of the day answer for; they set out at their first station. */
export async function loadRouteTeams(
  sql: Db,
  missionId: string,
  { ids, day }: { readonly ids: readonly string[]; readonly day: CalendarDate },
): Promise<RouteTeam[]> {
  const rows = await sql<Omit<RouteTeam, 'start'>[]>`
    select t.id as key, t.code, coalesce((
        select array_agg(distinct a.area) from team_member m
        join person p on p.mission_id = m.mission_id and p.id = m.person_id cross join lateral unnest(p.areas) a (area)
        where m.mission_id = t.mission_id and m.team_id = t.id and m.part = 'observer'
          and coalesce(m.from_day, ${day}) <= ${day}::date and coalesce(m.to_day, ${day}) >= ${day}::date
      ), '{}') as areas, coalesce((
        select max(e.position) from expected_visit e
        where e.mission_id = t.mission_id and e.team_id = t.id and e.day = ${day} and e.mark is distinct from 'called-off'
      ), 0) as "lastPosition"
    from team t where t.mission_id = ${missionId} and t.id = any (${ids as string[]}::uuid[]) order by t.code_key`;
  return rows.map((row) => ({ ...row, start: null }));
}

/** Where somebody is expected on a day in one of these phases, or was. */
export async function listPlannedOn(
  sql: Db,
  missionId: string,
  { day, phases }: { readonly day: CalendarDate; readonly phases: readonly string[] },
): Promise<{ readonly team: string; readonly station: string; readonly isOff: boolean }[]> {
  return await sql<{ team: string; station: string; isOff: boolean }[]>`
    select team_id as team, station, bool_and(mark is not distinct from 'called-off') as "isOff" from expected_visit
    where mission_id = ${missionId} and day = ${day} and phase = any (${phases as string[]}::text[])
    group by team_id, station`;
}
