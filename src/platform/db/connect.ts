import { existsSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres, { type Options, type Sql } from 'postgres';
import { checkServer, requireDurable } from './check-server.ts';
import { type Address, findHolder, type Holder } from './embedded/hold-lock.ts';
import { OWNER } from './embedded/init-cluster.ts';
import { findCluster } from './embedded/place-cluster.ts';
import { isRunning } from './embedded/process-identity.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded/start-embedded.ts';
import { refusalWhereFull } from './embedded/word-end.ts';
import { migrate, requireCurrent, requireUpgraded } from './migrate.ts';
import { Refusal } from './refusal.ts';
import { APP_LOGIN, APP_ROLE, ensureLogin } from './roles.ts';
import { TIME_LIMITS } from './time-limits.ts';

/** Which database to open, and how. */
export interface OpenOptions extends EmbeddedOptions {
  /** A PostgreSQL server of one's own, instead of the embedded one in the data folder. */
  readonly databaseUrl: string | null;
  /** `alone`: refused while another process has the data folder; `join`: works through that process's server. */
  readonly sharing: 'alone' | 'join';
  /**
   * `newest`, where not given: brought up to date by whoever has it alone, where others refuse what an older version wrote;
   * `as-it-is`: left as the version that wrote it left it.
   */
  readonly schema?: 'newest' | 'as-it-is';
}

/** A database that is ready for work: up to date, durable, and seen through a role that owns nothing. */
export interface Database {
  readonly sql: Sql;
  /** How a thread opens connections of its own to it, with `connectApp`. */
  readonly target: ConnectionTarget;
  /** One connection as the login that owns the schema, which whoever asks for it ends: for backups and upgrades. */
  owner(): Sql;
  /** Where it is, in words for a person. */
  readonly place: string;
  /** Resolves, with a sentence that says why and what to do, when the embedded PostgreSQL has ended; never where it is not ours. */
  readonly ended: Promise<string>;
  /** Waits for running queries, closes the connections, and stops PostgreSQL where we started it. */
  close(): Promise<void>;
}

/** How connections are made: as the login that owns the schema, or as the role of the program. */
export interface Connector {
  readonly target: ConnectionTarget;
  owner(): Sql;
  app(): Sql;
}

/** Where a database is, as it can be told to a thread; a secret. */
export type ConnectionTarget =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'address'; readonly address: Address; readonly database: string };

const POOL_SIZE = 10;
const CLOSE_SECONDS = 5;
const ANSWER_MS = 30_000;
const ENDING_MS = 2_000;

/** Opens the database, starting and preparing it as needed. @throws Refusal with the reason, for the terminal. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  requireFinished(options.dataFolder);
  if (options.databaseUrl !== null) return await openRemote(options, options.databaseUrl);
  const started = await start(options);
  if (!('stop' in started)) return await join(options, started);
  const connector = addressConnector(started.address);
  // What waits for an answer does not learn in every case that PostgreSQL has ended: on a disk that fills, it would for ever.
  const ended = started.ended.then((why) => {
    throw new Refusal(`Open the database in ${options.dataFolder}: ${why}`);
  });
  try {
    const database = await Promise.race([openStarted(connector, { started, options }), ended]);
    started.announce();
    return database;
  } catch (error) {
    await started.stop();
    throw refusalWhereFull(options.dataFolder, error);
  }
}

async function openStarted(
  connector: Connector,
  { started, options }: { readonly started: Embedded; readonly options: OpenOptions },
): Promise<Database> {
  await asOwner(connector, async (sql) => {
    await prepare(sql, options);
    await ensureLogin(sql, started.address.password);
  });
  return await open(connector, { ...started, place: options.dataFolder });
}

/** Whoever stopped a server and starts it again at once finds the old one ending: that is waited for. */
async function start(options: OpenOptions): Promise<Embedded | Holder> {
  let found = await startEmbedded(options);
  for (let waitedMs = 0; !('stop' in found) && options.sharing === 'alone' && waitedMs < ENDING_MS; waitedMs += 50) {
    await pause(50);
    found = await startEmbedded(options);
  }
  return found;
}

/** In a data folder as long as a backup is being put back into it. */
export const UNFINISHED = 'restore-unfinished';

function requireFinished(dataFolder: string): void {
  if (!existsSync(joinPath(dataFolder, UNFINISHED))) return;
  throw new Refusal(
    `Open the database in ${dataFolder}: a backup was being put back there and was broken off. Remove the folder, and restore once more.`,
  );
}

async function openRemote(options: OpenOptions, url: string): Promise<Database> {
  const [connector, place] = [urlConnector(url), placeOf(url)];
  try {
    await asOwner(connector, async (sql) => {
      await requireAnswer(sql);
      await prepare(sql, options);
    });
    return await open(connector, { place, ended: never(), stop: async () => {} });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`Open the database at ${place} (DATABASE_URL): ${(error as Error).message}.`);
  }
}

/** Connections to a PostgreSQL at an address of this machine. */
export function addressConnector(address: Address, database: string = OWNER.database): Connector {
  return connectorOf({ kind: 'address', address, database });
}

/** Connections to the server of a URL, `postgres://login:password@host:port/database`. */
export function urlConnector(url: string): Connector {
  return connectorOf({ kind: 'url', url });
}

