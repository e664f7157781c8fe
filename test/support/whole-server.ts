import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { composeEndpoints, composeKeyEndpoints } from '../../src/apps/server/compose.ts';
import { ExportQueue } from '../../src/features/field/exports/jobs/export-queue.ts';
import { formWork } from '../../src/features/field/forms/routes/jobs/form-jobs.ts';
import { FormShelf } from '../../src/features/field/reports/jobs/form-shelf.ts';
import { createReportReader } from '../../src/features/field/reports/jobs/read-reports.ts';
import { matchVisits } from '../../src/features/field/visits/jobs/match-visits.ts';
import { startSession } from '../../src/features/office/accounts/store/keep-sessions.ts';
import type { Uuid } from '../../src/kernel/ids.ts';
import { createBlobStore } from '../../src/platform/files/blobs/create-blob-store.ts';
import { hashToken, SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { paperMessages } from '../../src/platform/i18n/messages/paper-messages.ts';
import { createLoadMeter } from '../../src/platform/jobs/load-meter.ts';
import { TEST_NOW, TEST_ORIGIN, testApp } from './http.ts';
import { openIntake } from './intake.ts';
import { localLists } from './lists.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testPerson } from './typing-desk.ts';

/** All endpoints of the server over a database, and what works behind them. */
export type WholeServer = Awaited<ReturnType<typeof openWholeServer>>;

/** Composes every endpoint; lists are asked of `asked`, everything behind the endpoints has `sql`. */
export async function openWholeServer(sql: Sql, asked: Sql) {
  const way = await openIntake(sql);
  const blobs = await createBlobStore(temporaryFolder('blobs'), { altered: () => {} });
  const exportFolder = temporaryFolder('exports');
  const log = pino({ level: 'silent' });
  const pace = { rest: async () => {}, isEnding: () => false };
  const now = () => new Date(TEST_NOW);
  const queue = new ExportQueue(
    {
      ...{ sql, folder: exportFolder, blobFolder: exportFolder, now, pace },
      freeBytes: async () => 1e12,
      findOrdinals: async () => null,
    },
    log,
  );
  const reader = createReportReader({ sql, log, shelf: new FormShelf(), now }, { ...pace, most: () => 50 }, () => {});
  const ground = {
    runFormJob: formWork(paperMessages),
    logFolder: way.folder,
    witnesses: null,
    way: { blobs, intake: way.intake, logs: way.logs, load: createLoadMeter({ now: () => 0 }), readAgain: () => {} },
    lists: localLists(asked),
    exporting: {
      ...{ folder: exportFolder, freeBytes: async () => 1e12, wake: () => {}, cancel: () => {} },
      limits: { reserveBytes: 0, mostBytes: 1e10 },
    },
    retention: { wake: () => {} },
    backups: { look: () => ({ fault: null, good: null }) },
    // They would never end.
    streams: { follow: () => new Response('') },
  };
  return {
    endpoints: composeEndpoints(ground),
    keyEndpoints: composeKeyEndpoints(ground as unknown as Parameters<typeof composeKeyEndpoints>[0]),
    intake: way.intake,
    logs: way.logs,
    logFolder: way.folder,
    blobs,
    readReports: () => reader.run(),
    matched: () => matchVisits(sql, { ...pace, most: () => 50 }),
    makeExports: async () => {
      while (await queue.fill()) await queue.untilOneEnds();
    },
  };
}

/** Asks as one of the people, and gives what is answered, which must be a success. */
export type Call = <T>(person: string, method: string, path: string, body?: unknown) => Promise<T>;

/** Asks as one of the people, and expects that it is done. */
export function callerOf(sql: Sql, server: WholeServer): Call {
  const people = ['editor1', 'editor2', 'administrator1', 'administrator2'];
  const actors = new Map(people.map((name) => [Buffer.from(hashToken(name)).toString('hex'), testPerson(name)]));
  const findActor = async (_: Sql, hash: Uint8Array) => actors.get(Buffer.from(hash).toString('hex')) ?? null;
  const { app } = testApp(server.endpoints, { sql, findActor });
  return callThrough((path, init) => app.request(path, init), TEST_ORIGIN);
}

/** Asks as pages of that origin do. */
export function callThrough(
  answer: (path: string, init: RequestInit) => Response | Promise<Response>,
  origin: string,
): Call {
  return async (person, method, path, body) => {
    const isFile = body instanceof Uint8Array;
    const headers = new Headers({ origin, 'sec-fetch-site': 'same-origin' });
    headers.set('cookie', `${SESSION_COOKIE}=${person}`);
    if (body !== undefined) headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
    const init = body === undefined ? {} : { body: isFile ? Buffer.from(body) : JSON.stringify(body) };
    const reply = await answer(path, { method, headers, ...init });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    const isJson = /\bjson\b/.test(reply.headers.get('content-type') ?? '');
    return isJson ? JSON.parse(text) : text;
  };
}

/** Gives one of the people an account, and a session whose token is the name. */
export async function letIn(sql: Sql, person: string, at: Date): Promise<void> {
  const { id, name, role } = testPerson(person);
  await sql`
    insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
    values (${id}, ${name}, ${person}, ${person}, ${role}, ${at})`;
  const session = { id: randomUUID() as Uuid, tokenHash: hashToken(person), accountId: id };
  await startSession(sql, { ...session, method: 'passkey', address: '', browser: '' }, at);
}
