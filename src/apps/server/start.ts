import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Database, openDatabase } from '../../platform/db/connect.ts';
import { refusalWhereFull } from '../../platform/db/embedded/word-end.ts';
import { Refusal } from '../../platform/db/refusal.ts';
import { freeBytesOf } from '../../platform/files/blobs/disk-room.ts';
import type { ChangeStreams } from '../../platform/jobs/streams/change-streams.ts';
import { composeStart, type Ground, type Readiness } from './compose.ts';
import { createExportThread } from './exports/export-jobs.ts';
import { createFormThread } from './forms/form-jobs.ts';
import { openLists } from './lists/open-lists.ts';
import { openWitnesses, readPolicy } from './public-logs.ts';
import { composeFetch } from './reach/compose-fetch.ts';
import type { Fetch } from './reach/listen.ts';
import { type Doors, openDoors } from './reach/open-doors.ts';
import { openStreams } from './reach/open-streams.ts';
import { createReadingThread, type ReadingOptions, waking } from './reading/reading-jobs.ts';
import type { ServerSettings } from './settings.ts';
import { followClock } from './watch/follow-clock.ts';
import { openHistory } from './watch/keep-history.ts';
import { keepRetention } from './watch/keep-retention.ts';
import { createMetrics, type Metrics } from './watch/metrics/metrics.ts';
import { openLog } from './watch/program-log.ts';
import { backupsOf, watchBackups } from './watch/watch-backups.ts';
import { watchDisk } from './watch/watch-disk.ts';
import { type AlarmParts, noteAlteredRows, noteMissingFiles } from './way-in/note-alarms.ts';
import { openWayIn, type UnreadWayIn, type WayIn } from './way-in/open-way-in.ts';
import { keepSettling } from './way-in/settle-restored.ts';