function connectorOf(target: ConnectionTarget): Connector {
  return {
    target,
    owner: () => connect(target, { user: OWNER.user, options: ownerOptions() }),
    app: () => connectApp(target, POOL_SIZE),
  };
}

/** At most so many connections to a database that is open already, under the role of the program. */
export function connectApp(target: ConnectionTarget, max: number): Sql {
  return connect(target, { user: APP_LOGIN, options: { ...appOptions(), max } });
}

/** `user` stands for itself at an address of this machine; a URL has its own. */
function connect(
  target: ConnectionTarget,
  { user, options }: { readonly user: string; readonly options: Options<Record<string, never>> },
): Sql {
  if (target.kind === 'url') return postgres(target.url, options);
  const { host, port, password } = target.address;
  return postgres({
    host,
    port,
    database: target.database,
    user,
    ...(password === null ? {} : { password }),
    ...options,
  });
}

function ownerOptions(): Options<Record<string, never>> {
  return { max: 1, fetch_types: false, onnotice: () => {}, connection: { application_name: 'scrutineer owner' } };
}

function appOptions(): Options<Record<string, never>> {
  const connection = {
    application_name: 'scrutineer',
    role: APP_ROLE,
    TimeZone: 'UTC',
    // A plan that was kept from when a table was empty reads all of it for every batch once it has grown.
    plan_cache_mode: 'force_custom_plan',
    ...TIME_LIMITS,
  };
  return { max: POOL_SIZE, onnotice: () => {}, backoff: secondsBetweenAttempts, connection };
}

/** A database that is back is found within a second, where the driver by itself would wait for up to twenty. */
function secondsBetweenAttempts(attempts: number): number {
  return Math.min(0.05 * 2 ** attempts, 1);
}

interface Server {
  readonly place: string;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Among several hosts, connecting goes on for ever where none of them answers. */
async function requireAnswer(sql: Sql): Promise<void> {
  const silence = pause(ANSWER_MS, null, { ref: false }).then(() => {
    throw new Error(`no answer within ${ANSWER_MS / 1000} seconds`);
  });
  await Promise.race([sql`select 1`, silence]);
}

async function prepare(sql: Sql, { schema = 'newest', sharing, say }: OpenOptions): Promise<void> {
  await checkServer(sql);
  if (schema === 'as-it-is') return;
  // Commands that work beside a server are no upgrade: they take no backup.
  if (sharing === 'join') await requireUpgraded(sql);
  const { from, applied } = await migrate(sql);
  const [first, last] = [applied[0], applied.at(-1)];
  if (from > 0 && first !== undefined) say(`The database was brought up to date: ${first} to ${last}.`);
}

/** Works on one connection as the owner of the schema. */
async function asOwner(connector: Connector, work: (sql: Sql) => Promise<void>): Promise<void> {
  const owner = connector.owner();
  try {
    await work(owner);
  } finally {
    await owner.end({ timeout: CLOSE_SECONDS });
  }
}

async function open(connector: Connector, server: Server): Promise<Database> {
  const sql = connector.app();
  try {
    await requireAppRole(sql);
    await requireDurable(sql);
  } catch (error) {
    await sql.end({ timeout: CLOSE_SECONDS });
    throw error;
  }
  const close = async () => {
    await sql.end({ timeout: CLOSE_SECONDS });
    await server.stop();
  };
  const { target, owner } = connector;
  return { sql, target, owner, place: server.place, ended: server.ended, close };
}

async function requireAppRole(sql: Sql): Promise<void> {
  const [found] = await sql<{ role: string }[]>`select current_user as role`;
  if (found?.role === APP_ROLE) return;
  throw new Refusal(
    `Open the database: connections act as ${found?.role}, not as ${APP_ROLE}. Remove \`role\` from DATABASE_URL.`,
  );
}

async function join(options: OpenOptions, holder: Holder): Promise<Database> {
  const who = `process ${holder.pid} (${holder.purpose})`;
  if (options.sharing === 'alone') {
    throw new Refusal(
      `Open the database in ${options.dataFolder}: ${who} uses it. Stop that one, or set SCRUTINEER_DATA to another folder.`,
    );
  }
  const address = holder.address ?? (await untilReady(options.dataFolder, holder));
  if (address === null)
    throw new Refusal(`Open the database in ${options.dataFolder}: ${who} ended while it started. Try again.`);
  const connector = addressConnector(address);
  try {
    if (options.schema !== 'as-it-is') await asOwner(connector, requireCurrent);
    return await open(connector, { place: options.dataFolder, ended: never(), stop: async () => {} });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `Open the database in ${options.dataFolder}, which ${who} uses: ${(error as Error).message}. Try again.`,
    );
  }
}

/** The address, once the process that is starting has published it; null where it ends before. */
async function untilReady(dataFolder: string, holder: Holder): Promise<Address | null> {
  const home = findCluster(dataFolder)?.home;
  while (home !== undefined && isRunning(holder)) {
    const address = findHolder(home)?.address;
    if (address) return address;
    await pause(20);
  }
  return null;
}

function never(): Promise<string> {
  return new Promise(() => {});
}

/** Hosts and database of a URL, without login, password and options. */
function placeOf(databaseUrl: string): string {
  return databaseUrl.replace(/^postgres(ql)?:\/\/([^/]*@)?/, '').replace(/\?.*$/, '');
}
