import { beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW } from '../../../../test/support/http.ts';
import { openOffice, setUpPasskey } from '../../../../test/support/office.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { moveAttempts } from '../../../platform/http/limits.ts';
import { LIFETIME_MS } from './account.ts';
import { endSessionsOfFuture, moveSignIns } from './store/follow-clock.ts';
import { pruneSignIns } from './store/keep-sessions.ts';

const { sql } = await testDatabase();
const office = openOffice(sql);
const { clock } = office;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const person = office.visitor();
await setUpPasskey(person, (await office.firstToken()) ?? '', { name: 'Leyla', signInName: 'leyla' });

beforeEach(async () => {
  clock.instant = TEST_NOW;
  await sql`delete from attempt_limit`;
  await sql`delete from session`;
});

/** The clock is put back by an hour, and what the server does then has been done. */
async function goBack(): Promise<void> {
  await moveSignIns(sql, HOUR_MS);
  await moveAttempts(sql, HOUR_MS);
}

async function signIn(): Promise<Visitor> {
  const visitor = person;
  const { ceremonyId, options } = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
    'POST /api/sign-in/passkey/options',
  );
  await visitor.get('POST /api/sign-in/passkey', { ceremonyId, credential: visitor.authenticator.get(options) });
  return visitor;
}

/** Whether the session of `visitor` lasts at that time; asking counts as use. */
async function lastsAt(visitor: Visitor, instant: number): Promise<boolean> {
  clock.instant = instant;
  return (await visitor.ask('GET /api/my-account')).status === 200;
}

/** Uses the session every 10 hours, so that it never idles, until it is over. @returns after how many hours it was. */
async function hoursOf(visitor: Visitor, from: number): Promise<number> {
  for (let hours = 10; hours < 24 * 14; hours += 1) {
    if (!(await lastsAt(visitor, from + hours * HOUR_MS))) return hours;
  }
  return Number.POSITIVE_INFINITY;
}

describe('TIME-07 when the clock jumps an hour forward and then back', () => {
  test('a session that began meanwhile lasts as long as any, and no hour longer', async () => {
    clock.instant = TEST_NOW + HOUR_MS;
    const visitor = await signIn();
    await goBack();
    expect(await hoursOf(visitor, TEST_NOW)).toBe(LIFETIME_MS.session / HOUR_MS);
  });

  test('a session that was used meanwhile is over when nobody used it for as long as any', async () => {
    const visitor = await signIn();
    expect(await lastsAt(visitor, TEST_NOW + 2 * HOUR_MS)).toBe(true);
    await goBack();
    const usedAt = TEST_NOW + HOUR_MS;
    const before = await sql<
      { seenAt: Date }[]
    >`select seen_at as "seenAt" from session where ended_at is null order by seen_at desc limit 1`;
    expect(before[0]?.seenAt.getTime()).toBe(usedAt);
    expect(await lastsAt(visitor, usedAt + LIFETIME_MS.idleSession)).toBe(false);
  });

  test('a sign-in of then is as recent as it is, and no hour more', async () => {
    clock.instant = TEST_NOW + HOUR_MS;
    const visitor = await signIn();
    await goBack();
    clock.instant = TEST_NOW + 14 * 60_000;
    expect((await visitor.ask('POST /api/my-account/recovery-codes', {})).status).not.toBe(403);
    clock.instant = TEST_NOW + 16 * 60_000;
    expect(await visitor.refusal('POST /api/my-account/recovery-codes', {})).toBe('403 confirm-identity');
  });

  test('who signs in after it has to wait for nothing that was counted while it was ahead', async () => {
    clock.instant = TEST_NOW + HOUR_MS;
    await signIn();
    await goBack();
    clock.instant = TEST_NOW + 1;
    expect(await lastsAt(await signIn(), TEST_NOW + 2)).toBe(true);
  });

  test('jumping back first and then forward ends it sooner, if anything', async () => {
    const visitor = await signIn();
    await goBack();
    expect(await hoursOf(visitor, TEST_NOW)).toBe(LIFETIME_MS.session / HOUR_MS - 1);
  });

  test('while no server ran, sessions of the future end, and others go on', async () => {
    const visitor = await signIn();
    expect(await endSessionsOfFuture(sql, new Date(TEST_NOW - 60_000))).toBe(0);
    expect(await lastsAt(visitor, TEST_NOW)).toBe(true);
    expect(await endSessionsOfFuture(sql, new Date(TEST_NOW - HOUR_MS))).toBeGreaterThan(0);
    expect(await lastsAt(visitor, TEST_NOW)).toBe(false);
  });
});

describe('TIME-09 what is removed 30 days after it ran out', () => {
  const NIGHTS = [
    ['leap day', '2024-02-29T23:59:59.999Z', '2024-03-30T23:59:59.999Z'],
    ['the day after a leap day', '2024-03-01T00:00:00.000Z', '2024-03-31T00:00:00.000Z'],
    ['the end of a year', '2023-12-31T23:59:59.999Z', '2024-01-30T23:59:59.999Z'],
    ['the end of February of a common year', '2023-02-28T12:00:00.000Z', '2023-03-30T12:00:00.000Z'],
  ] as const;

  test.each(NIGHTS)('at %s is there until that moment, and gone after it', async (_, endedAt, dueAt) => {
    const due = new Date(dueAt).getTime();
    await signIn();
    await sql`update session set ended_at = ${new Date(endedAt)}, expires_at = ${new Date(due + 90 * DAY_MS)}`;
    const count = async () => (await sql<{ id: string }[]>`select id from session`).length;
    const there = await count();
    expect(there).toBeGreaterThan(0);
    await pruneSignIns(sql, new Date(due));
    expect(await count()).toBe(there);
    await pruneSignIns(sql, new Date(due + 1));
    expect(await count()).toBe(0);
  });
});
