import { parentPort, workerData } from 'node:worker_threads';
import { ExportQueue } from '../../../features/field/exports/jobs/export-queue.ts';
import { exportedQuery } from '../../../features/field/reports/contract/list.ts';
import { findOrdinals, type ListTools } from '../../../features/field/reports/jobs/answer-lists.ts';
import { ListMemory } from '../../../features/field/reports/store/list/find-reports.ts';
import { FormColumns } from '../../../features/field/reports/store/list/load-columns.ts';
import { must } from '../../../kernel/result.ts';
import { connectApp } from '../../../platform/db/connect.ts';
import { freeBytesOf } from '../../../platform/files/blobs/disk-room.ts';
import { createPace } from '../../../platform/jobs/background-pace.ts';
import { openLog } from '../watch/program-log.ts';
import type { ExportOrder, ExportThreadGiven } from './export-jobs.ts';

// The thread in which the server makes exports; `export-jobs.ts` starts it.

const port = must(parentPort, 'Make exports: this is no thread');
const { target, load, logLevel, logFormat, folder, blobFolder } = workerData as ExportThreadGiven;
const log = openLog({ level: logLevel, format: logFormat });
const sql = connectApp(target, 2);

/** While it is busy, a tenth of the time is left to exports. */
const RESTS_FOR_WORK = 9;
const TIDY_EVERY_MS = 60_000;

let isEnding = false;
let isWorking = false;
let nextTidyAt = 0;

/** What an export needs of columns is read once. */
const lists: ListTools = { sql, memory: new ListMemory(0), forms: new FormColumns() };

const queue = new ExportQueue(
  {
    sql,
    folder,
    blobFolder,
    now: () => new Date(),
    freeBytes: freeBytesOf(folder),
    findOrdinals: async ({ missionId, ask }, query) => {
      const asked = exportedQuery.safeParse(query);
      if (!asked.success) return null;
      const filter = { form: ask.formId, filters: asked.data.filter, search: asked.data.search };
      return await findOrdinals(lists, { mission: { id: missionId }, filter });
    },
    pace: createPace(load, { restsForWork: RESTS_FOR_WORK, isEnding: () => isEnding }),
  },
  log,
);

async function work(): Promise<void> {
  if (isWorking) return void (await queue.fill());
  isWorking = true;
  try {
    await tidy();
    while (await queue.fill()) await queue.untilOneEnds();
  } catch (error) {
    // What waits is taken up with the next call, which comes within seconds.
    if (!isEnding) log.warn({ err: error }, 'making exports failed');
  } finally {
    isWorking = false;
  }
  if (isEnding) await end();
}

/** Removes, once a minute, the files of exports that are kept no more. */
async function tidy(): Promise<void> {
  if (performance.now() < nextTidyAt) return;
  nextTidyAt = performance.now() + TIDY_EVERY_MS;
  await queue.tidy();
}

async function end(): Promise<void> {
  await sql.end({ timeout: 5 });
  port.close();
}

port.on('message', (order: ExportOrder) => {
  if (order === 'end') isEnding = true;
  else if (order !== 'wake') {
    queue.cancel(order.cancel);
    // Its files go at once.
    nextTidyAt = 0;
  }
  if (isEnding && !isWorking) void end();
  else void work().catch((error: unknown) => log.warn({ err: error }, 'making exports failed'));
});
