import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { exportAsk, reportedMission } from '../../../../../test/support/exported-reports.ts';
import { TEST_NOW, TEST_ORIGIN, testApp } from '../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { SESSION_COOKIE } from '../../../../platform/http/session.ts';
import type { ShownExport } from '../export-job.ts';
import { ExportQueue } from '../jobs/export-queue.ts';
import { exportEndpoints } from './export-endpoints.ts';

const { sql } = await testDatabase();
const folder = temporaryFolder('exports-api');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let free = 1e12;
const limits = { reserveBytes: 1_000, mostBytes: 1e10 };
const ground = { folder, freeBytes: async () => free, wake: () => {}, cancel: () => {}, limits };
const noted: { kind: string; actor: { id: string | null } }[] = [];
const watch = { note: (event: (typeof noted)[number]) => void noted.push(event) };
const { app, call, audited } = testApp(exportEndpoints(ground), { sql, watch: watch as never });
const queue = new ExportQueue(
  {
    sql,
    folder,
    blobFolder: folder,
    now: () => new Date(TEST_NOW),
    freeBytes: async () => 1e12,
    findOrdinals: async () => null,
    pace: { rest: async () => {}, isEnding: () => false },
  },
  pino({ level: 'silent' }),
);

async function work(): Promise<void> {
  while (await queue.fill()) await queue.untilOneEnds();
}

async function missionWithReport() {
  const mission = await reportedMission(sql);
  await mission.add([{ answers: { '/data/who': 'Ş' } }]);
  return { ...mission, path: `/api/missions/${mission.slug}/exports` as const };
}

const bodyOf = (changes = {}) => ({ id: randomUUID(), ask: exportAsk({ withRepeats: false, ...changes }) });

async function list(path: string, role: 'reader' | 'editor' | 'administrator' = 'editor'): Promise<ShownExport[]> {
  return (await (await call(role, `GET ${path}` as 'GET /x')).json()) as ShownExport[];
}

