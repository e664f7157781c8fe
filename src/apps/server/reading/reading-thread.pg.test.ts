import { createHash, randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { builtThread } from '../../../../test/support/built-thread.ts';
import { openIntake } from '../../../../test/support/intake.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { smallForm } from '../../../../test/support/small-form.ts';
import type { Arrival } from '../../../features/field/reports/arrival.ts';
import { must } from '../../../kernel/result.ts';
import { peekRecord } from '../../../xforms/openrosa/peek-record.ts';
import { compilePackage } from '../../../xforms/package/compile.ts';
import { createReadingThread, type ReadingThread, type ReadingThreadGiven } from './reading-jobs.ts';

const { sql, target } = await testDatabase();
const file = builtThread('src/apps/server/reading/reading-thread.ts');
const threads: ReadingThread[] = [];

afterAll(async () => {
  await Promise.all(threads.map((thread) => thread.close()));
});

function recordOf(number: number): Arrival {
  const raw = Buffer.from(
    `<data id="form" version="1"><note>${number}</note><meta><instanceID>${randomUUID()}</instanceID></meta></data>`,
  );
  const peeked = peekRecord(raw);
  return {
    channel: 'odk',
    sender: { deviceId: null, pseudonym: null, courierId: null },
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    envelope: must(peeked.kind === 'record' ? peeked.envelope : null, 'no record'),
    fault: null,
    files: [],
    reportId: null,
    stated: null,
  };
}

async function missionWithReports(count: number) {
  const { intake, missionId } = await openIntake(sql);
  const compiled = compilePackage(smallForm({ note: '', meta: { instanceID: '' } }));
  const json = JSON.stringify(must(compiled.ok ? compiled.value : null, 'no form'));
  const id = randomUUID();
  await sql`insert into form (id, mission_id, form_id, created_at) values (${id}, ${missionId}, 'form', now())`;
  await sql`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_name, at)
    values (${id}, 1, 'A form', '1', 'x', '{}', '', ${json}::text::json, '{}', '[]', 1, '{}', 'A', now())`;
  await Promise.all(Array.from({ length: count }, (_, number) => intake.take(missionId, recordOf(number))));
  return { intake, missionId };
}

function thread(options: { load?: () => number; onAnnounced?: (missionId: string) => void; onIdle: () => void }) {
  const made = createReadingThread({
    target,
    file,
    log: pino({ level: 'silent' }),
    logLevel: 'silent',
    logFolder: '/nowhere',
    onAltered: () => {},
    load: () => 0,
    onAnnounced: () => {},
    ...options,
  });
  threads.push(made);
  return made;
}

async function countsOf(missionId: string) {
  const [row] = await sql<{ read: number; told: number; receipts: number }[]>`
    with told as (
      select leaf from log_waiting where mission_id = ${missionId}
      union all
      select convert_from(leaf, 'UTF8')::jsonb from log_leaf where mission_id = ${missionId} and announced_id is not null
    )
    select (select count(*)::int from report_reading where mission_id = ${missionId} and state = 'read') as read,
      (select count(*)::int from told where leaf ->> 'type' = 'interpretation') as told,
      (select count(distinct leaf ->> 'receipt')::int from told) as receipts`;
  return row;
}

test('what came is read in the thread, with little of a busy machine as well, and the log is told', async () => {
  const { intake, missionId } = await missionWithReports(30);
  const told: string[] = [];
  let load = 0;
  let idle = () => {};
  const untilIdle = () => new Promise<void>((resolve) => (idle = resolve));
  const first = untilIdle();
  const reading = thread({ load: () => load, onAnnounced: (id) => told.push(id), onIdle: () => idle() });
  await first;
  expect((await countsOf(missionId))?.read).toBe(30);
  expect(told).toContain(missionId);
  load = 1_000;
  await intake.take(missionId, recordOf(30));
  const second = untilIdle();
  reading.wake();
  await second;
  await reading.close();
});

test('a thread that is killed in the middle of its work loses nothing, and nothing is read twice', async () => {
  const { missionId } = await missionWithReports(400);
  const given: ReadingThreadGiven = {
    target,
    load: new SharedArrayBuffer(4),
    logLevel: 'silent',
    logFolder: '/nowhere',
  };
  for (let round = 0; round < 8; round += 1) {
    // One that is busy reads few at a time, so that it is ended between batches as well as within them.
    new Int32Array(given.load)[0] = round % 2 === 0 ? 10 : 0;
    const worker = new Worker(file, { workerData: given });
    worker.postMessage('wake');
    const announced = new Promise((resolve) => worker.once('message', resolve));
    if (round % 2 === 0) await announced;
    else await new Promise((resolve) => worker.once('online', resolve));
    await worker.terminate();
    const counts = await countsOf(missionId);
    expect(counts?.told).toBe(counts?.read);
  }
  await new Promise<void>((resolve) => thread({ onIdle: resolve }));
  expect(await countsOf(missionId)).toEqual({ read: 400, told: 400, receipts: 400 });
});
