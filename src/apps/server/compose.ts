import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { checkEndpoints } from '../../features/field/checks/routes/check-endpoints.ts';
import { entryEndpoints } from '../../features/field/entries/routes.ts';
import { eraseEntries } from '../../features/field/entries/store.ts';
import { type ExportGround, exportEndpoints } from '../../features/field/exports/routes/export-endpoints.ts';
import { forgetExports } from '../../features/field/exports/store/keep-jobs.ts';
import { formEndpoints } from '../../features/field/forms/routes/form-endpoints.ts';
import type { RunFormJob } from '../../features/field/forms/routes/jobs/form-jobs.ts';
import { pruneFiles } from '../../features/field/forms/store/keep-files.ts';
import { incidentEndpoints } from '../../features/field/incidents/routes/incident-endpoints.ts';
import { copyEndpoints } from '../../features/field/observer-copies/routes/copy-endpoints.ts';
import { paperEndpoints } from '../../features/field/papers/routes/paper-endpoints.ts';
import { erasePapers } from '../../features/field/papers/store/keep-settlements.ts';
import { reportActEndpoints } from '../../features/field/reports/routes/acts/act-endpoints.ts';
import { formApi } from '../../features/field/reports/routes/api/form-api.ts';
import { reportApi } from '../../features/field/reports/routes/api/report-api.ts';
import { reportDeskEndpoints } from '../../features/field/reports/routes/desk/desk-endpoints.ts';
import { type AlsoErase, erasureEndpoint, pruneContents } from '../../features/field/reports/routes/erase-report.ts';
import type { ReportLists } from '../../features/field/reports/routes/list/list-endpoints.ts';
import { type RetentionGround, retentionEndpoints } from '../../features/field/retention/routes/retention-endpoints.ts';
import { roomEndpoints } from '../../features/field/situation/routes/room-endpoints.ts';
import { turnoutEndpoints } from '../../features/field/turnout/routes/turnout-endpoints.ts';
import { callSheetEndpoints } from '../../features/field/visits/routes/call-sheet-endpoints.ts';
import { responseEndpoints } from '../../features/field/visits/routes/visit-endpoints.ts';
import { findKeyHolder } from '../../features/mission/api-keys/access.ts';
import { apiKeyEndpoints } from '../../features/mission/api-keys/routes.ts';
import { type ChangeGround, changeEndpoints } from '../../features/mission/changes/routes.ts';
import { deviceEndpoints } from '../../features/mission/devices/routes/device-endpoints.ts';
import { logEndpoints } from '../../features/mission/logs/routes/log-endpoints.ts';
import { receiptEndpoints } from '../../features/mission/logs/routes/receipt-endpoints.ts';
import { meetingEndpoints } from '../../features/mission/meetings/routes/meeting-endpoints.ts';
import { callEndpoints } from '../../features/mission/messages/routes/call-endpoints.ts';
import { messageEndpoints } from '../../features/mission/messages/routes/message-endpoints.ts';
import { missionEndpoints } from '../../features/mission/missions/routes.ts';
import { listMissions } from '../../features/mission/missions/store.ts';
import { peopleEndpoints } from '../../features/mission/people/routes/people-endpoints.ts';
import { planEndpoints } from '../../features/mission/plan/routes/plan-endpoints.ts';
import { sampleEndpoints } from '../../features/mission/samples/routes/sample-endpoints.ts';
import { printFirstLink } from '../../features/office/accounts/routes/print-link.ts';
import { accountEndpoints } from '../../features/office/accounts/routes.ts';
import { findActor, pruneSignIns } from '../../features/office/accounts/store/keep-sessions.ts';
import { type BackupGround, backupEndpoints } from '../../features/office/backups/routes.ts';
import { historyEndpoints } from '../../features/office/history/routes.ts';
import { securityEndpoints } from '../../features/office/security/routes.ts';
import { calendarEndpoints } from '../../features/register/calendar/routes/serve-ics.ts';
import { packageEndpoints } from '../../features/register/package/routes.ts';
import { endpoints as placeEndpoints } from '../../features/register/places/routes.ts';
import { recordEndpoints } from '../../features/register/records/routes.ts';
import type { Clock } from '../../kernel/time/clock.ts';
import { pruneEvents } from '../../platform/db/noted/prune-events.ts';
import type { Watch } from '../../platform/db/noted/security-event.ts';
import type { Endpoint } from '../../platform/http/endpoint.ts';
import type { KeyEndpoint } from '../../platform/http/keyed/key-endpoint.ts';
import { mountKeyed } from '../../platform/http/keyed/mount-keyed.ts';
import { pruneAttempts } from '../../platform/http/limits.ts';
import { mountEndpoints } from '../../platform/http/mount.ts';
import { az } from '../../platform/i18n/catalogue-az.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import { ru } from '../../platform/i18n/catalogue-ru.ts';
import { OPENROSA_MESSAGES } from '../../platform/i18n/messages/openrosa-messages.ts';
import { createMessages } from '../../platform/i18n/messages.ts';
import { folderSource } from '../../platform/log/serve/log-source.ts';
import { readServedCheckpoint } from '../../platform/log/serve/served-checkpoint.ts';
import type { Witnesses } from '../../platform/log/witness/witnesses.ts';
import { projectFile } from '../cli/project-folder.ts';
import { loadExample } from './load-example.ts';
import { type Origins, originWarning } from './settings.ts';
import { findClosedLogs, mountAppDoor, openRosaDoor, type WayIn } from './way-in/open-way-in.ts';

