import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Intake } from '../../../features/field/reports/arrival.ts';
import {
  createIntake,
  type NoteErased,
  packEntry,
  type ReportLogs,
} from '../../../features/field/reports/routes/intake/create-intake.ts';
import { mountOpenRosa } from '../../../features/field/reports/routes/openrosa/mount-openrosa.ts';
import { mountSync } from '../../../features/field/reports/routes/sync/mount-sync.ts';
import { createDeviceKeeper, type DeviceKeeper } from '../../../features/mission/devices/access.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import type { Watch } from '../../../platform/db/noted/security-event.ts';
import type { BlobStore } from '../../../platform/files/blobs/blob-store.ts';
import { createBlobStore } from '../../../platform/files/blobs/create-blob-store.ts';
import { UploadFolder } from '../../../platform/files/uploads/upload-folder.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { Messages } from '../../../platform/i18n/messages.ts';
import { createLoadMeter, type LoadMeter } from '../../../platform/jobs/load-meter.ts';
import { CHECKPOINT } from '../../../platform/log/publish/publisher.ts';
import { createThreadedLogs } from '../../../platform/log/threaded/threaded-logs.ts';
import type { Witnesses } from '../../../platform/log/witness/witnesses.ts';
import type { Origins } from '../settings.ts';
import type { LogFormat } from '../watch/program-log.ts';
import type { LogThreadGiven } from './log-thread-given.ts';
import { noteAlteredFile } from './note-alarms.ts';

/** All that reports need on their way in. */
export interface WayIn {
  readonly intake: Intake;
  readonly logs: ReportLogs;
  readonly devices: DeviceKeeper;
  readonly blobs: BlobStore;
  /** Files that come in pieces. */
  readonly uploads: UploadFolder;
  readonly load: LoadMeter;
  /** Has what a mission holds read anew, soon. */
  readonly readAgain: (missionId: string) => void;
  /** Whether the thread that reads what comes runs. */
  readonly isReading: () => boolean;
  /** Lets what was taken be signed, and ends the signer. */
  close(): Promise<void>;
}

/** The way in before anything reads what comes. */
export type UnreadWayIn = Omit<WayIn, 'readAgain' | 'isReading'>;

/** What the way in stands on. */
export interface WayInParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly origins: Origins;
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly witnesses: Witnesses | null;
  /** How threads open connections of their own. */
  readonly target: ConnectionTarget;
  readonly logLevel: string;
  readonly logFormat: LogFormat;
}

/** It lies beside the program in its build. */
const LOG_THREAD_FILE = new URL('./log-thread.js', import.meta.url);

/** Opens the way in: files, logs and the signer's process. */
export async function openWayIn({ sql, clock, log, origins, ...parts }: WayInParts): Promise<UnreadWayIn> {
  const blobs = await createBlobStore(join(parts.dataFolder, 'files'), {
    altered: (sha256) => {
      log.error({ sha256: formatHex(sha256) }, 'ALARM: a stored file was altered');
      void noteAlteredFile({ sql, clock, log }, sha256);
    },
  });
  const { dataFolder, logFolder, witnesses, target, logLevel, logFormat } = parts;
  const given: LogThreadGiven = {
    ...{ target, logLevel, logFormat },
    stateFolder: join(dataFolder, 'signer'),
    logFolder,
    host: new URL(origins[0]).host,
    tellsPublished: witnesses !== null,
  };
  const logs: ReportLogs = createThreadedLogs({
    file: LOG_THREAD_FILE,
    given,
    folder: logFolder,
    pack: packEntry,
    published: (published) => witnesses?.published(published),
    onBreakdown: (error) => log.error({ err: error }, 'the thread of the logs broke down'),
  });
  const load = createLoadMeter({ now: () => performance.now() });
  const close = async () => {
    await logs.close();
    await witnesses?.close();
    await blobs.close();
  };
  return {
    intake: guarded(createIntake(logs, noteErased(sql, clock)), { load, blobs }),
    logs,
    devices: createDeviceKeeper(sql, clock),
    blobs,
    uploads: new UploadFolder(join(parts.dataFolder, 'files', 'uploads')),
    load,
    close,
  };
}

