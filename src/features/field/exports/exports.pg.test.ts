import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { reportedMission, storeBlob } from '../../../../test/support/exported-reports.ts';
import { ANSWERS, openExports, records, rowsOf, unzip } from '../../../../test/support/made-exports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { visitForm } from '../../../../test/support/visit-form.ts';
import { must } from '../../../kernel/result.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';

const { sql } = await testDatabase();
const { blobFolder, made } = openExports(sql);

describe('CSV', () => {
  test('EXP-01 no text is a formula, every text comes back, and negative numbers stay numbers', async () => {
    const mission = await reportedMission(sql);
    const texts = ['=1+1', '+1', '-1+2', '@SUM(A1)', '\tx', '\rx', "'=1", "'plain", '-', 'a,b', 'a"b', '＝1'];
    await mission.add(texts.map((who) => ({ answers: { ...ANSWERS, '/data/who': who } })));
    const { bytes } = await made(mission, { withRepeats: false });
    expect(records(bytes).map(({ who }) => who)).toEqual(texts);
    const raw = parse(bytes, { columns: true }) as Record<string, string>[];
    expect(raw.filter(({ who }) => /^[=+\-@\t\r＝]/.test(who ?? ''))).toEqual([]);
    expect(raw[0]?.voters).toBe('-12');
  });

  test('copies of repeats are tables that point at their report', async () => {
    const mission = await reportedMission(sql);
    const [id] = await mission.add([{ answers: ANSWERS, station: 'S1', isMoved: true }]);
    const { bytes, state } = await made(mission);
    expect(state.fileName).toBe(`${mission.slug}-station visit-1.zip`);
    const files = unzip(bytes);
    expect(Object.keys(files)).toEqual(['reports.csv', 'talk.csv', 'dictionary.csv']);
    expect(records(files['talk.csv'] ?? '')).toEqual([
      { _report: id, _parent: '', _position: '1', remark: '+994 12' },
      { _report: id, _parent: '', _position: '2', remark: '' },
    ]);
    const [report] = records(files['reports.csv'] ?? '');
    expect(report).toMatchObject({
      _report: id,
      _received: '2024-02-07T08:00:00.000Z',
      _station: 'S1',
      _moved: '1',
      _form_number: '1',
      _device: '',
      why: ANSWERS['/data/why'],
      problems: 'queue shouting',
    });
  });
});

describe('columns', () => {
  const header = (bytes: Uint8Array) => rowsOf(bytes)[0] ?? [];
  const flat = { withRepeats: false };

  test('have codes, labels of a language, or both; choices of one answer may have columns of their own', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }, { answers: { '/data/problems': null } }]);
    const labelled = await made(mission, { ...flat, words: 'labels', language: 'Русский (ru)' });
    expect(records(labelled.bytes)[0]).toMatchObject({ 'Урна опечатана?': 'Нет', 'Что замечено?': 'Очередь | Крики' });
    const both = await made(mission, { ...flat, words: 'both', splitsChoices: true });
    expect(records(both.bytes)[0]).toMatchObject({
      sealed: 'no',
      'sealed:label': 'No',
      problems: 'queue shouting',
      'problems:label': 'A queue | Shouting',
      'problems/queue': '1',
      'problems/crowd': '0',
      'problems/shouting': '1',
    });
    expect(records(both.bytes)[1]).toMatchObject({ problems: '', 'problems/queue': '' });
  });

  test('are those of all versions in the order of the newest; a changed type is text, and the dictionary says so', async () => {
    const old = visitForm('1');
    const without = (name: string) => old.survey.filter(([, own]) => own !== name);
    const retyped = without('turnout').map((row) => (row[1] === 'voters' ? ['text', ...row.slice(1)] : row));
    const mission = await reportedMission(sql, [old, { ...old, survey: retyped }]);
    await mission.add([
      { answers: { ...ANSWERS, '/data/voters': '12' }, formNumber: 1 },
      { answers: { '/data/voters': 'about 12' }, formNumber: 2 },
      { answers: ANSWERS, formNumber: 1, state: 'void' },
      { answers: ANSWERS, formNumber: 1, state: 'held' },
      { answers: null, state: 'erased' },
    ]);
    const { bytes } = await made(mission);
    const files = unzip(bytes);
    const reports = records(files['reports.csv'] ?? '');
    expect(reports.map(({ voters, turnout, _state }) => [voters, turnout, _state])).toEqual([
      ['12', '55.50', 'read'],
      ['about 12', '', 'read'],
    ]);
    const asked = header(Buffer.from(files['reports.csv'] ?? '')).filter((name) => !name.startsWith('_'));
    expect(asked.slice(5, 8)).toEqual(['voters', 'turnout', 'day']);
    const words = records(files['dictionary.csv'] ?? '');
    const about = (column: string) => words.find((row) => row.column === column && row.kind !== 'choice');
    expect(about('voters')).toMatchObject({ versions: '1–2', kind: 'text' });
    expect(about('voters')?.note).toContain('its type changed');
    expect(about('turnout')).toMatchObject({
      versions: '1',
      kind: 'number',
      'label::Русский (ru)': 'Явка в процентах',
    });
    expect(words.filter((row) => row.column === 'sealed').map(({ value }) => value)).toEqual(['', 'yes', 'no']);
    const all = await made(mission, { ...flat, withHeld: true, withVoid: true, fromVersion: 1, toVersion: 1 });
    expect(records(all.bytes).map(({ _state, _reason }) => [_state, _reason])).toEqual([
      ['read', ''],
      ['void', ''],
      ['held', 'unknown-station'],
    ]);
  });

  test('are those that are wanted; what the form has no place for is not lost; devices have names where that is asked', async () => {
    const mission = await reportedMission(sql);
    const deviceId = await mission.addDevice('Observer 12');
    const extra = { '/data/extra': 'seen', '/data/extra[2]': 'twice', '/data/@id': 'x' };
    await mission.add([{ answers: { ...ANSWERS, ...extra }, flags: ['unknown-elements'], deviceId }]);
    const one = await made(mission, { ...flat, columns: ['/data/voters'] });
    expect(header(one.bytes).filter((name) => !name.startsWith('_'))).toEqual(['voters']);
    const [row] = records(one.bytes);
    expect(JSON.parse(row?._other ?? '')).toEqual({ '/data/extra': 'seen', '/data/extra[2]': 'twice' });
    expect([row?._device, row?._device_name]).toEqual([deviceId.replaceAll('-', '').slice(0, 16), undefined]);
    const named = await made(mission, { ...flat, withNames: true });
    expect(records(named.bytes)[0]?._device_name).toBe('Observer 12');
  });
});

