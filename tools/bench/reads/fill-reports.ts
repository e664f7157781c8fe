import { randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { settleReports } from '../../../src/features/field/reports/jobs/settle-reports.ts';
import { seeded } from '../../../src/kernel/seed.ts';
import { readMarkdownSheets } from '../../../src/xforms/workbook/read-text-sheets.ts';
import { reportedMission } from '../../../test/support/exported-reports.ts';
import { type GivenReport, storeReports } from '../../../test/support/listed-reports.ts';
import { answerChecklist, FORM_ID, formatWorkbook } from '../intake/checklist.ts';

/** A mission that holds reports of one form, which have been read and put into columns. */
export interface FilledMission {
  readonly id: string;
  readonly slug: string;
  readonly form: { readonly missionId: string; readonly id: string; readonly number: number };
}

const STEP = 8_192;
const ITEM_BYTES = 1_500;

/** Makes a mission with so many reports of 60 answers, and says how long putting them into columns took for each. */
export async function fillMission(sql: Sql, count: number): Promise<FilledMission & { readonly settledMs: number }> {
  const sheets = new Map(readMarkdownSheets(formatWorkbook()).sheets.map(({ name, rows }) => [name, rows]));
  const rowsOf = (name: string) => sheets.get(name) ?? [];
  const survey = { survey: rowsOf('survey'), choices: rowsOf('choices'), settings: rowsOf('settings') };
  const { missionId: id, slug, formUuid } = await reportedMission(sql, [survey]);
  const form = { missionId: id, id: formUuid, number: 1 };
  await sql`insert into report_progress (mission_id, next_index) values (${id}, ${count})`;
  let settledMs = 0;
  for (let first = 0; first < count; first += STEP) {
    const random = seeded(`${count} ${first}`);
    const reports = Array.from({ length: Math.min(STEP, count - first) }, (_, at): GivenReport => {
      const answers = {
        ...answerChecklist(random),
        ...(first + at === count >> 1 ? { '/data/said_today_01': 'Möhürsüz qutu' } : {}),
      };
      return { id: randomUUID(), answers, station: String(random.below(6_000)).padStart(4, '0') };
    });
    await storeReports(sql, form, { first, reports });
    await storeItems(sql, id, { first, formId: FORM_ID });
    const startedAt = performance.now();
    while ((await settleReports(sql, id, first + STEP >= count ? 1 : undefined)) > 0);
    settledMs += performance.now() - startedAt;
  }
  return { id, slug, form, settledMs: settledMs / count };
}

/** What came of the reports from an ordinal on, as heavy as it is once the database has packed it, and its receipts. */
export async function storeItems(
  sql: Sql,
  missionId: string,
  { first, formId }: { readonly first: number; readonly formId: string },
): Promise<void> {
  await sql`
    insert into report_item (report_id, sha256, mission_id, number, channel, form_id, form_version, raw, key, bytes,
      received_at, leaf_index, leaf_hash)
    select id, version_sha256, ${missionId}, 1, 'odk', ${formId}, '1', ${randomBytes(ITEM_BYTES)}, version_sha256, 6000,
      last_at, last_index, sha256(uuid_send(id))
    from report where mission_id = ${missionId} and ordinal >= ${first}`;
}