/** What the parts of the program stand on. */
export interface Ground {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly origins: Origins;
  readonly proxies: number;
  /** Does the work on forms. */
  readonly runFormJob: RunFormJob;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
  /** Null: none are asked. */
  readonly witnesses: Witnesses | null;
  readonly dataFolder: string;
  readonly way: WayIn;
  readonly lists: ReportLists;
  readonly exporting: ExportGround;
  readonly retention: RetentionGround;
  readonly backups: BackupGround;
  readonly streams: ChangeGround;
  /** Takes note of events of security and of readings. */
  readonly watch: Watch;
}

/** What endpoints are made with. */
export type EndpointGround = Pick<
  Ground,
  'runFormJob' | 'logFolder' | 'witnesses' | 'lists' | 'exporting' | 'retention' | 'backups' | 'streams'
> & {
  readonly way: Pick<WayIn, 'blobs' | 'intake' | 'load' | 'logs' | 'readAgain'>;
};

const MESSAGES = { en: createMessages('en', en), ru: createMessages('ru', ru), az: createMessages('az', az) } as const;

/** Every endpoint of the server: one line for each slice. */
export const composeEndpoints = ({
  runFormJob,
  logFolder,
  witnesses,
  way,
  lists,
  exporting,
  retention,
  backups,
  streams,
}: EndpointGround): readonly Endpoint[] => [
  ...accountEndpoints,
  ...[...historyEndpoints, ...securityEndpoints],
  ...backupEndpoints(backups),
  ...recordEndpoints,
  ...placeEndpoints,
  ...calendarEndpoints((language) => MESSAGES[language]),
  ...packageEndpoints,
  ...missionEndpoints,
  ...changeEndpoints(streams),
  ...deviceEndpoints,
  ...peopleEndpoints,
  ...[...planEndpoints, ...sampleEndpoints],
  ...[...responseEndpoints, ...turnoutEndpoints],
  ...[...callEndpoints, ...messageEndpoints, ...meetingEndpoints, ...callSheetEndpoints, ...roomEndpoints],
  ...receiptEndpoints({ folder: logFolder, witnesses }),
  ...logEndpoints({ folder: logFolder, witnesses, stateOf: (missionId) => way.logs.state(missionId) }),
  ...apiKeyEndpoints,
  ...reportDeskEndpoints({ ...way, lists }),
  ...reportActEndpoints(way),
  ...entryEndpoints(way),
  ...paperEndpoints(way),
  erasureEndpoint(way.blobs, eraseTyped),
  ...exportEndpoints(exporting),
  ...checkEndpoints,
  ...incidentEndpoints,
  ...retentionEndpoints(retention),
  ...copyEndpoints(way),
  ...formEndpoints({ templates: projectFile('examples/forms'), run: runFormJob }),
];

