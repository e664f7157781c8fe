import type { TransactionSql } from 'postgres';
import type { PlanMark } from './lock-visits.ts';

/** A team at a station in a phase of a day. */
export interface VisitPlace {
  readonly team: string;
  readonly day: string;
  readonly phase: string;
  readonly station: string;
}

/** What became of reports. */
export interface Placed {
  /** How many were looked at. */
  readonly count: number;
  /** Visits that have other reports now. */
  readonly places: readonly VisitPlace[];
}

/**
 * Finds the places of the next reports that have none as the plan stands: the team is that which had the device when the report
 * was begun, or whose member had it, or, before anybody had it, which had it first; of a report without a device, the one
 * that alone is expected at the station. Reports that say nothing (held, set aside, erased) have no place.
 */
export async function placeReports(sql: TransactionSql, plan: PlanMark, most: number): Promise<Placed> {
  const { missionId, generation } = plan;
  const [row] = await sql<{ count: number; places: VisitPlace[] | null }[]>`
    with ${unplacedTable(sql, plan, most)}, ${foundTable(sql, plan)}, kept as (
      insert into report_place as p (mission_id, report_id, team_id, by_station, day, phase, station, form_id, lacks)
      select ${missionId}::uuid, id, team_id, by_station, day, phase, station, form_uuid,
        case when phase is null then 'phase' when station is null then 'station' when team_id is null then 'team' end
      from found
      on conflict (mission_id, report_id) do update set team_id = excluded.team_id, by_station = excluded.by_station,
        day = excluded.day, phase = excluded.phase, station = excluded.station, form_id = excluded.form_id,
        lacks = excluded.lacks
    ), gone as (
      delete from report_place p using unplaced u
      where p.mission_id = ${missionId} and p.report_id = u.id and (u.state <> 'read' or u.form_uuid is null)
    ), done as (
      update report r set placed_as = ${generation} from unplaced u where r.id = u.id
    ), places as (
      select p.team_id, p.day, p.phase, p.station from report_place p join unplaced u on p.report_id = u.id
      where p.mission_id = ${missionId} and p.lacks is null
      union
      select team_id, day, phase, station from found where num_nulls(team_id, phase, station) = 0
    )
    select (select count(*)::int from unplaced) as count, (
      select jsonb_agg(jsonb_build_object('team', team_id, 'day', day, 'phase', phase, 'station', station)) from places
    ) as places`;
  return { count: row?.count ?? 0, places: row?.places ?? [] };
}

/** The next reports that are to be placed. */
const unplacedTable = (sql: TransactionSql, { missionId, generation }: PlanMark, most: number) => sql`
    unplaced as materialized (
      select id, state, form_uuid, station, device_id, coalesce(filled_at, first_at) as at
      from report where mission_id = ${missionId} and placed_as < ${generation}
      order by placed_as, ordinal limit ${most} for no key update
    )`;

/** The places of those that say something. */
const foundTable = (sql: TransactionSql, { missionId }: PlanMark) => sql`
    dayed as materialized (
      select u.*, ((u.at at time zone s.zone) - make_interval(hours => s.day_begins_at))::date as day, f.phase
      from unplaced u join plan_settings s on s.mission_id = ${missionId}
      left join plan_phase_form f on f.mission_id = s.mission_id and f.form_id = u.form_uuid
      where u.state = 'read' and u.form_uuid is not null
    ), teamed as materialized (
      select d.*, coalesce(h.team_id, m.team_id) as device_team
      from dayed d
      left join lateral (
        select h.team_id, h.person_id from device_holder h
        -- Who had it for no time at all never had it.
        where h.mission_id = ${missionId} and h.device_id = d.device_id and (h.to_at is null or h.to_at > h.from_at) and (
          (h.from_at <= d.at and (h.to_at is null or h.to_at > d.at))
          or (h.from_at > d.at and not exists (
            select from device_holder o
            where o.mission_id = h.mission_id and o.device_id = h.device_id and o.from_at <= d.at
              and (o.to_at is null or o.to_at > o.from_at)
          ))
        ) order by h.from_at limit 1
      ) h on true
      left join lateral (
        select m.team_id from team_member m
        where m.mission_id = ${missionId} and m.person_id = h.person_id and daterange(m.from_day, m.to_day, '[]') @> d.day
        limit 1
      ) m on true
    ), found as materialized (
      select t.id, t.day, t.phase, t.station, t.form_uuid, coalesce(t.device_team, e.team_id) as team_id,
        t.device_team is null and e.team_id is not null as by_station
      from teamed t
      left join lateral (
        select min(e.team_id::text)::uuid as team_id from expected_visit e
        where t.device_team is null and e.mission_id = ${missionId} and e.day = t.day and e.phase = t.phase
          and e.station = t.station and e.mark is distinct from 'called-off'
        having count(*) = 1
      ) e on true
    )`;

/**
 * Takes the next expected visits that have changed.
 *
 * @returns the visits that may stand otherwise now: they themselves, and those of the team, or at the station, in that phase
 * of that day which nobody expects. Reports without a device at the station are to be placed anew.
 */
export async function takeChangedPlan(sql: TransactionSql, missionId: string, most: number): Promise<Placed> {
  const [row] = await sql<{ count: number; places: VisitPlace[] | null }[]>`
    with changed as materialized (
      select id, team_id, day, phase, station from expected_visit
      where mission_id = ${missionId} and not is_matched order by id limit ${most} for no key update
    ), done as (
      update expected_visit e set is_matched = true from changed c where e.mission_id = ${missionId} and e.id = c.id
    ), teamless as (
      update report r set placed_as = 0 from report_place p, changed c
      where p.mission_id = ${missionId} and p.day = c.day and p.phase = c.phase and p.station = c.station
        and (p.by_station or p.lacks = 'team') and r.id = p.report_id
    ), places as (
      select team_id, day, phase, station from changed
      union
      select v.team_id, v.day, v.phase, v.station from visit v join changed c
        on v.day = c.day and v.phase = c.phase and v.station = c.station
        where v.mission_id = ${missionId} and v.standing <> 'planned'
      union
      select v.team_id, v.day, v.phase, v.station from visit v join changed c
        on v.day = c.day and v.phase = c.phase and v.team_id = c.team_id
        where v.mission_id = ${missionId} and v.standing <> 'planned'
    )
    select (select count(*)::int from changed) as count, (
      select jsonb_agg(jsonb_build_object('team', team_id, 'day', day, 'phase', phase, 'station', station)) from places
    ) as places`;
  return { count: row?.count ?? 0, places: row?.places ?? [] };
}

/** Has the reports of devices placed anew that other people have now, or had then. @returns how many holders were looked at. */
export async function takeChangedHolders(sql: TransactionSql, missionId: string, most: number): Promise<number> {
  const rows = await sql`
    with changed as materialized (
      select id, device_id from device_holder
      where mission_id = ${missionId} and not is_matched order by id limit ${most} for no key update
    ), done as (
      update device_holder h set is_matched = true from changed c where h.mission_id = ${missionId} and h.id = c.id
    ), anew as (
      update report r set placed_as = 0 from (select distinct device_id from changed) c
      where r.mission_id = ${missionId} and r.device_id = c.device_id and r.placed_as > 0
    )
    select id from changed`;
  return rows.length;
}
