import { expect, test } from 'vitest';
import { z } from 'zod';
import { type AccessMatrix, walkAccess } from '../../../../test/support/access-walk.ts';
import { TEST_NOW, testActor, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { defineEndpoint } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { EventsBody, SummaryBody } from './contract.ts';
import { securityEndpoints } from './routes.ts';

const { sql, owner } = await testDatabase();

/** A report that is there, or not, for whoever asks: as every endpoint of restricted data. */
const report = defineEndpoint({
  method: 'GET',
  path: '/api/reports/:report',
  access: 'reader',
  params: z.strictObject({ report: z.string() }),
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ params }) => {
    if (params.report !== 'mine') throw new Problem('not-found', { what: 'report' });
    return { answers: [] };
  },
});
const slow = defineEndpoint({
  method: 'POST',
  path: '/api/slow',
  access: 'public',
  unaudited: 'refused',
  handle: async () => {
    throw new Problem('too-many-attempts', { seconds: 3 });
  },
});
const { app, call, noted } = testApp([...securityEndpoints, report, slow], { sql });

async function fresh() {
  await noted();
  await owner`truncate security_event`;
}

async function eventsOf(query = ''): Promise<EventsBody> {
  await noted();
  const reply = await call('administrator', `GET /api/security/events${query}`);
  expect([query, reply.status]).toEqual([query, 200]);
  return (await reply.json()) as EventsBody;
}

test('AUTHZ-01 whoever asks for what is not theirs is refused, and that is logged', async () => {
  await fresh();
  expect((await call('reader', 'GET /api/reports/of-somebody-else')).status).toBe(404);
  expect((await call('reader', 'GET /api/reports/guessed')).status).toBe(404);
  expect((await call(null, 'GET /api/reports/mine')).status).toBe(401);
  expect((await call('editor', 'GET /api/security/summary')).status).toBe(403);
  const { events } = await eventsOf();
  const told = events.map(({ kind, actorName, subjectKey, count }) => [kind, actorName, subjectKey, count]);
  expect(told.sort()).toEqual([
    ['access.forbidden', 'Test editor', 'GET /api/security/summary', 1],
    ['access.hidden', 'Test reader', 'GET /api/reports/:report', 2],
    ['access.signed-out', 'anonymous', 'GET /api/reports/:report', 1],
  ]);
});

test('a reading of restricted data is an event, and no event of security', async () => {
  await fresh();
  for (let count = 0; count < 3; count += 1) expect((await call('reader', 'GET /api/reports/mine')).status).toBe(200);
  expect((await eventsOf()).events).toEqual([]);
  const { events } = await eventsOf('?area=reading');
  expect(events).toMatchObject([{ kind: 'reading.report', actorName: 'Test reader', subjectKey: 'mine', count: 1 }]);
});

test('what is slowed down or comes from another site is an event', async () => {
  await fresh();
  await call(null, 'POST /api/slow');
  await app.request('/api/slow', { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect((await eventsOf()).events.map(({ kind }) => kind).sort()).toEqual(['access.cross-site', 'access.limited']);
});

test('acts that concern security stand here as well; XML-01 a record that is an attack is one event', async () => {
  await fresh();
  const entry = {
    at: new Date(TEST_NOW),
    actorId: testActor('administrator').id,
    actorName: 'Leyla',
    electionId: null,
    subjectKind: 'account',
    subjectKey: 'x',
    reason: 'left the mission',
  };
  const details = { before: 'editor', after: 'reader' };
  await writeAudit(sql, { ...entry, action: 'account.role-changed', details }, '203.0.113.9');
  await writeAudit(sql, { ...entry, action: 'account.renamed', details });
  await writeAudit(sql, { ...entry, action: 'device.code-refused', details: { why: 'used', address: '203.0.113.8' } });
  await writeAudit(sql, { ...entry, action: 'report.refused', details: { code: 'xml-doctype' } });
  const { events } = await eventsOf();
  expect(events.map(({ kind, source }) => [kind, source]).sort()).toEqual([
    ['account.role-changed', '203.0.113.9'],
    ['device.code-refused', '203.0.113.8'],
    ['report.refused', ''],
  ]);
  expect(events.find(({ kind }) => kind === 'device.code-refused')?.details).toEqual({
    why: 'used',
    reason: 'left the mission',
  });
});

test('are narrowed down by kind, person, address, day and words, and counted over a day', async () => {
  await fresh();
  const note = (changes: object) =>
    sql`insert into security_event ${sql({
      id: crypto.randomUUID(),
      area: 'security',
      kind: 'access.limited',
      at: new Date(TEST_NOW),
      last_at: new Date(TEST_NOW),
      count: 1,
      actor_name: 'anonymous',
      subject_kind: 'address-here',
      subject_key: '',
      source: '',
      details: sql.json({}),
      words: "'=d:access.limited' '=g:access' '=s:203.0.113.9'",
      ...changes,
    } as never)}`;
  for (let count = 0; count < 150; count += 1) await note({ at: new Date(TEST_NOW - count * 60_000), count: 2 });
  await note({ kind: 'account.sign-in-flood', words: "'=d:account.sign-in-flood' '=g:account' 'aysel'" });
  await note({ at: new Date(TEST_NOW - 2 * 86_400_000), last_at: new Date(TEST_NOW) });
  const first = await eventsOf('?kind=access');
  expect([first.events.length, first.found]).toEqual([100, { count: 151, isMore: false }]);
  const second = await eventsOf(`?kind=access&after=${encodeURIComponent(first.next ?? '')}`);
  expect([second.events.length, second.next]).toEqual([51, null]);
  expect((await eventsOf('?source=203.0.113.9&to=2024-02-03')).events).toHaveLength(1);
  expect((await eventsOf('?search=AYSEL')).events.map(({ kind }) => kind)).toEqual(['account.sign-in-flood']);
  expect((await eventsOf('?kind=account.sign-in-flood&search=nobody')).events).toEqual([]);
  expect((await call('administrator', 'GET /api/security/events?area=everything')).status).toBe(422);
  const summary = (await (await call('administrator', 'GET /api/security/summary')).json()) as SummaryBody;
  expect(summary.kinds).toEqual([
    { kind: 'access.limited', count: 300, sources: 0 },
    { kind: 'account.sign-in-flood', count: 1, sources: 0 },
  ]);
});

test('AUTHZ-03 are for administrators', async () => {
  const matrix: AccessMatrix = {
    'GET /api/security/events': 'administrator',
    'GET /api/security/summary': 'administrator',
  };
  expect(await walkAccess(app, securityEndpoints, matrix)).toEqual([]);
});
