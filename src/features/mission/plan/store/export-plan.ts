import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Phases of a plan in their order, with the forms that each expects. */
export function readPhases(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select p.key, p.place::text as position, p.name::text as names, p.due_at::text, p.due_days::text, (
        select string_agg(n.form_id, ' ' order by n.form_id) from plan_phase_form f join form n on n.id = f.form_id
        where f.mission_id = p.mission_id and f.phase = p.key
      ) as forms, s.zone, s.day_begins_at::text
    from plan_phase p join plan_settings s on s.mission_id = p.mission_id
    where p.mission_id = ${missionId} order by p.place`.cursor(ROWS_AT_ONCE);
}

/** Expected visits, called-off ones included. */
export function readExpected(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select e.id::text as visit, t.code as team, e.day::text, e.phase, e.station, e.position::text, e.source,
      a.name as sample, e.mark, to_json(e.marked_at) #>> '{}' as marked_at, e.note, e.revision::text,
      e.changed_by as by_name, to_json(e.changed_at) #>> '{}' as at
    from expected_visit e join team t on t.mission_id = e.mission_id and t.id = e.team_id
    left join sample a on a.mission_id = e.mission_id and a.id = e.sample_id
    where e.mission_id = ${missionId} order by e.day, t.code, e.position, e.phase, e.station`.cursor(ROWS_AT_ONCE);
}

/** What stood before each change of an expected visit. */
export function readExpectedVersions(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select visit_id::text as visit, revision::text, before::text, by_id::text, by_name, to_json(at) #>> '{}' as at, reason
    from expected_visit_version where mission_id = ${missionId} order by visit_id, revision`.cursor(ROWS_AT_ONCE);
}

/** Visits as they stand to the plan. */
export function readVisits(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select v.day::text, v.phase, v.station, t.code as team, v.expected_id::text as visit, v.status, v.standing,
      v.reports::text
    from visit v join team t on t.mission_id = v.mission_id and t.id = v.team_id
    where v.mission_id = ${missionId} order by v.day, v.phase, v.station, t.code`.cursor(ROWS_AT_ONCE);
}

/** Samples, withdrawn ones included, with all that anybody needs to draw them again. */
export function readSamples(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select s.id::text as sample, s.name, s.record::text, s.source::text, encode(s.document_hash, 'hex') as document_sha256,
      encode(s.salt, 'hex') as salt, to_json(s.drawn_at) #>> '{}' as at, s.by_id::text, s.by_name,
      to_json(w.at) #>> '{}' as withdrawn_at, w.reason as withdrawn_because, w.replaced_by::text
    from sample s left join sample_withdrawal w on w.mission_id = s.mission_id and w.sample_id = s.id
    where s.mission_id = ${missionId} order by s.drawn_at, s.id`.cursor(ROWS_AT_ONCE);
}

/** The stations of samples, reserves included. */
export function readSampleUnits(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select sample_id::text as sample, position::text, is_reserve::int::text as is_reserve, station, stratum, cluster,
      stage::text, inclusion, weight::text
    from sample_unit where mission_id = ${missionId}
    order by sample_id, is_reserve, stratum nulls first, cluster nulls first, position`.cursor(ROWS_AT_ONCE);
}