describe('XLSX', () => {
  test('EXP-01 is read back: texts are never formulas, numbers and days are typed, long texts are cut with a mark', async () => {
    const mission = await reportedMission(sql);
    await mission.add([
      { answers: ANSWERS },
      { answers: { '/data/who': '_x0041_ & <b>', '/data/voters': '007', '/data/day': '2024-02-30' } },
      { answers: { '/data/who': 'я'.repeat(40_000) } },
    ]);
    const { bytes, state } = await made(mission, { format: 'xlsx' });
    expect(state.cutTexts).toBe(1);
    const parts = unzip(bytes);
    expect(Object.values(parts).some((part) => part.includes('<f>'))).toBe(false);
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<v>-12</v>');
    const read = readWorkbook(bytes, 'export.xlsx');
    const sheets = must(read.ok ? read.value.sheets : null, JSON.stringify(read));
    expect(sheets.map(({ name }) => name)).toEqual(['reports', 'talk', 'dictionary']);
    const [header = [], ...rows] = sheets[0]?.rows ?? [];
    const [first, second, third] = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
    expect(first).toMatchObject({
      who: '=1+1',
      voters: '-12',
      turnout: '55.5',
      day: '2024-02-07',
      problems: 'queue shouting',
    });
    expect(second).toMatchObject({ who: '_x0041_ & <b>', voters: '007', day: '2024-02-30' });
    expect(third?.who?.endsWith('[cut; whole in CSV and JSON]')).toBe(true);
    expect(sheets[1]?.rows.slice(1).map((row) => row.slice(1))).toEqual([
      ['', '1', '+994 12'],
      ['', '2'],
    ]);
  });
});

test('lines of JSON nest groups and copies; numbers are as they were written', async () => {
  const mission = await reportedMission(sql);
  const [id] = await mission.add([{ answers: ANSWERS }, { answers: null, state: 'held' }]);
  const { bytes, state } = await made(mission, { format: 'jsonl', words: 'both', withHeld: true });
  expect(state.fileName?.endsWith('.jsonl')).toBe(true);
  const text = bytes.toString();
  expect(text).toContain('"turnout":55.50');
  const [first, second] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    id,
    state: 'read',
    answers: {
      who: '=1+1',
      voters: -12,
      sealed: { code: 'no', label: 'No' },
      problems: [
        { code: 'queue', label: 'A queue' },
        { code: 'shouting', label: 'Shouting' },
      ],
      talk: [{ remark: '+994 12' }, { remark: null }],
    },
  });
  expect(second).toMatchObject({ state: 'held', answers: null });
});

describe('attachments', () => {
  test('lie in the archive under safe names, each with its hash in the manifest; what is missing is listed', async () => {
    const mission = await reportedMission(sql);
    const [photo, other] = [await storeBlob(blobFolder, 'photo'), await storeBlob(blobFolder, 'other')];
    const altered = {
      ...(await storeBlob(blobFolder, 'kept')),
      bytes: 4,
      sha256: createHash('sha256').update('gone').digest(),
    };
    const files = [
      { name: '../../etc/passwd', ...photo },
      { name: 'box.jpg', ...photo },
      { name: 'BOX.jpg', ...other },
      { name: 'lost.jpg', ...altered },
    ];
    const [id] = await mission.add([
      { answers: { ...ANSWERS, '/data/photo': 'box.jpg' }, files },
      { answers: { '/data/photo': 'never came.jpg' } },
    ]);
    for (const format of ['csv', 'xlsx', 'jsonl'] as const) {
      const { bytes, state } = await made(mission, { format, withFiles: true, withRepeats: false });
      expect(state.files).toEqual({ total: 5, done: 5, missing: 2 });
      const names = { csv: 'reports.csv', jsonl: 'reports.jsonl', xlsx: `${mission.slug}-station visit.xlsx` };
      const inside = format === 'xlsx' ? null : unzip(bytes);
      if (inside === null) continue;
      expect(Object.keys(inside)).toEqual([
        names[format],
        'dictionary.csv',
        `attachments/${id}/__.._etc_passwd`,
        `attachments/${id}/box.jpg`,
        `attachments/${id}/BOX (2).jpg`,
        'manifest.csv',
      ]);
      const manifest = records(inside['manifest.csv'] ?? '');
      expect(manifest.map(({ name, state: found, question }) => [name, found, question])).toEqual([
        ['../../etc/passwd', 'present', ''],
        ['box.jpg', 'present', '/data/photo'],
        ['BOX.jpg', 'present', ''],
        ['lost.jpg', 'altered', ''],
        ['never came.jpg', 'missing', '/data/photo'],
      ]);
      expect(manifest[1]?.sha256).toBe(Buffer.from(photo.sha256).toString('hex'));
    }
  });
});
