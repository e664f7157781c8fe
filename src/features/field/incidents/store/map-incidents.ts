import type { Db } from '../../../../platform/http/endpoint.ts';
import type { IncidentPoint } from '../incident-replies.ts';
import { isWanted, type WantedIncidents } from './filter-incidents.ts';

/** So many points a map has at most: those of the newest incidents. */
const MOST_POINTS = 2_000;

/** Where incidents are: at their own position, else at that of their place in the register. About a kilometre is one point. */
export async function mapIncidents(
  sql: Db,
  missionId: string,
  asked: { readonly wanted: WantedIncidents; readonly now: Date; readonly unplaced: number },
): Promise<{
  readonly points: readonly IncidentPoint[];
  readonly placed: number;
  readonly unplaced: readonly string[];
  readonly unplacedCount: number;
}> {
  const placed = sql`
    select i.id, i.number, i.station, i.danger = 'sos' and i.acknowledged_at is null as is_loud,
      coalesce(i.latitude, (p.cells ->> 'latitude')::float8) as latitude,
      coalesce(i.longitude, (p.cells ->> 'longitude')::float8) as longitude
    from incident i join mission m on m.id = i.mission_id
    left join record p on p.election_id = m.election_id and p.kind = 'place' and p.key = i.station and not p.withdrawn
    where ${isWanted(sql, missionId, asked)}`;
  const points = await sql<IncidentPoint[]>`
    with placed as (${placed})
    select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as count,
      (count(*) filter (where is_loud))::int as loud, (array_agg(id order by number desc))[1] as id,
      max(number) as number, (array_agg(station order by number desc))[1] as station
    from placed where latitude is not null and longitude is not null
    group by round(latitude * 100), round(longitude * 100) order by max(number) desc limit ${MOST_POINTS}`;
  const [counts] = await sql<{ placed: number; unplaced: number; ids: string[] | null }[]>`
    with placed as (${placed}), lost as (select id, number from placed where latitude is null or longitude is null)
    select (select count(*)::int from placed) - (select count(*)::int from lost) as placed,
      (select count(*)::int from lost) as unplaced,
      array(select id from lost order by number desc limit ${asked.unplaced}) as ids`;
  return {
    points,
    placed: counts?.placed ?? 0,
    unplaced: counts?.ids ?? [],
    unplacedCount: counts?.unplaced ?? 0,
  };
}
