import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { TEST_NOW, testApp } from '../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { testLeaves, testLog } from '../../../../../test/support/test-log.ts';
import { must } from '../../../../kernel/result.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { LogState } from '../../../../platform/log/mission-log.ts';
import { missionEndpoints } from '../../missions/routes.ts';
import type { LogAlarm, ShownLog } from '../log-standing.ts';
import { type FoundAlarm, raiseAlarms } from '../store/keep-alarms.ts';
import { logEndpoints } from './log-endpoints.ts';

const { sql } = await testDatabase();
const folder = temporaryFolder('log-alarms');
afterAll(() => rmSync(folder, { recursive: true }));
let stateOf = async (): Promise<LogState> => {
  throw new Error('no log was to be opened');
};
const endpoints = [...missionEndpoints, ...logEndpoints({ folder, witnesses: null, stateOf: () => stateOf() })];
const { call, audited } = testApp(endpoints, { sql });

let made = 0;
async function newMission(): Promise<{ slug: string; id: string }> {
  const [slug, id] = [`mission-${++made}`, randomUUID()];
  const body = { id, slug, name: { en: 'Coast & Isles' }, election: null };
  expect((await call('editor', 'POST /api/missions', body)).status).toBe(201);
  return { slug, id };
}

async function look(slug: string): Promise<ShownLog> {
  const reply = await call('reader', `GET /api/missions/${slug}/log`);
  expect(reply.status).toBe(200);
  return (await reply.json()) as ShownLog;
}

const rowOf = (missionId: string, index: number, what: FoundAlarm['what'] = 'altered'): FoundAlarm => ({
  id: randomUUID(),
  missionId,
  kind: 'database-altered',
  place: String(index),
  what,
});
const settle = (slug: string, id: string, reason = 'the backup was put back') =>
  call('administrator', `POST /api/missions/${slug}/log/alarms/${id}/settle`, { reason });
const at = (minute: number) => new Date(TEST_NOW + minute * 60_000);

describe('an alarm', () => {
  test('that is told thrice is one row, counted up', async () => {
    const { slug, id } = await newMission();
    for (const minute of [0, 1, 2]) await raiseAlarms(sql, [rowOf(id, 7), rowOf(id, 7, 'report')], at(minute));
    await raiseAlarms(sql, [rowOf(id, 8, 'missing')], at(3));
    const { alarms } = await look(slug);
    expect(alarms.map(({ place, what, count }) => [place, what, count])).toEqual([
      ['8', 'missing', 1],
      ['7', 'altered', 3],
    ]);
    expect(alarms[1]).toMatchObject({
      kind: 'database-altered',
      isOfMission: true,
      firstAt: at(0).toISOString(),
      lastAt: at(2).toISOString(),
      settled: null,
    });
  });

  test('is settled once, with a reason, and stays listed; found again, it is a new one', async () => {
    const { slug, id } = await newMission();
    await raiseAlarms(sql, [rowOf(id, 7)], at(0));
    const [open] = (await look(slug)).alarms;
    const reply = await settle(slug, must(open, 'alarm').id);
    expect(reply.status).toBe(200);
    const settled = { at: at(0).toISOString(), by: 'Test administrator', reason: 'the backup was put back' };
    expect((await reply.json()) as LogAlarm).toEqual({ ...open, settled });
    expect((await settle(slug, must(open, 'alarm').id)).status).toBe(409);
    await raiseAlarms(sql, [rowOf(id, 7)], at(5));
    const { alarms } = await look(slug);
    expect(alarms.map((alarm) => [alarm.settled !== null, alarm.count])).toEqual([
      [false, 1],
      [true, 1],
    ]);
    expect((await audited()).filter(({ action }) => action === 'log.alarm-settled')).toEqual([
      {
        action: 'log.alarm-settled',
        actorName: 'Test administrator',
        subject: `mission-here ${slug}`,
        reason: 'the backup was put back',
        details: { kind: 'database-altered', place: '7' },
      },
    ]);
  });

  test('of another mission is none of this one, and one without a reason is not settled', async () => {
    const [one, other] = [await newMission(), await newMission()];
    await raiseAlarms(sql, [rowOf(one.id, 7)], at(0));
    const alarm = must((await look(one.slug)).alarms[0], 'alarm');
    expect((await look(other.slug)).alarms).toEqual([]);
    expect((await settle(other.slug, alarm.id)).status).toBe(404);
    expect((await settle(one.slug, alarm.id, ' ')).status).toBe(422);
    expect((await look(one.slug)).alarms[0]?.settled).toBeNull();
  });

  test('of a file that no report names is listed in every mission, as one row', async () => {
    const [one, other] = [await newMission(), await newMission()];
    const file = { missionId: null, kind: 'file-altered', place: 'ab'.repeat(32), what: 'file' } as const;
    for (const minute of [0, 1]) await raiseAlarms(sql, [{ id: randomUUID(), ...file }], at(minute));
    const [shown] = (await look(one.slug)).alarms;
    expect(shown).toMatchObject({ kind: 'file-altered', place: file.place, isOfMission: false, count: 2 });
    expect((await look(other.slug)).alarms).toEqual([shown]);
    expect((await settle(other.slug, must(shown, 'alarm').id)).status).toBe(200);
    expect((await look(one.slug)).alarms[0]?.settled).not.toBeNull();
  });
});

describe('the log of a mission', () => {
  test('is not begun by a look at it', async () => {
    const { slug } = await newMission();
    expect(await look(slug)).toMatchObject({
      standing: 'unbegun',
      origin: null,
      verifierKey: null,
      address: `http://localhost:8391/log/${slug}/`,
      checkpoint: null,
      witnesses: null,
    });
  });

  test('tells what was published, and why it takes nothing', async () => {
    const { slug } = await newMission();
    testLog(join(folder, slug)).grow(testLeaves(300));
    const state: LogState = { slug, origin: 'test.example/demo', size: 300, closed: null, signedSize: 300 };
    stateOf = async () => state;
    expect(await look(slug)).toMatchObject({
      standing: 'open',
      origin: 'test.example/demo',
      checkpoint: { size: 300 },
    });
    stateOf = async () => ({ ...state, size: 0, closed: 'behind', signedSize: 412 });
    expect(await look(slug)).toMatchObject({ standing: 'behind', signedSize: 412, checkpoint: { size: 300 } });
    stateOf = async () => {
      throw new Problem('unavailable');
    };
    expect(await look(slug)).toMatchObject({ standing: 'away', checkpoint: { size: 300 } });
  });

  test('asks witnesses that its policy names, and tells how far they confirmed it', async () => {
    const { slug } = await newMission();
    const asked = ['witness.example/one'];
    const cosigned = { note: '', size: 120, isConfirmed: true };
    const witnesses = { asked, published: () => {}, cosigned: () => cosigned, close: async () => {} };
    const app = testApp(logEndpoints({ folder, witnesses, stateOf }), { sql });
    const shown = async () => (await (await app.call('reader', `GET /api/missions/${slug}/log`)).json()) as ShownLog;
    expect((await shown()).witnesses).toEqual({ names: asked, confirmedSize: 120 });
    cosigned.isConfirmed = false;
    expect((await shown()).witnesses).toEqual({ names: asked, confirmedSize: 0 });
  });
});
