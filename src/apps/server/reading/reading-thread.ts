import { parentPort, workerData } from 'node:worker_threads';
import { CheckRunner } from '../../../features/field/checks/jobs/run-checks.ts';
import { makeIncidents } from '../../../features/field/incidents/jobs/make-incidents.ts';
import { checkEvidence } from '../../../features/field/reports/jobs/check-evidence.ts';
import { FormShelf } from '../../../features/field/reports/jobs/form-shelf.ts';
import { createReportReader } from '../../../features/field/reports/jobs/read-reports.ts';
import { makeTurnout } from '../../../features/field/turnout/jobs/make-turnout.ts';
import { matchVisits } from '../../../features/field/visits/jobs/match-visits.ts';
import { must } from '../../../kernel/result.ts';
import { connectApp } from '../../../platform/db/connect.ts';
import { createPace } from '../../../platform/jobs/background-pace.ts';
import { openLog } from '../watch/program-log.ts';
import type { ReadingMessage, ReadingOrder, ReadingThreadGiven } from './reading-jobs.ts';

// The thread in which the server reads what came; `reading-jobs.ts` starts it.

const port = must(parentPort, 'Read reports: this is no thread');
const { target, load, logLevel, logFormat, logFolder } = workerData as ReadingThreadGiven;
const log = openLog({ level: logLevel, format: logFormat });
const sql = connectApp(target, 1);
const send = (message: ReadingMessage) => port.postMessage(message);

const [FEW, MANY] = [25, 200];
/** While it is busy, a twentieth of the time is left to reading. */
const RESTS_FOR_WORK = 19;

const CHECK_EVERY_MS = 3_600_000;
let nextCheckAt = 0;
let isEnding = false;
let isAsked = false;
/** Missions whose held versions are to be read anew. */
const again = new Set<string>();
let isRunning = false;

const pace = createPace(load, { restsForWork: RESTS_FOR_WORK, isEnding: () => isEnding });
const tools = { sql, log, shelf: new FormShelf(), now: () => new Date() };
const reader = createReportReader(tools, { ...pace, most: () => (pace.isBusy() ? FEW : MANY) }, (missionId) =>
  send({ kind: 'announced', missionId }),
);

/** What people at the desk change wakes it as well: triggers of the database tell. */
const READING_CHANNEL = 'scrutineer_reading';
const listener = connectApp(target, 1);
void listener
  .listen(READING_CHANNEL, () => {
    isAsked = true;
    void read();
  })
  .catch((error: unknown) => log.warn({ err: error }, 'listening for changes at the desk failed'));

const checks = new CheckRunner({ sql, log, now: tools.now, rest: pace.rest, isEnding: pace.isEnding });

async function read(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  try {
    while (isAsked && !isEnding) {
      isAsked = false;
      for (const missionId of again) {
        again.delete(missionId);
        await reader.readAgain(missionId, { formId: null });
      }
      await reader.run();
      // Before what can wait: an SOS may be among what came.
      await makeIncidents(sql, { ...pace, now: tools.now });
      await matchVisits(sql, { ...pace, most: () => (pace.isBusy() ? FEW : MANY) });
      await makeTurnout(sql, pace);
      await checks.run();
    }
    send({ kind: 'idle' });
  } catch (error) {
    // What was not read is read with the next call, which comes within seconds.
    log.warn({ err: error }, 'reading reports failed');
  } finally {
    isRunning = false;
  }
  if (isEnding) await end();
}

/** Compares, once an hour, what the database holds with what was published. */
async function check(): Promise<void> {
  if (Date.now() < nextCheckAt || isEnding) return;
  nextCheckAt = Date.now() + CHECK_EVERY_MS;
  try {
    const faults = await checkEvidence({ sql, logFolder, rest: pace.rest, isEnding: pace.isEnding });
    if (faults.length > 0) send({ kind: 'altered', faults });
  } catch (error) {
    nextCheckAt = 0;
    if (!isEnding) log.warn({ err: error }, 'comparing reports with the log failed');
  }
}

async function end(): Promise<void> {
  await Promise.all([sql.end({ timeout: 5 }), listener.end({ timeout: 5 })]);
  port.close();
}

port.on('message', (order: ReadingOrder) => {
  if (order === 'end') isEnding = true;
  else isAsked = true;
  if (typeof order === 'object') again.add(order.again);
  if (isEnding && !isRunning) void end();
  else void read();
  void check();
});