/** A server that answers. */
export interface RunningServer extends Readiness {
  /** Where it is reached from this machine: `http://localhost:8391`. */
  readonly url: string;
  /** Resolves, with a sentence that says why and what to do, when the database has ended without being asked. */
  readonly ended: Promise<string>;
  /** Takes no more requests, finishes those that run, and closes the database; where that has ended, lets them go. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 10_000;
const CLOCK = { now: () => Date.now() };

/**
 * Starts the server: takes the port first, so that what is asked meanwhile waits instead of failing.
 *
 * @throws Refusal where the port, the certificate or the database cannot be had.
 */
export async function startServer(settings: ServerSettings, say: (line: string) => void): Promise<RunningServer> {
  let begin: (fetch: Fetch) => void = () => {};
  const ready = new Promise<Fetch>((resolve) => {
    begin = resolve;
  });
  const log = openLog({ level: settings.logLevel, format: settings.logFormat });
  const metrics = createMetrics();
  const fetch: Fetch = async (request, env) => (await ready)(request, env);
  const doors = await openDoors(settings, { fetch, metrics, clock: CLOCK, log });
  try {
    const database = await openDatabase({ ...settings, purpose: 'serve', sharing: 'alone', say });
    const composed = await unlessLost(database, compose(settings, { database, doors, log, metrics, say }));
    begin(composed.fetch);
    const { readyLine, warnings, parts, streams } = composed;
    const watched = await watchBehind(settings, { database, log, say });
    const stop = stopping({ database, doors, streams, parts: [...parts, ...watched.parts, metrics] });
    return {
      readyLine,
      warnings: [...doors.warnings, ...warnings, ...watched.warnings],
      url: doors.url,
      ended: database.ended,
      stop,
    };
  } catch (error) {
    doors.abandon();
    metrics.close();
    throw settings.databaseUrl === null ? refusalWhereFull(settings.dataFolder, error) : error;
  }
}

/** What a start waits for may never come where PostgreSQL ends meanwhile, as on a disk that fills. */
async function unlessLost<T>(database: Database, work: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = work.finally(() => {
    isSettled = true;
  });
  const lost = database.ended.then(async (why) => {
    if (isSettled) return await work;
    await database.close();
    throw new Refusal(`Start the server: ${why}`);
  });
  return await Promise.race([settled, lost]);
}

/** What is to be closed, in its turn. */
type Closed = readonly { close(): Promise<void> | void }[];

interface Stopped {
  readonly database: Database;
  readonly doors: Doors;
  readonly streams: ChangeStreams;
  readonly parts: Closed;
}

function stopping({ database, doors, streams, parts }: Stopped): () => Promise<void> {
  let isLost = false;
  void database.ended.then(() => {
    isLost = true;
  });
  return async () => {
    // These would go on for ever.
    streams.close();
    // What runs waits for a database that will not come back: whoever asked had better ask the next program soon.
    await doors.close(isLost ? 0 : STOP_TIMEOUT_MS);
    if (isLost) await database.close();
    for (const part of parts) await part.close();
    if (!isLost) await database.close();
  };
}

interface Composing {
  readonly database: Database;
  readonly doors: Doors;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly say: (line: string) => void;
}

interface Composed extends Readiness {
  readonly fetch: Fetch;
  /** What is to be closed, in this order. */
  readonly parts: Stopped['parts'];
  readonly streams: ChangeStreams;
}

async function compose(settings: ServerSettings, { database, doors, log, metrics, say }: Composing): Promise<Composed> {
  const { sql, target } = database;
  const { proxies, dataFolder, logLevel, logFormat } = settings;
  const [clock, logFolder] = [CLOCK, join(dataFolder, 'log')];
  try {
    const steps = await followClock({ sql, clock, log, metrics, say });
    const witnesses =
      settings.witnesses === null ? null : await openWitnesses(settings.witnesses, { folder: logFolder, clock, log });
    const [forms, lists] = [createFormThread(), openLists({ target }, { log })];
    const streams = await openStreams({ sql, clock, log });
    const backups = backupsOf({ dataFolder, everyMs: settings.backupEveryMs });
    const shared = { sql, clock, log, dataFolder, logFolder, witnesses, backups, origins: doors.origins };
    const opened = await openWayIn({ ...shared, target, logLevel, logFormat });
    const counted = { ...opened, intake: metrics.counting(opened.intake) };
    const way = withReading(counted, { target, logLevel, logFormat, logFolder, log, say, sql, clock });
    const book = openHistory({ sql, log });
    const load = () => way.load.perSecond();
    const exporting = createExportThread({ target, log, logLevel, logFormat, dataFolder, load });
    const retention = keepRetention({ ...shared, way });
    const disk = watchDisk({ blobs: way.blobs, freeBytes: freeBytesOf(dataFolder), dataFolder, say });
    const parts = [disk, forms, exporting, retention, lists, way, book, steps];
    const ground: Ground = {
      ...shared,
      proxies,
      way,
      lists,
      exporting,
      retention,
      streams,
      watch: book,
      runFormJob: forms.run,
    };
    metrics.connect({ ...shared, load, certificate: () => doors.certificate() });
    const fetch = composeFetch(ground, { metrics, token: settings.metrics.token });
    return { fetch, parts, streams, ...(await composeStart(ground, say)) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Backups that stay away are told of; logs that were put back from one are opened where witnesses know nothing newer. */
async function watchBehind(
  settings: ServerSettings,
  { database: { sql }, log, say }: Pick<Composing, 'database' | 'log' | 'say'>,
): Promise<{ readonly warnings: readonly string[]; readonly parts: Closed }> {
  const { dataFolder, backupEveryMs: everyMs, witnesses } = settings;
  const shared = { sql, dataFolder, clock: CLOCK, say };
  const onMissing = (sha256: readonly string[], at: Date) => noteMissingFiles({ sql, clock: CLOCK, log }, sha256, at);
  const backups = await watchBackups({ ...shared, everyMs, onMissing });
  if (witnesses === null) return { warnings: backups.warnings, parts: [backups] };
  const settling = keepSettling({ ...shared, log, policy: readPolicy(witnesses) });
  return { warnings: backups.warnings, parts: [backups, settling] };
}

/** Whatever came is read soon after, in a thread of its own; the log numbers what the reading tells. */
function withReading(
  way: UnreadWayIn,
  {
    say,
    sql,
    clock,
    ...given
  }: Pick<ReadingOptions, 'target' | 'logLevel' | 'logFormat' | 'logFolder' | 'log'> &
    AlarmParts & { say: (line: string) => void },
): WayIn {
  const onAnnounced = (missionId: string) => {
    way.logs.wake(missionId).catch((error: unknown) => given.log.warn({ err: error }, 'numbering events failed'));
  };
  const onAltered: ReadingOptions['onAltered'] = (faults) => {
    for (const { mission, index, what } of faults)
      say(`ALARM: the database was altered: ${mission}, entry ${index} of the log, ${what}`);
    void noteAlteredRows({ sql, clock, log: given.log }, faults);
  };
  const reading = createReadingThread({ ...given, load: () => way.load.perSecond(), onAnnounced, onAltered });
  const close = async () => {
    await reading.close();
    await way.close();
  };
  const readAgain = (missionId: string) => reading.readAgain(missionId);
  const isReading = () => reading.isRunning();
  return { ...way, intake: waking(way.intake, reading), readAgain, isReading, close };
}
