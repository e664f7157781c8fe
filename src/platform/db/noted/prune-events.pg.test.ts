import { expect, test } from 'vitest';
import { testBook } from '../../../../test/support/noted.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { EVENT_DAYS, listDueEvents, pruneEvents } from './prune-events.ts';

const { sql, owner } = await testDatabase();
const DAY_MS = 86_400_000;

/** One event on each day of the three years up to `now`, at noon and a second before midnight. */
async function fill(now: number): Promise<void> {
  await owner`truncate security_event`;
  const book = testBook(sql);
  for (let days = 0; days < 1_100; days += 1) {
    const midnight = Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;
    for (const at of [midnight + DAY_MS / 2, midnight + DAY_MS - 1_000]) {
      book.note({
        area: 'security',
        kind: 'account.sign-in-refused',
        at: new Date(Math.min(at, now)),
        actor: { id: null, name: 'anonymous' },
        subject: { kind: 'sign-in', id: '' },
        source: days % 2 === 0 ? '203.0.113.9' : '2001:db8:1:2::/64',
      });
    }
  }
  await book.flush();
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly source: string;
}
const rows = () => sql<Row[]>`select id, last_at as at, source from security_event order by id`;

test.each([
  ['the day after a leap day', '2024-03-01T00:00:00Z'],
  ['on a leap day', '2028-02-29T23:59:59Z'],
  ['a year after a leap day', '2025-02-28T12:00:00Z'],
  ['the last second of a year', '2024-12-31T23:59:59Z'],
  ['the first moment of a year', '2025-01-01T00:00:00Z'],
])('TIME-09 no event is erased or shortened early, and the dry run says what will be: %s', async (_, moment) => {
  const now = new Date(moment);
  await fill(now.getTime());
  const before = await rows();
  const due = await listDueEvents(sql, now);
  const ageOf = (row: Row) => (now.getTime() - row.at.getTime()) / DAY_MS;
  const old = before.filter((row) => ageOf(row) > EVENT_DAYS.erased);
  const middling = before.filter((row) => ageOf(row) > EVENT_DAYS.shortened && ageOf(row) <= EVENT_DAYS.erased);
  expect(due.erased).toEqual(old.map(({ id }) => id));
  expect(due.shortened).toEqual(middling.map(({ id }) => id));
  await pruneEvents(sql, now);
  const after = await rows();
  expect(after.map(({ id }) => id)).toEqual(before.filter((row) => !old.includes(row)).map(({ id }) => id));
  const whole = after.filter(({ source }) => !source.endsWith('…'));
  expect(whole.every((row) => ageOf(row) <= EVENT_DAYS.shortened)).toBe(true);
  expect(new Set(after.map(({ source }) => source))).toEqual(
    new Set(['203.0.113.9', '2001:db8:1:2::/64', '203.0.…', '2001:db8:…']),
  );
  // Nothing of the address is left that could be tried out or searched.
  const left = await sql`
    select from security_event where shortened and (slot is not null or words::text like '%203.0.113%')`;
  expect(left).toHaveLength(0);
  expect(await listDueEvents(sql, now)).toEqual({ erased: [], shortened: [] });
});
