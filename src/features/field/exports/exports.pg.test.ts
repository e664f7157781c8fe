import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import {
  exportAsk,
  type ReportedMission,
  reportedMission,
  storeBlob,
} from '../../../../test/support/exported-reports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { visitForm } from '../../../../test/support/visit-form.ts';
import { must } from '../../../kernel/result.ts';
import { restoreCell } from '../../../kernel/text.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import type { ExportAsk } from './export-job.ts';
import { ExportQueue } from './jobs/export-queue.ts';
import type { ExportTools } from './jobs/run-export.ts';
import { addExport, cancelExport, findExport, forgetExports, type StoredExport } from './store/keep-jobs.ts';

const { sql } = await testDatabase();
const [folder, blobFolder] = [temporaryFolder('exports'), temporaryFolder('export-files')];
afterAll(() => {
  for (const each of [folder, blobFolder]) rmSync(each, { recursive: true, force: true });
});

const PERSON = { id: randomUUID(), name: 'Leyla' };
const NOW = new Date('2024-02-08T10:00:00Z');

type Changes = Partial<Omit<ExportTools, 'pace'>> & { readonly pace?: Partial<ExportTools['pace']> };

function queueOf({ pace, ...changes }: Changes = {}): ExportQueue {
  const tools = {
    sql,
    folder,
    blobFolder,
    now: () => NOW,
    freeBytes: async () => 1e12,
    findOrdinals: async () => null,
    ...changes,
    pace: { rest: async () => {}, isEnding: () => false, ...pace },
  };
  return new ExportQueue(tools, pino({ level: 'silent' }));
}

let asks = 0;

async function ask(mission: ReportedMission, changes: Partial<ExportAsk> = {}): Promise<string> {
  const id = randomUUID();
  const [row] = await sql`select count(*)::int as count from report where mission_id = ${mission.missionId}`;
  const asked = {
    id,
    missionId: mission.missionId,
    askedBy: PERSON,
    askedAt: new Date(NOW.getTime() + ++asks),
    formTitle: 'Visit',
  };
  await addExport(sql, { ...asked, ask: exportAsk(changes), endOrdinal: row?.count });
  return id;
}

async function work(queue = queueOf()): Promise<void> {
  while (await queue.fill()) await queue.untilOneEnds();
}

async function stateOf(mission: ReportedMission, id: string): Promise<StoredExport> {
  return must(await findExport(sql, mission.missionId, id), 'export');
}

