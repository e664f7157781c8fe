import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Meetings, struck ones included. */
export function readMeetings(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select id::text as meeting, institution, met, to_json(held_at) #>> '{}' as held_at, place,
      array_to_string(took_part, ' ') as took_part, topics, public_note, struck_reason as struck_because,
      revision::text, changed_by as by_name, to_json(changed_at) #>> '{}' as at
    from meeting where mission_id = ${missionId} order by held_at, id`.cursor(ROWS_AT_ONCE);
}

/** What has to follow of meetings. */
export function readMeetingItems(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select id::text as item, meeting_id::text as meeting, kind, what, whose, asked_on::text, due_on::text, state,
      done_on::text, answer, used_in, revision::text, changed_by as by_name, to_json(changed_at) #>> '{}' as at
    from meeting_item where mission_id = ${missionId} order by meeting_id, due_on nulls last, id`.cursor(ROWS_AT_ONCE);
}

/** Restricted notes of meetings. */
export function readMeetingNotes(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select meeting_id::text as meeting, text, revision::text, changed_by as by_name, to_json(changed_at) #>> '{}' as at
    from meeting_restricted_note where mission_id = ${missionId} order by meeting_id`.cursor(ROWS_AT_ONCE);
}

/** What stood before each change of a meeting, of restricted notes too. */
export function readMeetingVersions(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select meeting_id::text as meeting, part, subject_id::text as subject, revision::text, before::text, by_id::text, by_name,
      to_json(at) #>> '{}' as at, reason
    from meeting_version where mission_id = ${missionId} order by at, part, subject_id, revision`.cursor(ROWS_AT_ONCE);
}
