import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import type { Answers } from '../../reading/reading.ts';

/** A reading as it is stored. */
export interface StoredReading {
  readonly reportId: string;
  readonly sha256: Uint8Array;
  readonly leafIndex: number;
  /** Null: it was read. */
  readonly reason: string | null;
  readonly flags: readonly string[];
  readonly form: { readonly id: string; readonly number: number } | null;
  readonly answers: Answers | null;
  readonly warnings: readonly unknown[];
  readonly station: string | null;
  readonly filledAt: Date | null;
  readonly expectedFiles: readonly string[];
  readonly fieldsRoot: Uint8Array | null;
  readonly announcedId: string | null;
}

/** Stores readings, in place of what was read of the same versions before. */
export async function saveReadings(
  sql: TransactionSql,
  missionId: string,
  { readings, at }: { readonly readings: readonly StoredReading[]; readonly at: Date },
): Promise<void> {
  if (readings.length === 0) return;
  await sql`
    insert into report_reading (report_id, sha256, mission_id, leaf_index, state, reason, flags, form_uuid, form_number,
      answers, warnings, expected_files, fields_root, announced_id, read_at, station, filled_at)
    select report_id, decode(sha256, 'hex'), ${missionId}, leaf_index, case when reason is null then 'read' else 'held' end,
      reason, array(select json_array_elements_text(flags)), form_uuid, form_number, answers, warnings,
      array(select json_array_elements_text(files)), decode(root, 'hex'), announced_id, ${at},
      station, filled_at
    from json_to_recordset(${JSON.stringify(readings.map(rowOf))}::text::json) as g (report_id uuid, sha256 text,
      leaf_index bigint, reason text, flags json, form_uuid uuid, form_number int, answers json, warnings json,
      files json, root text, announced_id uuid, station text, filled_at timestamptz)
    on conflict (report_id, sha256) do update set state = excluded.state, reason = excluded.reason,
      flags = excluded.flags, form_uuid = excluded.form_uuid, form_number = excluded.form_number,
      answers = excluded.answers, warnings = excluded.warnings, expected_files = excluded.expected_files,
      fields_root = excluded.fields_root, announced_id = excluded.announced_id, read_at = excluded.read_at,
      station = excluded.station, filled_at = excluded.filled_at`;
}

function rowOf(reading: StoredReading): Readonly<Record<string, unknown>> {
  const { form, answers, fieldsRoot } = reading;
  return {
    report_id: reading.reportId,
    sha256: formatHex(reading.sha256),
    leaf_index: reading.leafIndex,
    reason: reading.reason,
    flags: reading.flags,
    form_uuid: form?.id ?? null,
    form_number: form?.number ?? null,
    answers: answers === null ? null : Object.fromEntries(answers),
    warnings: reading.warnings,
    files: reading.expectedFiles,
    station: reading.station,
    filled_at: reading.filledAt?.toISOString() ?? null,
    root: fieldsRoot === null ? null : formatHex(fieldsRoot),
    announced_id: reading.announcedId,
  };
}

/** Stores what people should know of versions that were read before. */
export async function saveFlags(
  sql: TransactionSql,
  changes: readonly { readonly reportId: string; readonly sha256: Uint8Array; readonly flags: readonly string[] }[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ reportId, sha256, flags }) => ({
    report_id: reportId,
    sha256: formatHex(sha256),
    flags,
  }));
  await sql`
    update report_reading r set flags = array(select json_array_elements_text(g.flags))
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (report_id uuid, sha256 text, flags json)
    where r.report_id = g.report_id and r.sha256 = decode(g.sha256, 'hex')`;
}
