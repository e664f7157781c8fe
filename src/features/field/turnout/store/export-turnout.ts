import type { TransactionSql } from 'postgres';
import { type ExportRow, type ExportRows, ROWS_AT_ONCE } from '../../../../platform/db/rows/export-rows.ts';

/** Questions that mean turnout, in their order. */
export function readTurnoutQuestions(sql: TransactionSql, missionId: string): ExportRows {
  return sql<ExportRow[]>`
    select f.form_id as form, q ->> 'voted' as voted, q ->> 'at' as time, q ->> 'registered' as registered,
      s.revision::text, s.changed_by as by_name, to_json(s.changed_at) #>> '{}' as at
    from turnout_settings s cross join lateral jsonb_array_elements(s.questions) with ordinality a (q, place)
    join form f on f.id = (q ->> 'formUuid')::uuid
    where s.mission_id = ${missionId} order by a.place`.cursor(ROWS_AT_ONCE);
}