/** Missions whose logs take nothing, in words for the terminal: the database is not the one that was signed. */
export async function findClosedLogs(
  sql: Sql,
  { logs, logFolder }: { readonly logs: ReportLogs; readonly logFolder: string },
): Promise<string[]> {
  const rows = await sql<{ id: string; slug: string }[]>`select id, slug from mission`;
  // The row of a log may be lost as well: its files say that there was one.
  const logged = rows.filter(({ slug }) => existsSync(join(logFolder, slug, CHECKPOINT)));
  const states = await Promise.all(logged.map(({ id }) => logs.state(id)));
  return states.flatMap(({ slug, closed, signedSize }) =>
    closed === null ? [] : [word({ slug, closed, signedSize })],
  );
}

function word({ slug, closed, signedSize }: { slug: string; closed: string; signedSize: number }): string {
  const head = `Mission ${slug} takes no reports:`;
  switch (closed) {
    case 'behind':
      return `${head} its log was signed up to ${signedSize} entries, the database holds fewer. Restore a newer backup.`;
    case 'restored':
      return `${head} its log was put back from a backup, with ${signedSize} signed entries. See: scrutineer log reopen --help.`;
    case 'altered':
      return `${head} the database holds other entries than were signed. See: scrutineer log verify --database.`;
    default:
      return `${head} the signer does not hold its key. Put back the folder \`signer\` of the data folder.`;
  }
}

/** What was erased and came again stays erased; that it came is noted. */
function noteErased(sql: Sql, clock: Clock): NoteErased {
  return async ({ reportId }) => {
    await writeAudit(sql, {
      at: new Date(clock.now()),
      actorId: null,
      actorName: 'intake',
      action: 'report.came-after-erasure',
      electionId: null,
      subjectKind: 'report',
      subjectKey: reportId,
      reason: null,
      details: {},
    });
  };
}

/** A way in that is counted, and takes nothing where what is left of the disk is for the database to end in good order. */
function guarded(intake: Intake, { load, blobs }: Pick<WayIn, 'load' | 'blobs'>): Intake {
  return {
    take: async (missionId, arrival) => {
      load.note();
      if (!(await blobs.roomFor('text'))) throw new Problem('out-of-space');
      return await intake.take(missionId, arrival);
    },
    takeFiles: (missionId, given) => intake.takeFiles(missionId, given),
  };
}

/** What the ways in stand on, once they are open. */
type MountParts = Pick<WayInParts, 'sql' | 'clock' | 'log' | 'origins'> & {
  readonly way: WayIn;
  readonly proxies: number;
  readonly watch: Watch;
};

/** Adds the way in of our app to `app`. */
export function mountAppDoor(app: Hono, { way, sql, clock, log, proxies, watch }: MountParts): void {
  const { intake, devices, blobs, uploads } = way;
  mountSync(app, { sql, clock, log, proxies, watch, intake, devices, blobs, uploads });
}

/** Where telephones that speak OpenRosa ask. */
export const OPENROSA_PATH = '/openrosa/';

/** The way in of telephones that speak OpenRosa: for itself, so that nothing else stands before what comes by the thousand. */
export function openRosaDoor(
  parts: MountParts & { readonly messages: Readonly<Record<'en' | 'ru' | 'az', Messages>> },
): Hono {
  const { sql, clock, log, origins, proxies, watch, way, messages } = parts;
  const { intake, devices, blobs } = way;
  const door = new Hono();
  const wordsOf = (language: 'en' | 'ru' | 'az') => messages[language];
  mountOpenRosa(door, { sql, clock, log, origins, proxies, watch, intake, devices, blobs, wordsOf });
  return door;
}
