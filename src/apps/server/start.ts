import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { pino } from 'pino';
import { type Database, openDatabase } from '../../platform/db/connect.ts';
import { Refusal } from '../../platform/db/refusal.ts';
import { shareConnections } from '../../platform/http/limits.ts';
import { composeApi, composeOpenRosa, composeStart, type Ground, type Readiness } from './compose.ts';
import { createFormThread } from './form-jobs.ts';
import { answerHealth } from './health.ts';
import { readPages } from './pages.ts';
import { openWitnesses, servePublicLogs } from './public-logs.ts';
import { createReadingThread, type ReadingOptions, waking } from './reading/reading-jobs.ts';
import { secureHeaders } from './secure-headers.ts';
import type { Origins, ServerSettings } from './settings.ts';
import { type AlarmParts, noteAlteredRows } from './way-in/note-alarms.ts';
import { OPENROSA_PATH, openWayIn, type UnreadWayIn, type WayIn } from './way-in/open-way-in.ts';

/** A server that answers. */
export interface RunningServer extends Readiness {
  /** Where it is reached from this machine: `http://localhost:8391`. */
  readonly url: string;
  /** Resolves, with the reason, when the database has ended without being asked. */
  readonly ended: Promise<string>;
  /** Takes no more requests, finishes those that run, and closes the database; where that has ended, lets them go. */
  stop(): Promise<void>;
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** The pages lie beside the program in its build. */
const WEB_FOLDER = fileURLToPath(new URL('../web/', import.meta.url));

const HEADERS_TIMEOUT_MS = 10_000;
/** A photo of 10 MB over a bad line takes its time; who sends is known before a body is read. */
const REQUEST_TIMEOUT_MS = 900_000;
const STOP_TIMEOUT_MS = 10_000;
/** How often the server looks for requests that take too long; its own default would let them last 30 seconds more. */
const CHECK_INTERVAL_MS = 2_000;
const MOST_CONNECTIONS = 2_000;
const MOST_OF_ONE_ADDRESS = 500;

/** What keeps slow senders from holding connections; `server` is made with it, because one of them cannot be set later. */
export const SERVER_OPTIONS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: CHECK_INTERVAL_MS,
} as const;

/**
 * Starts the server: takes the port first, so that what is asked meanwhile waits instead of failing.
 *
 * @throws Refusal where the port or the database cannot be had.
 */
export async function startServer(settings: ServerSettings, say: (line: string) => void): Promise<RunningServer> {
  let begin: (fetch: Fetch) => void = () => {};
  const ready = new Promise<Fetch>((resolve) => {
    begin = resolve;
  });
  const server = createAdaptorServer({
    fetch: async (request, env) => (await ready)(request, env),
    serverOptions: SERVER_OPTIONS,
  }) as Server;
  const port = await listen(server, settings);
  try {
    const database = await openDatabase({ ...settings, purpose: 'serve', sharing: 'alone', say });
    const origins = settings.origins ?? ownOrigins(settings.host, port);
    const forms = createFormThread();
    const { fetch, way, ...readiness } = await compose(settings, { database, origins, runFormJob: forms.run, say });
    begin(fetch);
    let isLost = false;
    void database.ended.then(() => {
      isLost = true;
    });
    const stop = async () => {
      // What runs waits for a database that will not come back: whoever asked had better ask the next program soon.
      await closeServer(server, isLost ? 0 : STOP_TIMEOUT_MS);
      if (isLost) await database.close();
      await forms.close();
      await way.close();
      if (!isLost) await database.close();
    };
    return { ...readiness, url: `http://localhost:${port}`, ended: database.ended, stop };
  } catch (error) {
    server.closeAllConnections();
    server.close();
    throw error;
  }
}

async function compose(
  settings: ServerSettings,
  {
    database,
    say,
    ...own
  }: Pick<Ground, 'origins' | 'runFormJob'> & { database: Database; say: (line: string) => void },
): Promise<{ fetch: Fetch; way: WayIn } & Readiness> {
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const { sql } = database;
  const [clock, logFolder] = [{ now: () => Date.now() }, join(settings.dataFolder, 'log')];
  try {
    const witnesses =
      settings.witnesses === null ? null : await openWitnesses(settings.witnesses, { folder: logFolder, clock, log });
    const { proxies, dataFolder } = settings;
    const parts = { sql, clock, log, dataFolder, logFolder, witnesses, ...own };
    const [{ target }, { logLevel }] = [database, settings];
    const opened = await openWayIn({ ...parts, target, logLevel });
    const way = withReading(opened, { target, logLevel, logFolder, log, say, sql, clock });
    const ground: Ground = { ...parts, proxies, way };
    return { fetch: composeFetch(ground), way, ...(await composeStart(ground, say)) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Whatever came is read soon after, in a thread of its own; the log numbers what the reading tells. */
function withReading(
  way: UnreadWayIn,
  {
    say,
    sql,
    clock,
    ...given
  }: Pick<ReadingOptions, 'target' | 'logLevel' | 'logFolder' | 'log'> & AlarmParts & { say: (line: string) => void },
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
  return { ...way, intake: waking(way.intake, reading), readAgain, close };
}

function composeFetch(ground: Ground): Fetch {
  const [app, phones] = [composeApp(ground), composeOpenRosa(ground)];
  for (const each of [app, phones]) {
    each.onError((error) => {
      ground.log.error(error);
      return new Response('Internal error', { status: 500 });
    });
  }
  return (request, env) => {
    const isOfPhones = env.incoming.url?.startsWith(OPENROSA_PATH) === true;
    return (isOfPhones ? phones : app).fetch(request, env);
  };
}

function composeApp(ground: Ground): Hono {
  const app = new Hono();
  const pages = readPages(WEB_FOLDER);
  app.use(secureHeaders(ground.origins[0]));
  app.get('/healthz', () => answerHealth(ground.sql));
  app.use('/api/*', compress());
  composeApi(app, ground);
  servePublicLogs(app, { sql: ground.sql, folder: ground.logFolder });
  app.get('*', (c) => pages.answer(c.req.path, c.req.raw.headers));
  return app;
}

async function listen(server: Server, { host, port, proxies }: ServerSettings): Promise<number> {
  server.maxConnections = MOST_CONNECTIONS;
  if (proxies === 0) shareConnections(server, MOST_OF_ONE_ADDRESS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(describe(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Listen: the server has no port');
  return address.port;
}

function describe(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Refusal(
        `Listen on port ${port}: another program uses it. Stop that one, or choose another port, such as PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new Refusal(`Listen on port ${port}: not allowed. Choose a port above 1023, such as PORT=8391.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal(`Listen at ${host}: this machine has no such address. Set HOST to 127.0.0.1 or 0.0.0.0.`);
    default:
      return error;
  }
}

/** The names of a machine for itself, and the address where others reach it. */
function ownOrigins(host: string, port: number): Origins {
  const isOwn = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
  const name = isIP(host) === 6 ? `[${host}]` : host;
  const others = isOwn ? [] : [`http://${name}:${port}`];
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`, ...others];
}

async function closeServer(server: Server, patienceMs: number): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(impatience);
}