/** Asks for an export, has it made, and gives what is handed out. */
async function made(mission: ReportedMission, changes: Partial<ExportAsk> = {}) {
  const id = await ask(mission, changes);
  await work();
  const state = await stateOf(mission, id);
  expect(state).toMatchObject({ state: 'done', fault: null });
  const bytes = readFileSync(join(folder, id, 'result'));
  expect(state.bytes).toBe(bytes.length);
  expect(state.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  return { id, state, bytes };
}

const rowsOf = (bytes: Uint8Array | string) =>
  (parse(Buffer.from(bytes), { bom: true }) as string[][]).map((row) => row.map(restoreCell));
const records = (bytes: Uint8Array | string) => {
  const [header = [], ...rows] = rowsOf(bytes);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
};

/** The files of an archive, as Python's zipfile reads them; it checks each CRC. */
function unzip(bytes: Uint8Array): Record<string, string> {
  const script = `import sys, io, json, zipfile
z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert z.testzip() is None
print(json.dumps({i.filename: z.read(i).decode('utf8') for i in z.infolist()}))`;
  return JSON.parse(execFileSync('python3', ['-c', script], { input: bytes, maxBuffer: 1e9 }).toString());
}

const ANSWERS = {
  '/data/station': 'S1',
  '/data/who': '=1+1',
  '/data/voters': '-12',
  '/data/turnout': '55.50',
  '/data/day': '2024-02-07',
  '/data/sealed': 'no',
  '/data/why': 'a "quote",\r\nand a line',
  '/data/problems': 'queue shouting',
  '/data/talk[1]/remark': '+994 12',
  '/data/talk[2]/remark': null,
  '/data/doubled': '-24',
};

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

describe('the same reports', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      answers: { ...ANSWERS, '/data/who': `Person ${at}`, '/data/talk[3]/remark': `${at}` },
    }));

  test('EXP-07 give the same bytes, whatever else comes meanwhile', async () => {
    const mission = await reportedMission(sql);
    await mission.add(many(600));
    for (const format of ['csv', 'xlsx', 'jsonl'] as const) {
      const first = await ask(mission, { format });
      const covers = (await stateOf(mission, first)).covers;
      await mission.add(many(1));
      const second = await ask(mission, { format });
      await sql`update export_job set end_ordinal = ${covers} where id = ${second}`;
      await work();
      const [one, other] = [first, second].map((id) => readFileSync(join(folder, id, 'result')));
      expect(one?.equals(other as Buffer)).toBe(true);
    }
  });

  test('EXP-07 have the same name, those of another filter another, which tells how many there are', async () => {
    const mission = await reportedMission(sql);
    await mission.add(many(5));
    const nameOf = async (filter: readonly object[], ordinals: readonly number[]) => {
      const id = await ask(mission, { format: 'jsonl', query: { filter, search: null } });
      await work(queueOf({ findOrdinals: async () => ordinals }));
      return must((await stateOf(mission, id)).fileName, 'file name');
    };
    const first = await nameOf([{ column: 'station', is: ['S1'] }], [0, 2]);
    expect(first).toMatch(new RegExp(`^${mission.slug}-station visit-5-filtered-2-[0-9a-f]{6}\\.jsonl$`));
    expect(await nameOf([{ column: 'station', is: ['S1'] }], [0, 2])).toBe(first);
    expect(await nameOf([{ column: 'station', is: ['S2'] }], [1, 3])).not.toBe(first);
  });

  test('give the same bytes where the program ends in the middle, again and again', async () => {
    const mission = await reportedMission(sql);
    const photo = await storeBlob(blobFolder, 'photo of a box');
    const reports = many(1_300).map((report, at) =>
      at % 7 === 0 ? { ...report, files: [{ name: 'p.jpg', ...photo }] } : report,
    );
    await mission.add(reports);
    for (const changes of [{ format: 'xlsx' }, { format: 'csv', withFiles: true }, { format: 'jsonl' }] as const) {
      const whole = await made(mission, changes);
      const id = await ask(mission, changes);
      let [rounds, steps] = [0, 0];
      while ((await stateOf(mission, id)).state !== 'done') {
        steps = 0;
        rounds += 1;
        // It is told to end after another step in each round, first among the reports, then among the files.
        const isEnding = () => steps > 2 * rounds;
        const rest = async () => {
          steps += 1;
        };
        const queue = queueOf({ pace: { isEnding, rest } });
        while (!isEnding() && (await queue.fill())) await queue.untilOneEnds();
        expect(rounds).toBeLessThan(200);
      }
      expect(rounds).toBeGreaterThan(1);
      expect(readFileSync(join(folder, id, 'result')).equals(whole.bytes)).toBe(true);
    }
  });
});

