import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { problemOfDatabaseError } from '../http/refusals/database-error.ts';
import { TIME_LIMITS, takeTime } from './time-limits.ts';

const { sql, connectOwner } = await testDatabase();

async function limitsOf(connection: Pick<typeof sql, 'unsafe'>): Promise<number[]> {
  const rows = await connection.unsafe(
    "select setting::int as ms from pg_settings where name in ('statement_timeout', 'lock_timeout') order by name",
  );
  return rows.map((row) => row.ms);
}

test('LOAD-05: every connection of the program has limits, and those of the schema have none', async () => {
  const connections = await Promise.all(Array.from({ length: 5 }, () => sql.begin((one) => limitsOf(one))));
  for (const limits of connections) expect(limits).toEqual([TIME_LIMITS.lock_timeout, TIME_LIMITS.statement_timeout]);
  const owner = connectOwner();
  expect(await limitsOf(owner)).toEqual([0, 0]);
  await owner.end();
});

test('LOAD-05: a statement that takes too long ends alone, and is told as such', async () => {
  const slow = sql.begin(async (one) => {
    await one`set local statement_timeout = 20`;
    await one`select count(*) from generate_series(1, 1000000000)`;
  });
  const error = await slow.catch((found: unknown) => found);
  expect(problemOfDatabaseError(error)?.kind).toBe('too-slow');
  expect(await limitsOf(sql)).toEqual([TIME_LIMITS.lock_timeout, TIME_LIMITS.statement_timeout]);
});

test('an import may take its time, within its transaction alone', async () => {
  const within = await sql.begin(async (one) => {
    await takeTime(one);
    return limitsOf(one);
  });
  expect(within).toEqual([TIME_LIMITS.lock_timeout, 600_000]);
  expect(await limitsOf(sql)).toEqual([TIME_LIMITS.lock_timeout, TIME_LIMITS.statement_timeout]);
});
