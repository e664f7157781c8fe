import type { TransactionSql } from 'postgres';
import type { VisitPlace } from './place-reports.ts';

/**
 * Makes the visits at these places anew, out of plan and reports, the stations with them, and moves the counts by what has
 * changed. The caller has `lockVisits`.
 *
 * @param places may name one more than once.
 */
export async function makeVisits(sql: TransactionSql, missionId: string, places: readonly VisitPlace[]): Promise<void> {
  if (places.length === 0) return;
  const changed = changedTable(sql, places);
  await countOff(sql, missionId, changed);
  await sql`
    with ${changed}
    delete from visit v using changed_visit c where v.mission_id = ${missionId} and ${samePlace(sql)}`;
  await insertVisits(sql, missionId, changed);
  await makeStations(sql, missionId, changed);
  await countIn(sql, missionId, changed);
}

type Table = ReturnType<typeof changedTable>;

function changedTable(sql: TransactionSql, places: readonly VisitPlace[]) {
  return sql`changed_visit as materialized (
    select distinct team as team_id, day, phase, station
    from jsonb_to_recordset(${sql.json(places as never)}) as r (team uuid, day date, phase text, station text)
  )`;
}

const samePlace = (sql: TransactionSql) => sql`
  v.day = c.day and v.phase = c.phase and v.station = c.station and v.team_id = c.team_id`;

/** What stations of the changed places lie in, without the country. */
const liesTable = (sql: TransactionSql, missionId: string) => sql`
    station as (
      select distinct c.station from changed_visit c
    ), above as (
      select s.station, p.cells ->> 'parent' as code, 1 as depth from station s
      join mission m on m.id = ${missionId}
      join record p on p.election_id = m.election_id and p.kind = 'place' and p.key = s.station and not p.withdrawn
      union all
      select a.station, p.cells ->> 'parent', a.depth + 1 from above a
      join mission m on m.id = ${missionId}
      join record p on p.election_id = m.election_id and p.kind = 'place' and p.key = a.code
      where a.depth < 10
    ), lies as materialized (
      select a.station, array_agg(a.code order by a.depth) as areas from above a
      join mission m on m.id = ${missionId}
      join record p on p.election_id = m.election_id and p.kind = 'place' and p.key = a.code
        and p.cells ->> 'level' <> 'country'
      group by a.station
    )`;

/** What plan and reports say of the changed places. */
const madeTable = (sql: TransactionSql, missionId: string) => sql`
    wanted as materialized (
      select phase, array_agg(form_id order by form_id) as forms from plan_phase_form
      where mission_id = ${missionId} group by phase
    ), happened as materialized (
      select c.team_id, c.day, c.phase, c.station, count(*)::int as reports, array_agg(distinct p.form_id) as forms
      from changed_visit c join report_place p on p.mission_id = ${missionId} and p.lacks is null
        and p.day = c.day and p.phase = c.phase and p.station = c.station and p.team_id = c.team_id
      group by c.team_id, c.day, c.phase, c.station
    ), made as (
      select c.*, e.id as expected_id, e.position, e.sample_id, e.mark, coalesce(h.reports, 0) as reports,
        coalesce(l.areas, '{}') as areas, coalesce(w.forms, '{}') as wanted,
        array(select unnest(w.forms) intersect select unnest(h.forms) order by 1) as done
      from changed_visit c
      left join expected_visit e on e.mission_id = ${missionId} and e.team_id = c.team_id and e.day = c.day
        and e.phase = c.phase and e.station = c.station and e.mark is distinct from 'called-off'
      left join happened h on h.team_id = c.team_id and h.day = c.day and h.phase = c.phase and h.station = c.station
      left join lies l on l.station = c.station
      left join wanted w on w.phase = c.phase
      where e.id is not null or h.reports is not null
    )`;

async function insertVisits(sql: TransactionSql, missionId: string, changed: Table): Promise<void> {
  await sql`
    with recursive ${changed}, ${liesTable(sql, missionId)}, ${madeTable(sql, missionId)}
    insert into visit (mission_id, team_id, day, phase, station, expected_id, position, sample_id, status, standing, areas,
      forms_wanted, forms_done, reports)
    select ${missionId}::uuid, team_id, day, phase, station, expected_id, position, sample_id,
      case
        when expected_id is null then null
        when reports > 0 and wanted <@ done then 'complete'
        when mark in ('not-open', 'refused-entry') then mark
        when done <> '{}' then 'partial'
        when mark = 'unreachable' then mark
        else 'none'
      end,
      case
        when expected_id is not null then 'planned'
        when exists (
          select from expected_visit o where o.mission_id = ${missionId} and o.day = made.day and o.phase = made.phase
            and o.station = made.station and o.mark is distinct from 'called-off'
        ) then 'other-team'
        when exists (
          select from expected_visit o where o.mission_id = ${missionId} and o.day = made.day and o.phase = made.phase
            and o.team_id = made.team_id and o.mark is distinct from 'called-off'
        ) then 'elsewhere'
        else 'extra'
      end,
      areas, wanted, done, reports
    from made`;
}

