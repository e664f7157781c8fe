import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { TEST_ORIGIN, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { readArchive } from '../../../platform/files/archive.ts';
import { SESSION_COOKIE } from '../../../platform/http/session.ts';
import type { CheckReply, ImportReply, PastImport } from './report.ts';
import { packageEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call, audited } = testApp(packageEndpoints, { sql });

type Files = Readonly<Record<string, string | Uint8Array>>;

const SOURCES = 'key,publisher,note\nS1,Gazette,"=HYPERLINK(""x"")"\nS2,Herald,\n'.replace('"=', '"\'=');
const PLACES = [
  'code,name_az,parent,level,note',
  'XA,"Heç yer,',
  'ölkə",,country,',
  'XA-1,Şəki,XA,constituency,',
  '007,Məktəb,XA-1,precinct,-5.5',
  '',
].join('\n');

function electionFile(key: string): string {
  return [
    `key: ${key}`,
    'title_en: Election of the Lighthouse Keeper',
    'country: XA',
    'kind: ordinary',
    'office_en: Lighthouse Keeper',
    'election_day: "2031-03-09"',
    'timezone: Europe/Berlin',
    'opens: "08:00"',
    'closes: "20:00"',
    '',
  ].join('\n');
}

function folder(key: string, files: Files = {}): Files {
  return { 'election.yaml': electionFile(key), 'sources.csv': SOURCES, 'places.csv': PLACES, ...files };
}

function form(files: Files, options?: object): FormData {
  const body = new FormData();
  for (const [path, content] of Object.entries(files)) body.append('file', new Blob([content as BlobPart]), path);
  if (options !== undefined) body.append('file', new Blob([JSON.stringify(options)]), 'import.json');
  return body;
}

async function check(files: Files, options?: object): Promise<CheckReply> {
  const reply = await call('editor', 'POST /api/imports/check', form(files, options));
  expect(reply.status).toBe(200);
  return reply.json();
}

const load = (files: Files, options?: object) => call('editor', 'POST /api/imports', form(files, options));

async function exported(slug: string): Promise<Record<string, string>> {
  const reply = await call('reader', `GET /api/elections/${slug}/export.zip`);
  const limits = { entries: 50, fileBytes: 1e8, totalBytes: 1e8 };
  const { files, faults } = await readArchive(new Uint8Array(await reply.arrayBuffer()), limits, () => true);
  expect(faults).toEqual([]);
  return Object.fromEntries(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
}

async function counts(): Promise<number[]> {
  const tables = ['election', 'record', 'record_version', 'record_file', 'package_import', 'audit_entry'];
  const found = await Promise.all(tables.map((table) => sql`select count(*)::int as n from ${sql(table)}`));
  return found.map((rows) => rows[0]?.n as number);
}

describe('an import', () => {
  it('creates an election, and its export is the folder that came, byte for byte', async () => {
    const files = folder('a', { 'README.md': '# The file\n\nText.\n' });
    const checked = await check(files);
    expect(checked).toMatchObject({ election: { slug: 'a', isNew: true }, errors: 0 });
    const reply = await load(files);
    expect(reply.status).toBe(200);
    const { isNew, counts: kinds }: ImportReply = await reply.json();
    expect(isNew).toBe(true);
    expect(kinds.map(({ kind, created }) => [kind, created])).toEqual([
      ['election', 1],
      ['source', 2],
      ['place', 3],
    ]);
    expect(await exported('a')).toEqual(files);
    expect(await audited()).toMatchObject([{ action: 'package.imported', subject: 'election a' }]);
  });

  it('changes nothing the second time', async () => {
    await load(folder('b'));
    const before = await counts();
    const checked = await check(folder('b'));
    expect(checked.plan).toMatchObject({ changeCount: 0, needsReason: false });
    expect((await load(folder('b'))).status).toBe(200);
    const after = await counts();
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
  });

  it('corrects with a reason, keeps what is not in the file, and shows each difference', async () => {
    await load(folder('c'));
    const patch = { 'places.csv': 'code,level,name_az\nXA-1,constituency,Şəki şəhəri\nXA-2,constituency,Quba\n' };
    const checked = await check(patch, { election: 'c' });
    expect(checked.plan?.counts).toEqual([
      { kind: 'place', created: 1, corrected: 1, restored: 0, unchanged: 0, kept: 2 },
    ]);
    expect(checked.plan?.changes[0]).toEqual({
      kind: 'place',
      key: 'XA-1',
      act: 'corrected',
      label: { az: 'Şəki şəhəri' },
      differences: [{ column: 'name_az', before: 'Şəki', after: 'Şəki şəhəri' }],
    });
    expect((await load(patch, { election: 'c' })).status).toBe(422);
    expect((await load(patch, { election: 'c', reason: 'Renamed' })).status).toBe(200);
    const files = await exported('c');
    expect(files['places.csv']).toBe(PLACES.replace('Şəki,', 'Şəki şəhəri,').concat('XA-2,Quba,,constituency,\n'));
  });

  it('keeps the files as they came', async () => {
    const bytes = zipSync({ 'd/election.yaml': new TextEncoder().encode(electionFile('d')) });
    await load({ 'my election.zip': bytes });
    const past: PastImport[] = await (await call('reader', 'GET /api/elections/d/imports')).json();
    expect(past[0]?.files).toEqual([{ position: 1, path: 'my election.zip', bytes: bytes.length }]);
    const file = await call('reader', `GET /api/elections/d/imports/${past[0]?.id}/files/1`);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/);
  });
});

describe('nothing is stored', () => {
  beforeAll(async () => {
    await load(folder('old'));
  });

  const refusals: [string, Files, string, string, number | null][] = [
    [
      'a wrong date',
      folder('x', { 'rounds.csv': 'key,number,day,status\nr,1,09.03.2031,held\n' }),
      'date',
      'rounds.csv',
      2,
    ],
    [
      'a code that stands twice',
      folder('x', { 'sources.csv': 'key,publisher\nS1,A\nS1,B\n' }),
      'row-twice',
      'sources.csv',
      3,
    ],
    [
      'a reference to nothing',
      folder('x', { 'places.csv': 'code,level,parent\na,area,b\n' }),
      'reference',
      'places.csv',
      2,
    ],
    [
      'a semicolon and decimal commas (TXT-11)',
      folder('x', { 'places.csv': 'code;level;latitude\na;area;40,4\n' }),
      'csv-separator',
      'places.csv',
      1,
    ],
    [
      'Windows-1251',
      folder('x', { 'sources.csv': windows1251('key,publisher\nS1,Газета Вестник\n') }),
      'encoding-looks-like',
      'sources.csv',
      2,
    ],
    [
      'U+0000 (TXT-01)',
      folder('x', { 'sources.csv': 'key,publisher\nS1,a\u0000b\n' }),
      'encoding-nul',
      'sources.csv',
      2,
    ],
  ];

  it.each(refusals)('where there is %s', async (_, files, code, file, row) => {
    const before = await counts();
    const reply = await load(files);
    expect(reply.status).toBe(422);
    const body = await reply.json();
    expect(body).toMatchObject({ code: 'import-refused', issues: [{ code, file, row }] });
    expect(await counts()).toEqual(before);
  });

  it('where the tree of places has a circle', async () => {
    const before = await counts();
    const reply = await load(folder('x', { 'places.csv': 'code,level,parent\na,area,c\nb,area,a\nc,area,b\n' }));
    expect(reply.status).toBe(422);
    expect((await reply.json()).issues[0]).toMatchObject({ file: 'places.csv', column: 'parent' });
    expect(await counts()).toEqual(before);
  });

  it('where the archive is a bomb (FILE-01)', async () => {
    const before = await counts();
    const archive = zipSync({
      'election.yaml': new TextEncoder().encode(electionFile('x')),
      'places.csv': new Uint8Array(300e6),
    });
    const rss = process.memoryUsage().rss;
    const reply = await load({ 'election.zip': archive });
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ issues: [{ code: 'archive-large', file: 'places.csv' }] });
    expect(process.memoryUsage().rss - rss).toBeLessThan(200_000_000);
    expect(await counts()).toEqual(before);
  });

  it('where one byte more comes than is taken (HTTP-09): the limit is named', async () => {
    const reply = await load({ 'places.csv': new Uint8Array(64 * 1_048_576 + 1) });
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ code: 'too-large', parameters: { limitBytes: 64 * 1_048_576 } });
  });

  it('where 2 GB come: refused while they come, and most of it is never asked for', async () => {
    let sent = 0;
    const piece = new Uint8Array(1_000_000).fill(0x61);
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="places.csv"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(head)),
      pull: (controller) => {
        sent += piece.length;
        controller.enqueue(piece);
        if (sent >= 2_000_000_000) controller.close();
      },
    });
    const { app } = testApp(packageEndpoints, { sql });
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      origin: TEST_ORIGIN,
      cookie: `${SESSION_COOKIE}=editor`,
    };
    const before = process.memoryUsage().rss;
    const reply = await app.request('/api/imports', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect(reply.status).toBe(413);
    expect(sent).toBeLessThan(80_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  it('HTTP-11: where names of the prototype come as columns or options', async () => {
    const reply = await load(folder('x', { 'sources.csv': 'key,publisher,__proto__,constructor\nS1,A,b,c\n' }));
    expect((await reply.json()).issues.map((issue: { column: string }) => issue.column)).toEqual([
      '__proto__',
      'constructor',
    ]);
    const options = await load({ ...folder('x'), 'import.json': '{"__proto__": {"polluted": 1}}' });
    expect([200, 422]).toContain(options.status);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('where the file belongs to another election', async () => {
    const checked = await check(folder('other'), { election: 'old' });
    expect(checked.issues[0]).toMatchObject({ code: 'election-differs', file: 'election.yaml' });
  });

  it('without the right to it', async () => {
    expect((await call('reader', 'POST /api/imports', form(folder('x')))).status).toBe(403);
    expect((await call(null, 'POST /api/imports/check', form(folder('x')))).status).toBe(401);
  });
});

describe('on the way in', () => {
  it('a person chooses an encoding after seeing what the text looks like in it', async () => {
    const files = folder('e', { 'sources.csv': windows1251('key,publisher\nS1,Газета Вестник\nS2,x\n') });
    const checked = await check(files);
    const preview = checked.previews.find(({ encoding }) => encoding === 'windows-1251');
    expect(preview).toEqual({ file: 'sources.csv', encoding: 'windows-1251', lines: ['S1,Газета Вестник'] });
    const options = { encodings: [{ file: 'sources.csv', encoding: 'windows-1251' }] };
    expect((await load(files, options)).status).toBe(200);
    expect((await exported('e'))['sources.csv']).toContain('Газета Вестник');
  });

  it('a person corrects rows beside their errors', async () => {
    const files = folder('f', {
      'rounds.csv': 'key,number,Day,status\nr1,1,9 March,held\nr2,2\nr3,3,2031-04-06,held,x\n',
    });
    const checked = await check(files);
    expect(checked.tables).toEqual([
      {
        file: 'rounds.csv',
        columns: ['key', 'number', 'Day', 'status'],
        isFlat: false,
        rows: [
          { row: 3, cells: ['r2', '2'] },
          { row: 4, cells: ['r3', '3', '2031-04-06', 'held', 'x'] },
        ],
      },
    ]);
    const corrections = [
      { file: 'rounds.csv', row: 1, cells: ['key', 'number', 'day', 'status'] },
      { file: 'rounds.csv', row: 2, cells: ['r1', '1', '2031-03-09', 'held'] },
      { file: 'rounds.csv', row: 3, cells: null },
      { file: 'rounds.csv', row: 4, cells: ['r3', '3', '2031-04-06', 'held'] },
    ];
    expect(await check(files, { corrections })).toMatchObject({ errors: 0 });
    expect((await load(files, { corrections })).status).toBe(200);
    expect((await exported('f'))['rounds.csv']).toBe(
      'key,number,day,status\nr1,1,2031-03-09,held\nr3,3,2031-04-06,held\n',
    );
  });
});

describe('an export', () => {
  it('EXP-07: is the same each time, and asked for again costs nothing', async () => {
    await load(folder('g'));
    const first = await call('reader', 'GET /api/elections/g/export.zip');
    const second = await call('reader', 'GET /api/elections/g/export.zip');
    expect(new Uint8Array(await first.arrayBuffer())).toEqual(new Uint8Array(await second.arrayBuffer()));
    expect(first.headers.get('etag')).toBe(second.headers.get('etag'));
  });

  it('is not for strangers where the election is private', async () => {
    await load(folder('h'));
    expect((await call(null, 'GET /api/elections/h/export.zip')).status).toBe(404);
  });
});

/** Cyrillic text in Windows-1251. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
}
