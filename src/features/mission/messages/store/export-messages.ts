import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Every call, struck ones included. */
export function readCalls(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select c.id::text as call, t.code as team, p.code as person, c.visit_id::text as visit, c.report_id::text as report,
      c.outcome, c.note, to_json(c.called_at) #>> '{}' as called_at, c.by_id::text, c.by_name,
      to_json(c.at) #>> '{}' as at, to_json(c.struck_at) #>> '{}' as struck_at, c.struck_reason as struck_because
    from call_entry c
    left join team t on t.mission_id = c.mission_id and t.id = c.team_id
    left join person p on p.mission_id = c.mission_id and p.id = c.person_id
    where c.mission_id = ${missionId} order by c.called_at, c.id`.cursor(ROWS_AT_ONCE);
}

/** Messages, withdrawn ones included. */
export function readMessages(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select id::text as message, thread_id::text as thread, texts::text, audience::text, by_id::text, by_name,
      to_json(at) #>> '{}' as at, to_json(withdrawn_at) #>> '{}' as withdrawn_at, withdrawn_reason as withdrawn_because
    from mission_message where mission_id = ${missionId} order by at, id`.cursor(ROWS_AT_ONCE);
}

/** Whom each message was for, with each telephone. */
export function readRecipients(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select r.message_id::text as message, t.code as team, p.code as person, d.pseudonym as device,
      to_json(r.delivered_at) #>> '{}' as delivered_at, to_json(r.read_at) #>> '{}' as read_at,
      to_json(r.answered_at) #>> '{}' as answered_at
    from message_recipient r
    left join team t on t.mission_id = r.mission_id and t.id = r.team_id
    left join person p on p.mission_id = r.mission_id and p.id = r.person_id
    left join device d on d.id = r.device_id
    where r.mission_id = ${missionId} order by r.message_id, r.place`.cursor(ROWS_AT_ONCE);
}

/** What was answered. */
export function readAnswers(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select a.id::text as answer, a.message_id::text as message, d.pseudonym as device, a.text,
      to_json(a.device_time) #>> '{}' as device_time, to_json(a.at) #>> '{}' as at
    from message_answer a join device d on d.id = a.device_id
    where a.mission_id = ${missionId} order by a.at, a.id`.cursor(ROWS_AT_ONCE);
}
