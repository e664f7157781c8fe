import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { announceEvent } from './announced-event.ts';
import { createMissionLogs, type MissionLogs } from './mission-logs.ts';
import { type Judged, type PendingLeaf, pendingLeaf } from './sequencer.ts';
import { createLocalSigner } from './signer/local-signer.ts';
import { type Signer, SignerAway } from './signer/signer.ts';

const { sql, owner } = await testDatabase();

/** A log into which texts go, each a leaf; nothing is stored beside it. */
async function openLog(wrap: (signer: Signer) => Signer = (signer) => signer, now: () => number = () => Date.now()) {
  const missionId: string = randomUUID();
  const slug = `m-${missionId.slice(0, 8)}`;
  await sql`
    insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, ${sql.json({ en: slug })}, now())
    on conflict (id) do nothing`;
  const [folder, keys] = [temporaryFolder('log'), join(temporaryFolder('signer'), 'keys')];
  const open = (log: Logger = pino({ level: 'silent' })): { logs: MissionLogs<string, number>; signer: Signer } => {
    const signer = createLocalSigner(keys);
    const logs = createMissionLogs<string, number, Judged<number>>({
      sql,
      clock: { now },
      log,
      signer: wrap(signer),
      folder,
      host: 'test.example',
      build: null,
      bookOf: () => ({
        judge: async (_sql, entries, at) => entries.map((text) => judged(leafOf(text, at))),
        keep: async () => {},
        weigh: (text) => text.length,
      }),
      published: () => {},
    });
    return { logs, signer };
  };
  return { open, missionId, folder: join(folder, slug) };
}

function leafOf(text: string, at: Date): PendingLeaf {
  const content = createHash('sha256').update(text).digest('hex');
  return pendingLeaf({
    v: 1,
    type: 'receipt',
    id: randomUUID(),
    version: 1,
    time: at.getTime(),
    content,
    channel: 'api',
  });
}

function judged(leaf: PendingLeaf): Judged<number> {
  return { leaves: [leaf], settle: () => ({ answer: leaf.index, index: leaf.index }) };
}

test('a signature whose answer was lost closes nothing: the log goes on from what the signer has signed', async () => {
  let isLosing = false;
  const { open, missionId } = await openLog((signer) => ({
    ...signer,
    open: (origin) => signer.open(origin),
    close: () => signer.close(),
    sign: async (order) => {
      const note = await signer.sign(order);
      if (isLosing) throw new SignerAway('the answer was lost');
      return note;
    },
  }));
  const { logs, signer } = open();
  for (const text of ['a', 'b', 'c']) await logs.append(missionId, text);
  isLosing = true;
  await expect(logs.append(missionId, 'd')).rejects.toMatchObject({ kind: 'unavailable' });
  isLosing = false;
  expect(await logs.append(missionId, 'e')).toBe(4);
  expect(await logs.state(missionId)).toMatchObject({ size: 5, closed: null });
  await logs.close();
  await signer.close();
});

test('what was stored and not signed when the program ended is signed by the next start', async () => {
  const { open, missionId } = await openLog();
  const first = open();
  await Promise.all(['a', 'b', 'c'].map((text) => first.logs.append(missionId, text)));
  await first.logs.close();
  await first.signer.close();
  const leaf = leafOf('unsigned', new Date());
  await owner`
    insert into log_leaf (mission_id, index, leaf, hash)
    values (${missionId}, 3, ${Buffer.from(leaf.leaf)}, ${Buffer.from(leaf.hash)})`;
  const second = open();
  expect(await second.logs.append(missionId, 'next')).toBe(4);
  expect(await second.logs.state(missionId)).toMatchObject({ size: 5, closed: null });
  await second.logs.close();
  await second.signer.close();
});

test('LOG-03 a database that holds less than was signed takes nothing, and says how much is missing', async () => {
  const { open, missionId } = await openLog();
  const first = open();
  for (const text of ['a', 'b', 'c']) await first.logs.append(missionId, text);
  await first.logs.close();
  await first.signer.close();
  await owner`delete from log_leaf where mission_id = ${missionId} and index = 2`;
  const second = open();
  expect(await second.logs.state(missionId)).toMatchObject({ closed: 'behind', signedSize: 3 });
  await expect(second.logs.append(missionId, 'd')).rejects.toMatchObject({ kind: 'intake-closed' });
  await second.logs.close();
  await second.signer.close();
});

