import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { NewReport, StationSpot } from '../situation.ts';

const NEWEST = 12;

/** The reports that came last. */
export async function listNewest(sql: Db, missionId: string): Promise<Omit<NewReport, 'stationNames'>[]> {
  return await sql<Omit<NewReport, 'stationNames'>[]>`
    select r.id, r.first_at as at, v.title as form, r.station from (
      select id, first_at, form_uuid, station, ordinal from report
      where mission_id = ${missionId} and state = 'read' and form_uuid is not null order by ordinal desc limit ${NEWEST}
    ) r join lateral (select title from form_version where form_id = r.form_uuid order by number desc limit 1) v on true
    order by r.ordinal desc`;
}

/** Stations near each other that stand alike; `status` is `none` where nothing came. */
export type CountedSpot = Omit<StationSpot, 'status' | 'names'> & {
  readonly status: string;
  readonly cells: Readonly<Record<string, unknown>> | null;
};

const GRID = 40;

/**
 * The place of a station `s` where its coordinates are known. Looked up by its key for each station: a join over all places goes
 * astray while the planner does not know yet how many there are, as when a register was just imported.
 */
const locatedOf = (sql: Db, electionId: string | null) => sql`
  select p.cells from record p
  where p.election_id = ${electionId} and p.kind = 'place' and p.key = s.station and not p.withdrawn
    and p.cells ? 'latitude' and p.cells ? 'longitude' limit 1`;

/** Stations of a phase of a day on the map: in a grid of 40 by 40 over all of them, those that stand alike as one. */
export async function listSpots(
  sql: Db,
  { id, electionId }: { readonly id: string; readonly electionId: string | null },
  { day, phase }: { readonly day: CalendarDate; readonly phase: string },
): Promise<CountedSpot[]> {
  return await sql<CountedSpot[]>`
    with point as materialized (
      select s.station, s.status, (p.cells ->> 'latitude')::float8 as latitude, (p.cells ->> 'longitude')::float8 as longitude,
        p.cells
      from visited_station s
      cross join lateral (${locatedOf(sql, electionId)}) p
      where s.mission_id = ${id} and s.day = ${day} and s.phase = ${phase}
    ), extent as materialized (
      select min(latitude) as south, min(longitude) as west,
        nullif(max(latitude) - min(latitude), 0) / ${GRID}::float8 as height,
        nullif(max(longitude) - min(longitude), 0) / ${GRID}::float8 as width
      from point
    )
    select status, avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as count,
      case when count(*) = 1 then min(station) end as station,
      case when count(*) = 1 then (array_agg(cells))[1] end as cells
    from point cross join extent
    group by status, floor((latitude - south) / height), floor((longitude - west) / width)
    order by count desc, latitude, longitude`;
}

const MOST_CODES = 200;

/** Stations of a phase of a day whose coordinates nobody knows. */
export async function listUnlocated(
  sql: Db,
  { id, electionId }: { readonly id: string; readonly electionId: string | null },
  { day, phase }: { readonly day: CalendarDate; readonly phase: string },
): Promise<{ readonly count: number; readonly codes: readonly string[] }> {
  const [found] = await sql<{ count: number; codes: string[] }[]>`
    with unlocated as materialized (
      select s.station from visited_station s left join lateral (${locatedOf(sql, electionId)}) p on true
      where s.mission_id = ${id} and s.day = ${day} and s.phase = ${phase} and p.cells is null
    )
    select (select count(*)::int from unlocated) as count,
      array(select station from unlocated order by station limit ${MOST_CODES}) as codes`;
  return found ?? { count: 0, codes: [] };
}

/** The time zone of an election; null: there is none, or nothing of it was entered yet. */
export async function findElectionZone(sql: Db, electionId: string | null): Promise<string | null> {
  if (electionId === null) return null;
  const [found] = await sql<{ zone: string }[]>`
    select cells ->> 'timezone' as zone from record where election_id = ${electionId} and kind = 'election' and not withdrawn`;
  return found?.zone ?? null;
}
