import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { CopyRows, copyRows } from '../../src/platform/db/rows/copy-rows.ts';

/** A report that was read, as it stands. */
export interface GivenReport {
  readonly id: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly state?: 'read' | 'void';
  readonly station?: string | null;
  readonly at?: Date;
}

/** Stores reports that were read with a form, as the reading does, without their bytes: as many as wanted, fast. */
export async function storeReports(
  sql: Sql,
  form: { readonly missionId: string; readonly id: string; readonly number: number },
  { first, reports }: { readonly first: number; readonly reports: readonly GivenReport[] },
): Promise<void> {
  const [readings, rows] = [new CopyRows(9, reports.length * 2_500), new CopyRows(17, reports.length * 400)];
  for (const [at, report] of reports.entries()) {
    const [ordinal, sha256, cameAt] = [
      first + at,
      Buffer.alloc(32, 1),
      report.at ?? new Date(1_700_000_000_000 + (first + at) * 1000),
    ];
    readings.row().uuid(report.id).bytes(sha256).uuid(form.missionId).int8(ordinal).text('read').uuid(form.id);
    readings.int4(form.number).text(JSON.stringify(report.answers)).time(cameAt);
    rows.row().uuid(report.id).uuid(form.missionId).int4(ordinal).int8(ordinal).time(cameAt).int8(ordinal).time(cameAt);
    rows
      .int4(1)
      .text(report.state ?? 'read')
      .uuid(report.id)
      .bytes(sha256)
      .text('visit')
      .uuid(form.id);
    rows
      .int4(form.number)
      .text(report.station ?? null)
      .text('odk')
      .time(cameAt);
  }
  await sql.begin(async (transaction) => {
    const readingColumns = 'report_id, sha256, mission_id, leaf_index, state, form_uuid, form_number, answers, read_at';
    await copyRows(transaction, `report_reading (${readingColumns})`, readings);
    const span = 'first_index, first_at, last_index, last_at, versions, state, version_report_id, version_sha256';
    const rest = 'form_name, form_uuid, form_number, station, channel, changed_at';
    await copyRows(transaction, `report (id, mission_id, ordinal, ${span}, ${rest})`, rows);
  });
}

/** A form with this codebook, of which nothing else is there. */
export async function storeForm(
  sql: Sql,
  missionId: string,
  codebook: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] },
): Promise<{ missionId: string; id: string; number: number }> {
  const id = randomUUID();
  await sql`insert into form (id, mission_id, form_id, created_at) values (${id}, ${missionId}, 'visit', now())`;
  await sql`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_name, at)
    values (${id}, 1, 'A visit', '1', 'x', '{}', '', '{}', ${JSON.stringify(codebook)}::text::json, '[]', 4, '{}', 'A', now())`;
  return { missionId, id, number: 1 };
}