describe('an export', () => {
  test('that is cancelled ends within a batch, and leaves no files', async () => {
    const mission = await reportedMission(sql);
    await mission.add(Array.from({ length: 1_100 }, () => ({ answers: ANSWERS })));
    const id = await ask(mission);
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches !== 2) return;
      await cancelExport(sql, id, NOW);
      queue.cancel(id);
    };
    const queue = queueOf({ pace: { rest } });
    await work(queue);
    expect(batches).toBe(2);
    expect((await stateOf(mission, id)).state).toBe('cancelled');
    await queue.tidy();
    expect(existsSync(join(folder, id))).toBe(false);
  });

  test('expires with its files; folders of exports that nobody knows go', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const { id } = await made(mission);
    const stray = randomUUID();
    await storeBlob(join(folder, stray), 'x');
    await queueOf().tidy();
    expect([existsSync(join(folder, id)), existsSync(join(folder, stray))]).toEqual([true, false]);
    await queueOf({ now: () => new Date(NOW.getTime() + 86_400_000) }).tidy();
    expect((await stateOf(mission, id)).state).toBe('expired');
    expect(readdirSync(folder)).not.toContain(id);
  });

  test('is forgotten thirty days after it ended; one that waits, or whose file is kept, never', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const failed = await ask(mission, { formId: 'nothing' });
    const { id: done } = await made(mission);
    const { id: kept } = await made(mission);
    const [cancelled, waiting] = [await ask(mission), await ask(mission)];
    await cancelExport(sql, cancelled, NOW);
    const days = 86_400_000;
    await sql`update export_job set expires_at = ${new Date(NOW.getTime() + 40 * days)} where id = ${kept}`;
    const leftAfter = async (ms: number) => {
      await queueOf({ now: () => new Date(NOW.getTime() + ms) }).tidy();
      const rows = await sql<{ id: string }[]>`select id from export_job where mission_id = ${mission.missionId}`;
      return rows.map(({ id }) => id).sort();
    };
    expect(await leftAfter(30 * days - 1)).toEqual([failed, done, kept, cancelled, waiting].sort());
    expect(await leftAfter(30 * days)).toEqual([kept, waiting].sort());
    expect(existsSync(join(folder, kept))).toBe(true);
  });

  test('from which a report was erased is made anew, or goes where it was done', async () => {
    const mission = await reportedMission(sql);
    const [erased] = await mission.add([
      { answers: ANSWERS },
      ...Array.from({ length: 600 }, () => ({ answers: ANSWERS })),
    ]);
    const whole = await made(mission, { format: 'jsonl' });
    const id = await ask(mission, { format: 'jsonl' });
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches !== 1) return;
      await sql`update report set state = 'erased', version_report_id = null, version_sha256 = null where id = ${erased ?? ''}`;
      await forgetExports(sql, mission.missionId);
    };
    await work(queueOf({ pace: { rest } }));
    expect((await stateOf(mission, whole.id)).state).toBe('expired');
    const state = await stateOf(mission, id);
    expect(state).toMatchObject({ state: 'done', done: 600, total: 600 });
    expect(readFileSync(join(folder, id, 'result'), 'utf8')).not.toContain(erased);
    await queueOf().tidy();
    expect(existsSync(join(folder, whole.id))).toBe(false);
  });

  test('runs beside another; a third waits for its turn', async () => {
    const mission = await reportedMission(sql);
    await mission.add(Array.from({ length: 300 }, () => ({ answers: ANSWERS })));
    const ids = [await ask(mission), await ask(mission, { format: 'xlsx' }), await ask(mission, { format: 'jsonl' })];
    const seen: string[] = [];
    const look = async () => {
      const rows = await sql<{ state: string }[]>`
        select state from export_job where id = any (${ids}::uuid[]) order by asked_at`;
      const states = rows.map(({ state }) => state);
      seen.push(states.filter((state) => state === 'running').length > 2 ? 'too many' : states.join());
    };
    await work(queueOf({ pace: { rest: look } }));
    expect(seen).toContain('running,running,waiting');
    expect(seen).not.toContain('too many');
    await look();
    expect(seen.at(-1)).toBe('done,done,done');
  });

  test('of a query that is not understood, of a form that is not there, or where the disk is full fails with the reason', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const [query, form] = [await ask(mission, { query: { station: 'S1' } }), await ask(mission, { formId: 'nothing' })];
    await work();
    expect((await stateOf(mission, query)).fault).toBe('query-unknown');
    expect((await stateOf(mission, form)).fault).toBe('no-form');
    const full = await ask(mission);
    const failing = { freeBytes: async () => 1_000 };
    await work(queueOf(failing));
    expect(await stateOf(mission, full)).toMatchObject({ state: 'failed', fault: 'out-of-space' });
    await queueOf().tidy();
    expect(existsSync(join(folder, full))).toBe(false);
  });

  test('EXP-03 holds a bounded number of reports at a time, however many there are', async () => {
    const mission = await reportedMission(sql);
    for (let part = 0; part < 4; part += 1) {
      await mission.add(Array.from({ length: 1_000 }, () => ({ answers: ANSWERS })));
    }
    const heaps: number[] = [];
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches % 4 !== 0) return;
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed);
    };
    const id = await ask(mission, { format: 'xlsx' });
    await work(queueOf({ pace: { rest } }));
    expect(await stateOf(mission, id)).toMatchObject({ state: 'done', done: 4_000 });
    // 250 at a time: no batch is larger, whatever was asked for.
    expect(batches).toBe(16);
    expect(heaps.length).toBe(4);
  });
});
