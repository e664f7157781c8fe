import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { builtThread } from '../../../../test/support/built-thread.ts';
import { exportAsk, type ReportedMission, reportedMission } from '../../../../test/support/exported-reports.ts';
import { eventually } from '../../../../test/support/open-page.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { addExport, cancelExport, findExport } from '../../../features/field/exports/store/keep-jobs.ts';
import { createExportThread, type ExportThread, type ExportThreadGiven } from './export-jobs.ts';

const { sql, target } = await testDatabase();
const file = builtThread('src/apps/server/exports/export-thread.ts');
const dataFolder = temporaryFolder('export-thread');
const threads: ExportThread[] = [];

afterAll(async () => {
  await Promise.all(threads.map((thread) => thread.close()));
  rmSync(dataFolder, { recursive: true, force: true });
});

async function missionWithReports(count: number): Promise<ReportedMission> {
  const mission = await reportedMission(sql);
  const answers = (at: number) => ({ '/data/who': `Person ${at}`, '/data/talk[1]/remark': `says ${at % 7}` });
  await mission.add(Array.from({ length: count }, (_, at) => ({ answers: answers(at) })));
  return mission;
}

async function ask(mission: ReportedMission): Promise<string> {
  const id = randomUUID();
  const [row] = await sql`select count(*)::int as count from report where mission_id = ${mission.missionId}`;
  const asked = { id, missionId: mission.missionId, askedBy: { id: randomUUID(), name: 'Leyla' }, askedAt: new Date() };
  await addExport(sql, { ...asked, formTitle: 'Visit', ask: exportAsk({ format: 'xlsx' }), endOrdinal: row?.count });
  return id;
}

const stateOf = async (mission: ReportedMission, id: string) => (await findExport(sql, mission.missionId, id))?.state;
const bytesOf = (id: string) => readFileSync(join(dataFolder, 'exports', id, 'result'));

function thread(load: () => number = () => 0): ExportThread {
  const options = { target, file, dataFolder, load, log: pino({ level: 'silent' }), logLevel: 'silent' };
  const made = createExportThread(options);
  threads.push(made);
  return made;
}

test.runIf(process.platform !== 'win32')(
  'files of exports are their owner’s alone, also where an earlier version let others in',
  async () => {
    const folder = join(dataFolder, 'exports');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    const mission = await missionWithReports(1);
    const id = await ask(mission);
    const exporting = thread();
    await eventually(() => stateOf(mission, id)).toBe('done');
    await exporting.close();
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect([modeOf(folder), modeOf(join(folder, id))]).toEqual([0o700, 0o700]);
  },
);

test('a thread that is killed again and again makes the same bytes as one that is not', async () => {
  const mission = await missionWithReports(3_000);
  const whole = await ask(mission);
  const first = thread();
  await eventually(() => stateOf(mission, whole)).toBe('done');
  await first.close();
  const id = await ask(mission);
  const given: ExportThreadGiven = {
    target,
    load: new SharedArrayBuffer(4),
    logLevel: 'silent',
    folder: join(dataFolder, 'exports'),
    blobFolder: join(dataFolder, 'files'),
  };
  for (let round = 0; round < 3; round += 1) {
    const worker = new Worker(file, { workerData: given });
    worker.postMessage('wake');
    await eventually(() => stateOf(mission, id)).toMatch(/running|done/);
    await eventually(() => existsSync(join(dataFolder, 'exports', id))).toBe(true);
    await worker.terminate();
    // As if it had come further before each of these ends: what never gets any further is given up.
    await sql`update export_job set attempts = 0 where id = ${id}`;
  }
  thread();
  await eventually(() => stateOf(mission, id)).toBe('done');
  expect(bytesOf(id).equals(bytesOf(whole))).toBe(true);
});

test('one that is cancelled while others use the machine ends, and its files go', async () => {
  const mission = await missionWithReports(1_500);
  const id = await ask(mission);
  const busy = thread(() => 1_000);
  await eventually(async () => (await findExport(sql, mission.missionId, id))?.state).toBe('running');
  await cancelExport(sql, id, new Date());
  busy.cancel(id);
  await eventually(() => existsSync(join(dataFolder, 'exports', id))).toBe(false);
  expect(await stateOf(mission, id)).toBe('cancelled');
});
