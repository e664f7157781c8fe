import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { type AttemptLimit, forgetAttempts, giveBackAttempt, pruneAttempts, takeAttempt } from './limits.ts';
import { Problem } from './problem.ts';

const { sql } = await testDatabase();
const START = Date.UTC(2024, 1, 5, 10);

function limitOf(key: string): AttemptLimit {
  return { key, free: 3, firstWaitMs: 1_000, longestWaitMs: 8_000, forgetAfterMs: 60_000 };
}

/** Seconds to wait, or 0 where the attempt was let through. */
async function tryAt(limit: AttemptLimit, ms: number): Promise<number> {
  const outcome = await takeAttempt(sql, [limit], new Date(START + ms)).then(
    () => 0,
    (error: unknown) => error,
  );
  return outcome instanceof Problem ? Number(outcome.parameters.seconds) : Number(outcome);
}

describe('attempts', () => {
  test('go freely, then wait twice as long each time, up to the longest wait', async () => {
    const limit = limitOf('doubling');
    const times = [0, 0, 0, 0, 999, 1_000, 2_999, 3_000, 6_999, 7_000, 14_999, 15_000, 22_999, 23_000];
    const waits: number[] = [];
    for (const ms of times) waits.push(await tryAt(limit, ms));
    expect(waits).toEqual([0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });

  test('that had to wait do not lengthen the wait', async () => {
    const limit = limitOf('patience');
    for (let count = 0; count < 4; count += 1) await tryAt(limit, 0);
    for (let count = 0; count < 50; count += 1) expect(await tryAt(limit, 500)).toBe(1);
    expect(await tryAt(limit, 1_000)).toBe(0);
  });

  test('are forgotten after a while', async () => {
    const limit = limitOf('forgetting');
    for (let count = 0; count < 4; count += 1) await tryAt(limit, 0);
    expect(await tryAt(limit, 60_001)).toBe(0);
    expect(await tryAt(limit, 60_001)).toBe(0);
  });

  test('at the same moment are counted one by one', async () => {
    const limit = limitOf('racing');
    const waits = await Promise.all(Array.from({ length: 40 }, () => tryAt(limit, 0)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
  });

  test('that ended well are given back or forgotten', async () => {
    const limit = limitOf('success');
    for (let count = 0; count < 30; count += 1) {
      expect(await tryAt(limit, 0)).toBe(0);
      await giveBackAttempt(sql, [limit]);
    }
    for (let count = 0; count < 4; count += 1) await tryAt(limit, 0);
    await forgetAttempts(sql, limit);
    expect(await tryAt(limit, 0)).toBe(0);
  });

  test('under one key do not touch another', async () => {
    const [one, other] = [limitOf('one'), limitOf('other')];
    for (let count = 0; count < 4; count += 1) await tryAt(one, 0);
    expect([await tryAt(one, 0), await tryAt(other, 0)]).toEqual([1, 0]);
  });

  test('of long ago are removed', async () => {
    await pruneAttempts(sql, new Date(START + 3_600_000));
    expect(await sql`select from attempt_limit`).toHaveLength(0);
  });
});
