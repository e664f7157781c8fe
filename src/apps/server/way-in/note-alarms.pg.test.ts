import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { listAlarms } from '../../../features/mission/logs/store/keep-alarms.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { stoppedClock } from '../../../kernel/time/clock.ts';
import { noteAlteredFile, noteAlteredRows } from './note-alarms.ts';

const { sql } = await testDatabase();
const parts = { sql, clock: stoppedClock(Date.UTC(2024, 1, 5, 10)), log: pino({ level: 'silent' }) };

async function newMission(slug: string): Promise<string> {
  const id = randomUUID();
  await sql`insert into mission (id, slug, name, created_at) values (${id}, ${slug}, ${sql.json({ en: slug })}, now())`;
  return id;
}
const [coast, isles] = [await newMission('coast'), await newMission('isles')];
const listed = async (missionId: string) =>
  (await listAlarms(sql, missionId)).map(({ kind, place, what, count, isOfMission }) => {
    return { kind, place, what, count, isOfMission };
  });

test('rows that were altered are alarms of their mission, one for each place', async () => {
  const faults = [
    { mission: 'coast', index: 3, what: 'altered' },
    { mission: 'coast', index: 3, what: 'report' },
    { mission: 'coast', index: 9, what: 'missing' },
    { mission: 'gone', index: 1, what: 'other' },
  ] as const;
  await noteAlteredRows(parts, faults);
  await noteAlteredRows(parts, faults);
  const common = { kind: 'database-altered', count: 2, isOfMission: true };
  const found = (await listed(coast)).sort((a, b) => Number(a.place) - Number(b.place));
  expect(found).toEqual([
    { ...common, place: '3', what: 'altered' },
    { ...common, place: '9', what: 'missing' },
  ]);
  expect(await listed(isles)).toEqual([]);
});

test('a file that was altered is an alarm of every mission that has it; one that nobody names, of all', async () => {
  const sha256 = Buffer.alloc(32, 7);
  await sql`
    insert into report_file (report_id, name, sha256, mission_id, bytes, content_type, key, received_at, leaf_index, leaf_hash)
    values (${randomUUID()}, 'a.jpg', ${sha256}, ${isles}, 5, 'image/jpeg', ${Buffer.alloc(32)}, now(), 0, ${Buffer.alloc(32)})`;
  await noteAlteredFile(parts, sha256);
  const common = { kind: 'file-altered', what: 'file', count: 1 };
  expect(await listed(isles)).toEqual([{ ...common, place: formatHex(sha256), isOfMission: true }]);
  await noteAlteredFile(parts, Buffer.alloc(32, 8));
  const unnamed = { ...common, place: '08'.repeat(32), isOfMission: false };
  expect(await listed(isles)).toContainEqual(unnamed);
  expect((await listed(coast)).filter(({ kind }) => kind === 'file-altered')).toEqual([unnamed]);
});