/** What was typed at the desk goes with the report that it became, and so do exports, which may have it. */
const eraseTyped: AlsoErase = async (sql, missionId, erased) => {
  await erasePapers(sql, missionId, erased);
  await eraseEntries(sql, missionId, erased);
  await forgetExports(sql, missionId);
};

/** Every endpoint for programs. */
export function composeKeyEndpoints({ way, logFolder }: Pick<Ground, 'way' | 'logFolder'>): readonly KeyEndpoint[] {
  const findCheckpoint = (slug: string) => readServedCheckpoint(folderSource(join(logFolder, slug)));
  const ground = { ...way, findCheckpoint };
  return [...reportApi(ground), ...formApi(ground)];
}

/** The door of telephones that speak OpenRosa. */
export function composeOpenRosa(ground: Ground): Hono {
  return openRosaDoor({ ...ground, messages: OPENROSA_MESSAGES });
}

/** Adds the way in of our app, and everything under `/api/`, to `app`. */
export function composeApi(app: Hono, ground: Ground): void {
  mountAppDoor(app, ground);
  mountKeyed(app, composeKeyEndpoints(ground), {
    ...ground,
    findHolder: (hash, now) => findKeyHolder(ground.sql, hash, now),
  });
  mountEndpoints(app, composeEndpoints(ground), { ...ground, findActor });
}

/** What is told at the terminal once the server is ready. */
export interface Readiness {
  readonly readyLine: string;
  /** What to mind after it. */
  readonly warnings: readonly string[];
}

/** What is to be done once before the first request, and what tells that the server is ready. */
export async function composeStart(ground: Ground, say: (line: string) => void): Promise<Readiness> {
  for (const line of await findClosedLogs(ground.sql, { logs: ground.way.logs, logFolder: ground.logFolder }))
    say(line);
  const now = new Date(ground.clock.now());
  await loadExample(ground.sql, projectFile('examples/azerbaijan-2024'), now);
  await keepTidy(ground);
  const link = await printFirstLink(ground.sql, { origin: ground.origins[0], now });
  const signIn = link === null ? '' : ` · first administrator, this link works once: ${link}`;
  // Without a mission there are no devices yet, and whoever only tries the desk needs no address.
  const hasMission = (await listMissions(ground.sql)).some(({ isArchived }) => !isArchived);
  const warning = hasMission ? originWarning(ground.origins[0]) : null;
  const readyLine = `Scrutineer is ready: ${ground.origins[0]}${signIn}`;
  return { readyLine, warnings: warning === null ? [] : [warning] };
}

const DAY_MS = 86_400_000;
/** So long a phone may leave an upload lying. */
const UPLOAD_LIFETIME_MS = 14 * DAY_MS;

/**
 * Removes, now and once a day, what is kept for a limited time only: sign-ins that are over, counted attempts, events of
 * security, files of forms that nothing names any more, files of reports that were erased. Once a day all stored files are
 * looked through.
 */
async function keepTidy({ sql, clock, log, way }: Ground): Promise<void> {
  const tidy = async () => {
    await pruneSignIns(sql, new Date(clock.now()));
    await pruneAttempts(sql, new Date(clock.now() - DAY_MS));
    await pruneEvents(sql, new Date(clock.now()));
    await pruneFiles(sql);
    await way.uploads.prune(new Date(clock.now() - UPLOAD_LIFETIME_MS));
    await pruneContents(sql, way.blobs, new Date(clock.now()));
  };
  await tidy();
  const failed = (error: unknown) => log.error(error, 'looking through the files failed');
  setInterval(() => lookThroughFiles(way).catch(failed), DAY_MS).unref();
  setInterval(() => tidy().catch((error: unknown) => log.error(error, 'tidying up failed')), DAY_MS).unref();
}

/** Reads every stored file and compares it with its hash; one that was altered is set aside, and an alarm is logged. */
async function lookThroughFiles({ blobs, load }: Pick<WayIn, 'blobs' | 'load'>): Promise<void> {
  for await (const { sha256 } of blobs.list()) {
    const startedAt = performance.now();
    await blobs.verify(sha256);
    await pause(load.restAfter(performance.now() - startedAt));
  }
}
