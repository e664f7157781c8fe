import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportAsk } from '../../../../../test/support/exported-reports.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { readWorkbook } from '../../../../xforms/workbook/read-workbook.ts';
import { makeDictionary } from '../tables/dictionary.ts';
import type { ExportedReport } from '../tables/exported-report.ts';
import { planTables } from '../tables/plan-tables.ts';
import { ExportFolder, RESULT } from './export-folder.ts';
import { packResult } from './pack-result.ts';
import { createWriter } from './write-tables.ts';

const path = temporaryFolder('sheets');
afterAll(() => rmSync(path, { recursive: true, force: true }));

const about = { type: 'string', control: 'input', labels: {}, choices: [], versions: [1], types: [] };
const leaf = { ...about, path: '/data/who', repeat: '', kind: 'text' as const };

function report(number: number): ExportedReport {
  const times = { firstAt: '2024-02-07T08:00:00.000Z', lastAt: '2024-02-07T08:00:00.000Z' };
  const form = { formVersion: '1', formNumber: 1, station: null, isMoved: false };
  const sender = { channel: 'odk', device: null, deviceName: null };
  const state = { state: 'read', reason: null, flags: [] } as const;
  const answers = { '/data/who': `Person ${number}` };
  return { ordinal: number, id: `r${number}`, receipt: '', ...times, ...state, ...form, ...sender, answers };
}

test('a table of more rows than a sheet takes goes on in the next one, wherever the writing was broken off', async () => {
  const ask = exportAsk({ format: 'xlsx' });
  const plan = planTables({ language: '', leaves: [leaf], repeats: [] }, ask);
  const dictionary = makeDictionary(plan);
  const ground = (folder: ExportFolder) => ({ plan, ask, dictionary, folder, isPacked: true, mostRows: 4 });
  let states = {};
  for (let from = 0; from < 10; from += 2) {
    const folder = await ExportFolder.open(path, states);
    await createWriter(ground(folder)).write([report(from), report(from + 1)]);
    states = folder.written;
    // What comes after the place that was noted is cut off again.
    await createWriter(ground(folder)).write([report(98), report(99)]);
    await folder.close();
  }
  const folder = await ExportFolder.open(path, states);
  const sheets = await createWriter(ground(folder)).finish();
  const unused = { workbookName: '', dictionaryText: '', attachments: null, onFile: async () => {} };
  await packResult({ folder, format: 'xlsx', ...unused }, sheets, { place: null, done: 0, missing: 0 });
  await folder.close();
  const read = readWorkbook(readFileSync(join(path, RESULT)), 'export.xlsx');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const rows = read.value.sheets.map((sheet) => ({
    name: sheet.name,
    cells: sheet.rows.slice(1).map(([first]) => first),
  }));
  expect(rows.slice(0, 4)).toEqual([
    { name: 'reports', cells: ['r0', 'r1', 'r2'] },
    { name: 'reports (2)', cells: ['r3', 'r4', 'r5'] },
    { name: 'reports (3)', cells: ['r6', 'r7', 'r8'] },
    { name: 'reports (4)', cells: ['r9'] },
  ]);
});
