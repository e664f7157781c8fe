import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { TEST_NOW, testApp } from '../../../../test/support/http.ts';
import { planDesk } from '../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { letIn } from '../../../../test/support/whole-server.ts';
import { stoppedClock } from '../../../kernel/time/clock.ts';
import { SESSION_COOKIE } from '../../../platform/http/session.ts';
import { ChangeHub } from '../../../platform/jobs/streams/change-hub.ts';
import { ChangeStreams } from '../../../platform/jobs/streams/change-streams.ts';
import { listenForChanges } from '../../../platform/jobs/streams/listen-changes.ts';
import { findActor } from '../../office/accounts/store/keep-sessions.ts';
import { changeEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const [hub, log, clock] = [new ChangeHub(), pino({ level: 'silent' }), stoppedClock(TEST_NOW)];
const pace = { gatherMs: 0, beatMs: 600_000 };
const streams = new ChangeStreams({ sql, clock, log, findActor, hub, pace });
await listenForChanges(sql, { hub, streams, log });
const desk = planDesk(sql);
const { app } = testApp(changeEndpoints(streams), { sql, findActor });
afterAll(() => streams.close());

async function follow(slug: string, token: string, headers: Record<string, string> = {}) {
  const cookie = `${SESSION_COOKIE}=${token}`;
  const reply = await app.request(`/api/missions/${slug}/changes`, { headers: { cookie, ...headers } });
  if (reply.body === null || reply.status !== 200) return { reply, next: async () => null, leave: async () => {} };
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  return {
    reply,
    next: async () => (await reader.read()).value?.replace(/^: +\n\n/, '') ?? null,
    leave: () => reader.cancel(),
  };
}

/** Topics of events until one names `wanted`. */
async function until(next: () => Promise<string | null>, wanted: string): Promise<string> {
  for (let told = await next(); told !== null; told = await next()) if (told.includes(`"${wanted}"`)) return told;
  return 'the stream ended';
}

test('whoever follows a mission hears what changes in it, and of no other', async () => {
  await letIn(sql, 'reader1', new Date(TEST_NOW));
  const [one, other] = [await desk.planned(), await desk.planned()];
  const stream = await follow(one.mission.slug, 'reader1');
  expect(stream.reply.headers.get('content-type')).toContain('text/event-stream');
  expect(await stream.next()).toContain('"anything"');
  const elsewhere = await follow(other.mission.slug, 'reader1');
  await elsewhere.next();

  await desk.report(one.mission, one.forms.opening, '0101');
  expect(await until(stream.next, 'reports')).toMatch(/^id: \S+\nevent: changed\n/);
  await sql`
    insert into response_count (mission_id, unit, day, phase, dimension, key)
    values (${one.mission.id}, 'visit', '2031-05-18', 'opening', 'all', '')`;
  const told = await until(stream.next, 'visits');
  const version = /^id: (\S+)/.exec(told)?.[1] ?? '';

  // Nothing was missed: nothing is told.
  const again = await follow(one.mission.slug, 'reader1', { 'last-event-id': version });
  expect(await again.next()).toBe('event: beat\ndata:\n\n');
  const behind = await follow(one.mission.slug, 'reader1', { 'last-event-id': 'of-before' });
  expect(await behind.next()).toContain('"anything"');

  await desk.report(other.mission, other.forms.opening, '0101');
  expect(await until(elsewhere.next, 'reports')).toContain('changed');
  expect(streams.count).toBe(4);
  for (const each of [stream, elsewhere, again, behind]) await each.leave();
  expect(streams.count).toBe(0);
});

test('a stream ends with its session and with the account, and nobody else’s does', async () => {
  await letIn(sql, 'reader2', new Date(TEST_NOW));
  await letIn(sql, 'reader3', new Date(TEST_NOW));
  await letIn(sql, 'reader4', new Date(TEST_NOW));
  const { mission, forms } = await desk.planned();
  const [ended, disabled, stays] = await Promise.all(
    ['reader2', 'reader3', 'reader4'].map((token) => follow(mission.slug, token)),
  );
  for (const each of [ended, disabled, stays]) await each?.next();
  await sql`
    update session set ended_at = ${new Date(TEST_NOW)} where account_id = (select id from account where sign_in_key = 'reader2')`;
  expect(await until(ended?.next ?? (async () => null), 'never')).toBe('the stream ended');
  await sql`update account set disabled_at = ${new Date(TEST_NOW)} where sign_in_key = 'reader3'`;
  expect(await until(disabled?.next ?? (async () => null), 'never')).toBe('the stream ended');
  await desk.report(mission, forms.opening, '0101');
  expect(await until(stays?.next ?? (async () => null), 'reports')).toContain('changed');
  expect((await follow(mission.slug, 'reader2')).reply.status).toBe(401);
  expect((await follow('nowhere', 'reader4')).reply.status).toBe(404);
  await stays?.leave();
});

test('nobody has all streams, and a server that ends lets all of them go', async () => {
  await letIn(sql, 'reader5', new Date(TEST_NOW));
  await letIn(sql, 'reader6', new Date(TEST_NOW));
  const { mission } = await desk.planned();
  const open = await Promise.all(Array.from({ length: 24 }, () => follow(mission.slug, 'reader5')));
  expect(open.map(({ reply }) => reply.status)).toEqual(open.map(() => 200));
  expect((await follow(mission.slug, 'reader5')).reply.status).toBe(429);
  const other = await follow(mission.slug, 'reader6');
  expect(other.reply.status).toBe(200);
  for (const each of [...open, other]) await each.next();
  const own = new ChangeStreams({ sql, clock, log, findActor, hub, pace });
  const actor = {
    id: randomUUID(),
    name: 'A',
    role: 'reader',
    sessionId: randomUUID(),
    confirmedAt: new Date(),
  } as never;
  const reader = own.follow({ subject: mission.id, actor, access: 'reader', headers: new Headers() }).body?.getReader();
  await reader?.read();
  const waiting = reader?.read();
  own.close();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(() => own.follow({ subject: mission.id, actor, access: 'reader', headers: new Headers() })).toThrow('busy');
  await Promise.all([...open, other].map((each) => each.leave()));
});
