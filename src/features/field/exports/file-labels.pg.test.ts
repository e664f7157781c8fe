import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { exportAsk, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { must } from '../../../kernel/result.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import { listFileChoices } from '../forms/access.ts';
import { settleReports } from '../reports/jobs/settle-reports.ts';
import type { ExportAsk } from './export-job.ts';
import { ExportQueue } from './jobs/export-queue.ts';
import { addExport, findExport } from './store/keep-jobs.ts';

const { sql } = await testDatabase();
const folder = temporaryFolder('exports');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RU = 'Русский (ru)';
const FILE = `id,title,title::${RU}\nS1,"Harbour, school",Школа у гавани\nS2,Library,\n`;
/** Stations in the report and in each visit, by columns that the form names. */
const SHEETS = {
  survey: [
    ['type', 'name', 'label', 'parameters'],
    ['select_one_from_file stations.csv', 'station', 'Station', 'value=id label=title'],
    ['begin_repeat', 'visit', 'Visit', ''],
    ['select_multiple_from_file stations.csv', 'seen', 'Seen', 'value=id label=title'],
    ['end_repeat', '', '', ''],
  ],
  choices: [],
  settings: [['form_id'], ['places']],
};
const ANSWERS = { '/data/station': 'S1', '/data/visit[1]/seen': 'S2 S1', '/data/visit[2]/seen': 'S3' };

async function openMission() {
  const mission = await reportedMission(sql, [SHEETS]);
  await mission.addFile(1, { name: 'stations.csv', text: FILE });
  await listFileChoices(sql);
  const ids = await mission.add([{ answers: ANSWERS }, { answers: { '/data/station': 'S9' } }]);
  const exported = async (changes: Partial<ExportAsk>): Promise<Buffer> => {
    const id = randomUUID();
    const askedBy = { id: randomUUID(), name: 'Leyla' };
    const about = { id, missionId: mission.missionId, askedBy, askedAt: new Date(), formTitle: 'Places' };
    await addExport(sql, { ...about, ask: exportAsk({ formId: 'places', ...changes }), endOrdinal: 1_000 });
    const pace = { rest: async () => {}, isEnding: () => false };
    const tools = { sql, folder, blobFolder: folder, now: () => new Date(), freeBytes: async () => 1e12, pace };
    const queue = new ExportQueue({ ...tools, findOrdinals: async () => null }, pino({ level: 'silent' }));
    while (await queue.fill()) await queue.untilOneEnds();
    expect(must(await findExport(sql, mission.missionId, id), 'export')).toMatchObject({ state: 'done', fault: null });
    return readFileSync(join(folder, id, 'result'));
  };
  return { ...mission, ids, exported };
}

const columnsOf = (bytes: Buffer, names: readonly string[]) =>
  (parse(bytes, { columns: true }) as Record<string, string>[]).map((row) => names.map((name) => row[name]));

test('choices of a file are written with its words, made of rows or of columns', async () => {
  const { missionId, exported } = await openMission();
  for (const settled of [2, 0]) {
    const flat = { withRepeats: false } as const;
    expect(columnsOf(await exported({ ...flat, words: 'labels' }), ['Station'])).toEqual([['Harbour, school'], ['S9']]);
    const both = await exported({ ...flat, words: 'both', language: RU });
    expect(columnsOf(both, ['station', 'station:label'])).toEqual([
      ['S1', 'Школа у гавани'],
      ['S9', 'S9'],
    ]);
    expect(columnsOf(await exported({ ...flat, words: 'codes' }), ['station', 'station:label'])).toEqual([
      ['S1', undefined],
      ['S9', undefined],
    ]);
    expect(await settleReports(sql, missionId, 1)).toBe(settled);
  }
});

test('choices of a file are written with its words in related tables, their dictionary and JSON', async () => {
  const { exported, ids } = await openMission();
  const read = readWorkbook(await exported({ format: 'xlsx', words: 'both' }), 'export.xlsx');
  const sheets = new Map((read.ok ? read.value.sheets : []).map(({ name, rows }) => [name, rows]));
  expect(sheets.get('visit')).toEqual([
    ['_report', '_parent', '_position', 'seen', 'seen:label'],
    [ids[0], '', '1', 'S2 S1', 'Library | Harbour, school'],
    [ids[0], '', '2', 'S3', 'S3'],
  ]);
  const note = sheets
    .get('dictionary')
    ?.find(([, column]) => column === 'seen:label')
    ?.at(-1);
  expect(note).toBe('its words are those of stations.csv, which lies beside the form');
  const [line = ''] = (await exported({ format: 'jsonl', words: 'both' })).toString().split('\n');
  expect(JSON.parse(line).answers).toEqual({
    station: { code: 'S1', label: 'Harbour, school' },
    visit: [
      {
        seen: [
          { code: 'S2', label: 'Library' },
          { code: 'S1', label: 'Harbour, school' },
        ],
      },
      { seen: [{ code: 'S3', label: 'S3' }] },
    ],
  });
});
