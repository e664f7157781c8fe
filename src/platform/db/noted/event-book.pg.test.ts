import { expect, test } from 'vitest';
import { loadNoted } from '../../../../test/support/noted.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { createEventBook } from './event-book.ts';
import type { SecurityEvent } from './security-event.ts';

const { sql, owner } = await testDatabase();
const MINUTE_MS = 60_000;
const START = Date.UTC(2024, 1, 28, 23, 59);
const troubles: unknown[] = [];
const book = () => createEventBook({ sql, onTrouble: (error) => troubles.push(error) });

function event(changes: Partial<SecurityEvent> = {}): SecurityEvent {
  return {
    area: 'security',
    kind: 'access.forbidden',
    at: new Date(START),
    actor: { id: null, name: 'anonymous' },
    subject: { kind: 'address-here', id: 'GET /api/accounts' },
    source: '203.0.113.9',
    ...changes,
  };
}

async function fresh() {
  await owner`truncate security_event`;
  return book();
}

test('those alike within a minute are one row that counts them, wherever they were written', async () => {
  const [one, other] = [await fresh(), book()];
  for (let count = 0; count < 1_000; count += 1) one.note(event({ at: new Date(START + count) }));
  await one.flush();
  other.note(event({ at: new Date(START + 59_000) }));
  one.note(event({ at: new Date(START + MINUTE_MS) }));
  await Promise.all([one.flush(), other.flush()]);
  const rows = await sql<{ count: number; at: Date; lastAt: Date }[]>`
    select count, at, last_at as "lastAt" from security_event order by at`;
  expect(rows).toEqual([
    { count: 1_001, at: new Date(START), lastAt: new Date(START + 59_000) },
    { count: 1, at: new Date(START + MINUTE_MS), lastAt: new Date(START + MINUTE_MS) },
  ]);
});

test('a flood from everywhere costs fifty rows a minute, and one that counts the rest', async () => {
  const watch = await fresh();
  for (let count = 0; count < 5_000; count += 1) watch.note(event({ source: `203.0.${count >> 8}.${count & 255}` }));
  const rows = await loadNoted(sql, watch);
  expect(rows.length).toBe(51);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
  expect(rows.filter(({ actorName }) => actorName === 'many')).toMatchObject([{ count: 4_950, source: '' }]);
});

test('of readings there is one row for a person, an object and an hour, wherever the person was', async () => {
  const watch = await fresh();
  const reading = (changes: Partial<SecurityEvent>) =>
    watch.note(event({ area: 'reading', kind: 'reading.report', subject: { kind: 'report', id: 'R1' }, ...changes }));
  reading({});
  reading({ source: '203.0.113.10' });
  reading({ subject: { kind: 'report', id: 'R2' } });
  reading({ actor: { id: '00000000-0000-7000-8000-000000000001', name: 'Aysel' } });
  reading({ at: new Date(START + MINUTE_MS) });
  expect((await loadNoted(sql, watch)).map(({ count }) => count).sort()).toEqual([1, 1, 1, 2]);
});

test('what somebody asks of one thing within ten seconds is one act of reading; pages of a list are each their own', async () => {
  const watch = await fresh();
  const read = (kind: string, seconds: number, id = 'R1') => {
    const subject = { kind: 'report', id };
    watch.note(event({ area: 'reading', kind, subject, at: new Date(START + seconds * 1_000) }));
  };
  for (const seconds of [0, 1, 1, 9, 10, 11, 25]) read('reading.report', seconds);
  for (const seconds of [0, 1]) read('reading.report', seconds, 'R2');
  for (const seconds of [0, 1, 1]) read('reading.reports', seconds);
  for (const seconds of [0, 1]) read('reading.report-file', seconds);
  await watch.flush();
  const rows = await sql<{ what: string; count: number }[]>`
    select kind || ' ' || subject_key as what, count from security_event order by 1`;
  expect(rows.map(({ what, count }) => [what, count])).toEqual([
    ['reading.report R1', 3],
    ['reading.report R2', 1],
    ['reading.report-file R1', 2],
    ['reading.reports R1', 3],
  ]);
});

test('what was noted is written at an orderly end', async () => {
  const watch = await fresh();
  watch.note(event());
  await watch.close();
  expect(await sql`select from security_event`).toHaveLength(1);
});

test('what the database does not take is kept, and written once it does', async () => {
  const watch = await fresh();
  await owner`alter table security_event rename to security_event_away`;
  watch.note(event());
  await expect(watch.flush()).rejects.toThrow(/security_event/);
  watch.note(event());
  await owner`alter table security_event_away rename to security_event`;
  expect((await loadNoted(sql, watch)).map(({ count }) => count)).toEqual([2]);
});

test('holds nothing that a database would refuse, and no more than a line', async () => {
  const watch = await fresh();
  const hostile = `\u0000\ud800${'x'.repeat(10_000)}\n`;
  watch.note(event({ actor: { id: null, name: hostile }, subject: { kind: 'sign-in', id: hostile } }));
  const [row] = await loadNoted(sql, watch);
  expect([row?.actorName.length, row?.subject.includes('\n')]).toEqual([300, false]);
});