test('an export is asked for once, made, and downloaded by whoever asked', async () => {
  const { path, slug } = await missionWithReport();
  const body = bodyOf();
  expect((await call('editor', `POST ${path}`, body)).status).toBe(202);
  expect((await call('editor', `POST ${path}`, body)).status).toBe(202);
  expect((await call('editor', `POST ${path}`, { ...body, ask: { ...body.ask, withHeld: true } })).status).toBe(409);
  expect(await list(path)).toMatchObject([
    { id: body.id, state: 'waiting', covers: 1, isOwn: true, formTitle: 'Visit & count: Şəki' },
  ]);
  await work();
  const [shown] = await list(path);
  expect(shown).toMatchObject({
    state: 'done',
    done: 1,
    total: 1,
    expiresAt: new Date(TEST_NOW + 86_400_000).toISOString(),
  });
  const reply = await call('editor', `GET ${path}/${body.id}/file`);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${slug}-station%20visit-1.csv`);
  expect(reply.headers.get('cache-control')).toContain('no-transform');
  const bytes = Buffer.from(await reply.arrayBuffer());
  expect(bytes.equals(readFileSync(join(folder, body.id, 'result')))).toBe(true);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(shown?.sha256);
  const words = await (await call('editor', `GET ${path}/${body.id}/dictionary.csv`)).text();
  expect(words).toContain('/data/who');
  const acts = (await audited()).filter(({ subject }) => subject === `export ${body.id}`);
  expect(acts.map(({ action, details }) => [action, details.mission])).toEqual([
    ['export.asked', slug],
    ['export.downloaded', slug],
  ]);
});

test('the history tells what was asked for: the filter as the list has it, format, codes and language', async () => {
  const { path } = await missionWithReport();
  const query = {
    filter: [
      { column: 'state', isNot: ['void'] },
      { column: '/data/sealed', is: ['no'] },
    ],
    search: 'Şəki',
  };
  const [listed, odd] = [
    bodyOf({ query, words: 'both', language: 'Русский (ru)', format: 'xlsx', withFiles: true }),
    bodyOf({ query: { station: 'S1' } }),
  ];
  expect((await call('editor', `POST ${path}`, listed)).status).toBe(202);
  expect((await call('editor', `POST ${path}`, odd)).status).toBe(202);
  const told = async (id: string) => (await audited()).find(({ subject }) => subject === `export ${id}`)?.details;
  expect(await told(listed.id)).toMatchObject({
    label: 'Visit & count: Şəki · XLSX',
    after: {
      filter: 'state!=void;/data/sealed=no',
      search: 'Şəki',
      format: 'XLSX',
      codes: '✓',
      labels: 'Русский (ru)',
      files: '✓',
      names: null,
    },
  });
  expect(await told(odd.id)).toMatchObject({ after: { filter: '{"station":"S1"}', codes: '✓', labels: null } });
  await work();
});

test('a download that broke off goes on, and is noted once', async () => {
  const { path } = await missionWithReport();
  const body = bodyOf();
  await call('editor', `POST ${path}`, body);
  await work();
  const ask = (headers: Record<string, string>) =>
    app.request(`${path}/${body.id}/file`, {
      headers: { cookie: `${SESSION_COOKIE}=editor`, origin: TEST_ORIGIN, ...headers },
    });
  const whole = Buffer.from(await (await ask({})).arrayBuffer());
  const [first, rest] = [await ask({ range: 'bytes=0-9' }), await ask({ range: 'bytes=10-' })];
  expect([first.status, rest.status]).toEqual([206, 206]);
  expect(rest.headers.get('content-range')).toBe(`bytes 10-${whole.length - 1}/${whole.length}`);
  const parts = [Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())];
  expect(Buffer.concat(parts).equals(whole)).toBe(true);
  expect((await ask({ range: `bytes=${whole.length}-` })).status).toBe(416);
  expect((await ask({ range: 'bytes=10-', 'if-range': '"another"' })).status).toBe(200);
  const acts = (await audited()).filter(({ subject }) => subject === `export ${body.id}`);
  expect(acts.filter(({ action }) => action === 'export.downloaded')).toHaveLength(3);
});

test('AUTHZ-01 the export of somebody else is not found, by nobody, and that is noted', async () => {
  const { path } = await missionWithReport();
  const other = await missionWithReport();
  const body = bodyOf();
  await call('editor', `POST ${path}`, body);
  expect((await call('reader', `POST ${path}/${body.id}/cancel`)).status).toBe(404);
  await work();
  noted.length = 0;
  const before = (await audited()).length;
  for (const role of ['reader', 'administrator'] as const) {
    for (const part of ['file', 'dictionary.csv', 'ready']) {
      expect((await call(role, `GET ${path}/${body.id}/${part}`)).status).toBe(404);
    }
  }
  expect((await call('editor', `GET ${other.path}/${body.id}/file`)).status).toBe(404);
  expect((await call('editor', `GET ${path}/${randomUUID()}/file`)).status).toBe(404);
  expect(noted.map(({ kind }) => kind)).toEqual(Array(8).fill('access.hidden'));
  expect((await audited()).length).toBe(before);
  expect(await list(path, 'reader')).toEqual([]);
  expect(await list(path, 'administrator')).toMatchObject([{ isOwn: false, sha256: null }]);
});

test('one that is expired, cancelled or not ready yet is not had', async () => {
  const { path } = await missionWithReport();
  const [waiting, gone] = [bodyOf(), bodyOf()];
  await call('editor', `POST ${path}`, gone);
  await work();
  await sql`update export_job set expires_at = ${new Date(TEST_NOW)} where id = ${gone.id}`;
  expect((await call('editor', `GET ${path}/${gone.id}/file`)).status).toBe(404);
  await call('editor', `POST ${path}`, waiting);
  expect((await call('editor', `GET ${path}/${waiting.id}/file`)).status).toBe(404);
  expect((await call('editor', `POST ${path}/${waiting.id}/cancel`)).status).toBe(200);
  expect((await call('editor', `POST ${path}/${waiting.id}/cancel`)).status).toBe(409);
  expect((await list(path)).find(({ id }) => id === waiting.id)?.state).toBe('cancelled');
});

test('a third one of a person has to wait, and a full disk takes none', async () => {
  const { path } = await missionWithReport();
  const asked = await Promise.all([bodyOf(), bodyOf(), bodyOf()].map((body) => call('reader', `POST ${path}`, body)));
  expect(asked.map(({ status }) => status).sort()).toEqual([202, 202, 409]);
  await work();
  free = 10;
  expect((await call('reader', `POST ${path}`, bodyOf())).status).toBe(507);
  free = 1e12;
  expect((await call('reader', `POST ${path}`, bodyOf({ formId: 'nothing' }))).status).toBe(404);
  expect((await call('reader', `POST ${path}`, { id: randomUUID(), ask: {} })).status).toBe(422);
});

test('what can be exported, and how much it would be, is told before', async () => {
  const { path, add } = await missionWithReport();
  await add([
    { answers: {}, state: 'held' },
    { answers: {}, state: 'void' },
  ]);
  const choices = await (await call('reader', `GET ${path}/choices`)).json();
  expect(choices).toMatchObject([{ formId: 'station visit', versions: [{ number: 1, version: '1' }] }]);
  const count = async (more: string) =>
    (await call('reader', `GET ${path}/estimate?form=station%20visit${more}`)).json();
  expect([await count(''), await count('&held=yes'), await count('&held=yes&void=yes')]).toEqual([
    { count: 1, isMore: false },
    { count: 2, isMore: false },
    { count: 3, isMore: false },
  ]);
});
