import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Incidents as they stand, duplicates included. `said` is of the report, `told` what the desk says instead. */
export function readIncidents(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select i.id::text as incident, i.number::text, i.report_id::text as report, i.standing, i.what, i.category,
      to_json(i.happened_at) #>> '{}' as happened_at, i.station, i.latitude::text, i.longitude::text, i.place_words,
      i.danger, i.status, i.assignee_id::text, i.assignee_name, i.priority, to_json(i.due_at) #>> '{}' as due_at,
      i.veracity, to_json(i.acknowledged_at) #>> '{}' as acknowledged_at, i.acknowledged_by,
      into_one.number::text as merged_into, to_json(i.at) #>> '{}' as known_at, i.revision::text,
      to_json(i.changed_at) #>> '{}' as changed_at, i.said::text, i.told::text
    from incident i left join incident into_one on into_one.mission_id = i.mission_id and into_one.id = i.merged_into
    where i.mission_id = ${missionId} order by i.number`.cursor(ROWS_AT_ONCE);
}

/** What was done to incidents, in its order; without `by`, the program followed a report. */
export function readIncidentActs(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select i.number::text as incident, a.number::text as act, a.kind, a.details::text, a.reason, a.by_id::text, a.by_name,
      to_json(a.at) #>> '{}' as at
    from incident_act a join incident i on i.id = a.incident_id
    where a.mission_id = ${missionId} order by i.number, a.number`.cursor(ROWS_AT_ONCE);
}

/** Reports and people that incidents are linked to, people by their codes. */
export function readIncidentLinks(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select i.number::text as incident, l.kind, case when l.kind = 'person' then p.code else l.target_id::text end as target
    from incident_link l join incident i on i.id = l.incident_id
    left join person p on l.kind = 'person' and p.mission_id = l.mission_id and p.id = l.target_id
    where l.mission_id = ${missionId} order by i.number, l.kind, 3`.cursor(ROWS_AT_ONCE);
}

/** Every version of how a mission tells incidents: categories, and which forms make some. */
export function readIncidentSettings(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select revision::text, categories::text, forms::text, by_id::text, by_name, to_json(at) #>> '{}' as at, reason
    from incident_setting where mission_id = ${missionId} order by revision`.cursor(ROWS_AT_ONCE);
}