/** Stations of the changed places, each once, by the best that any team brought. */
async function makeStations(sql: TransactionSql, missionId: string, changed: Table): Promise<void> {
  await sql`
    with ${changed}
    delete from visited_station s using changed_visit c
    where s.mission_id = ${missionId} and s.day = c.day and s.phase = c.phase and s.station = c.station`;
  await sql`
    with ${changed}
    insert into visited_station (mission_id, day, phase, station, status, areas, samples, teams)
    select v.mission_id, v.day, v.phase, v.station, (array_agg(v.status order by array_position(
        array['complete', 'partial', 'refused-entry', 'not-open', 'unreachable', 'none'], v.status)))[1],
      min(v.areas), array_remove(array_agg(distinct v.sample_id), null), count(*)::int
    from (select distinct day, phase, station from changed_visit) c
    join visit v on v.mission_id = ${missionId} and v.day = c.day and v.phase = c.phase and v.station = c.station
      and v.status is not null
    group by v.mission_id, v.day, v.phase, v.station`;
}

/** What the rows of the changed places say, summed as it is counted. */
const summedTable = (sql: TransactionSql, missionId: string) => sql`
    counted as (
      select 'visit' as unit, v.day, v.phase, v.status, v.standing, v.reports, d.dimension, d.key
      from changed_visit c join visit v on v.mission_id = ${missionId} and ${samePlace(sql)}
      cross join lateral (
        select 'all' as dimension, '' as key union all select 'team', v.team_id::text
        union all select 'area', unnest(v.areas)
        union all select 'sample', v.sample_id::text where v.sample_id is not null
      ) d
      union all
      select 'visit', v.day, v.phase, case when f.form = any (v.forms_done) then 'complete' when v.status in (
          'not-open', 'refused-entry', 'unreachable') then v.status else 'none' end, v.standing, 0, 'form', f.form::text
      from changed_visit c join visit v on v.mission_id = ${missionId} and ${samePlace(sql)} and v.status is not null
      cross join lateral (select unnest(v.forms_wanted) as form) f
      union all
      select 'station', s.day, s.phase, s.status, 'planned', 0, d.dimension, d.key
      from (select distinct day, phase, station from changed_visit) c
      join visited_station s on s.mission_id = ${missionId} and s.day = c.day and s.phase = c.phase and s.station = c.station
      cross join lateral (
        select 'all' as dimension, '' as key union all select 'area', unnest(s.areas)
        union all select 'sample', unnest(s.samples)::text
      ) d
    ), summed as (
      select unit, day, phase, dimension, key,
        count(*) filter (where status = 'complete')::int as complete,
        count(*) filter (where status = 'partial')::int as partial,
        count(*) filter (where status = 'none')::int as none,
        count(*) filter (where status = 'unreachable')::int as unreachable,
        count(*) filter (where status = 'not-open')::int as not_open,
        count(*) filter (where status = 'refused-entry')::int as refused_entry,
        count(*) filter (where standing = 'other-team')::int as other_team,
        count(*) filter (where standing = 'elsewhere')::int as elsewhere,
        count(*) filter (where standing = 'extra')::int as extra,
        sum(reports)::int as reports
      from counted group by unit, day, phase, dimension, key
    )`;

/** Takes what the rows of the changed places say away from the counts. */
async function countOff(sql: TransactionSql, missionId: string, changed: Table): Promise<void> {
  await sql`
    with ${changed}, ${summedTable(sql, missionId)}
    update response_count r set complete = r.complete - s.complete, partial = r.partial - s.partial, none = r.none - s.none,
      unreachable = r.unreachable - s.unreachable, not_open = r.not_open - s.not_open,
      refused_entry = r.refused_entry - s.refused_entry, other_team = r.other_team - s.other_team,
      elsewhere = r.elsewhere - s.elsewhere, extra = r.extra - s.extra, reports = r.reports - s.reports
    from summed s where r.mission_id = ${missionId} and ${sameCount(sql)}`;
}

const sameCount = (sql: TransactionSql) => sql`
  r.unit = s.unit and r.day = s.day and r.phase = s.phase and r.dimension = s.dimension and r.key = s.key`;

/** Adds it to them. What counts nothing stays, and is not shown. */
async function countIn(sql: TransactionSql, missionId: string, changed: Table): Promise<void> {
  await sql`
    with ${changed}, ${summedTable(sql, missionId)}
    insert into response_count as r (mission_id, unit, day, phase, dimension, key, complete, partial, none, unreachable,
      not_open, refused_entry, other_team, elsewhere, extra, reports)
    select ${missionId}::uuid, unit, day, phase, dimension, key, complete, partial, none, unreachable, not_open,
      refused_entry, other_team, elsewhere, extra, reports
    from summed
    on conflict (mission_id, unit, day, phase, dimension, key) do update set complete = r.complete + excluded.complete,
      partial = r.partial + excluded.partial, none = r.none + excluded.none,
      unreachable = r.unreachable + excluded.unreachable, not_open = r.not_open + excluded.not_open,
      refused_entry = r.refused_entry + excluded.refused_entry, other_team = r.other_team + excluded.other_team,
      elsewhere = r.elsewhere + excluded.elsewhere, extra = r.extra + excluded.extra,
      reports = r.reports + excluded.reports`;
}