test('that a log which was put back takes nothing is told once, and once more that it does again', async () => {
  let [isClosed, openings] = [true, 0];
  const { open, missionId } = await openLog((signer) => ({
    ...signer,
    open: async (origin) => {
      openings += 1;
      return { ...(await signer.open(origin)), isRestored: isClosed };
    },
    sign: (order) => signer.sign(order),
    close: () => signer.close(),
  }));
  const told: string[] = [];
  const { logs, signer } = open(pino({ level: 'warn' }, { write: (line) => void told.push(JSON.parse(line).msg) }));
  const closed = async () => (await logs.state(missionId)).closed;
  // It is opened anew every second, so that whoever settles it need not start the server again.
  await expect.poll(async () => [await closed(), openings >= 3], { timeout: 20_000 }).toEqual(['restored', true]);
  expect(told).toEqual(['the log takes nothing']);
  isClosed = false;
  await expect.poll(closed, { timeout: 20_000 }).toBeNull();
  expect(told).toEqual(['the log takes nothing', 'the log takes entries again']);
  expect(await logs.append(missionId, 'a')).toBe(0);
  await logs.close();
  await signer.close();
});

test('LOG-01 a database that holds other leaves than were signed takes nothing once the files are gone, too', async () => {
  const { open, missionId, folder } = await openLog();
  const first = open();
  for (const text of ['a', 'b', 'c']) await first.logs.append(missionId, text);
  await first.logs.close();
  await first.signer.close();
  rmSync(folder, { recursive: true });
  const again = open();
  expect(await again.logs.append(missionId, 'd')).toBe(3);
  await again.logs.close();
  await again.signer.close();
  rmSync(folder, { recursive: true });
  const other = leafOf('other', new Date());
  await owner`
    update log_leaf set leaf = ${Buffer.from(other.leaf)}, hash = ${Buffer.from(other.hash)}
    where mission_id = ${missionId} and index = 1`;
  const second = open();
  expect(await second.logs.state(missionId)).toMatchObject({ closed: 'altered' });
  await second.logs.close();
  await second.signer.close();
});

test('events that others stored are numbered, and two writers never give one number twice', async () => {
  const { open, missionId } = await openLog();
  const { logs, signer } = open();
  await logs.append(missionId, 'a');
  await sql.begin(async (transaction) => {
    for (let at = 0; at < 300; at += 1) {
      const event = { type: 'enrolment', id: randomUUID(), version: 1, device: '0123456789abcdef' } as const;
      await announceEvent(transaction, missionId, { event, at: new Date() });
    }
  });
  const other = leafOf('of another program', new Date());
  await owner`
    insert into log_leaf (mission_id, index, leaf, hash)
    values (${missionId}, 1, ${Buffer.from(other.leaf)}, ${Buffer.from(other.hash)})`;
  await logs.wake(missionId);
  const numbers = await Promise.all(Array.from({ length: 50 }, (_, at) => logs.append(missionId, `${at}`)));
  expect(new Set(numbers).size).toBe(50);
  await logs.close();
  const [row] = await sql`
    select count(*)::int as count, max(index)::int as last, count(announced_id)::int as announced
    from log_leaf where mission_id = ${missionId}`;
  expect(row).toMatchObject({ count: (row?.last ?? 0) + 1 });
  expect(await sql`select 1 from log_waiting where mission_id = ${missionId}`).toHaveLength(
    300 - (row?.announced ?? 0),
  );
  await signer.close();
});

test('TIME-07 a clock that jumps forward and back changes no order: entries are told apart by their numbers', async () => {
  const start = Date.UTC(2024, 1, 7, 8);
  const hours = [0, 1, 0, -1, 2, 0];
  let jump = 0;
  const { open, missionId } = await openLog(undefined, () => start + jump * 3_600_000);
  const { logs, signer } = open();
  for (const [at, hour] of hours.entries()) {
    jump = hour;
    expect(await logs.append(missionId, `${at}`)).toBe(at);
  }
  const rows = await sql<{ time: string }[]>`
    select convert_from(leaf, 'UTF8')::json ->> 'time' as time from log_leaf
    where mission_id = ${missionId} order by index`;
  expect(rows.map(({ time }) => (Number(time) - start) / 3_600_000)).toEqual(hours);
  expect(await logs.state(missionId)).toMatchObject({ size: hours.length, closed: null });
  await logs.close();
  await signer.close();
});
