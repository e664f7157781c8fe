import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Every version of every check: the newest of each holds; one that is off was switched off by that version. */
export function readCheckVersions(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select c.id::text as check, v.number::text as version, f.form_id as form, o.form_id as other_form, v.title::text as titles,
      v.severity, v.expression, v.form_number::text, v.other_number::text as other_form_number, v.is_on::int::text as is_on,
      v.by_id::text, v.by_name, to_json(v.at) #>> '{}' as at, v.reason
    from report_check c
    join report_check_version v on v.check_id = c.id
    join form f on f.id = c.form_uuid
    left join form o on o.id = v.other_uuid
    where c.mission_id = ${missionId} order by c.created_at, c.id, v.number`.cursor(ROWS_AT_ONCE);
}

/** What checks found: reports in order have no row. */
export function readCheckResults(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select r.check_id::text as check, r.version::text, r.report_id::text as report, r.state, to_json(r.at) #>> '{}' as at
    from check_result r where r.mission_id = ${missionId} order by r.check_id, r.ordinal`.cursor(ROWS_AT_ONCE);
}

/** Answers that were verified, withdrawn verifications included. */
export function readVerifications(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select id::text as verification, report_id::text as report, path, value, how, note, by_id::text, by_name,
      to_json(at) #>> '{}' as at, to_json(withdrawn_at) #>> '{}' as withdrawn_at, withdrawn_reason as withdrawn_because,
      to_json(erased_at) #>> '{}' as erased_at
    from check_verification where mission_id = ${missionId} order by at, report_id, id, path`.cursor(ROWS_AT_ONCE);
}
