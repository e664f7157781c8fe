import { Agent, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Sql } from 'postgres';

/** A request as one of a test makes it. */
export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of one endpoint, one after the other. */
export interface AskedInTurn {
  /** As its route is written: `/api/missions/:mission/reports`. */
  readonly line: string;
  /** Whoever may read the mission. */
  readonly own: Asked;
  /** Whether that must be answered with something of the mission: a reply that never tells anything proves nothing. */
  readonly tells: boolean;
  /** The same without saying who asks, and with what opens another mission only. */
  readonly others: readonly Asked[];
}

/** What is to be found of a mission in replies and nowhere else. */
export interface Told {
  readonly word: string;
  /** Endpoints whose replies are numbers, or packed, so that the word does not stand in them: they are compared. */
  readonly wordless: readonly string[];
}

/** An app at an address, and one connection of HTTP to it that is kept. */
export interface KeptConnection {
  ask(asked: Asked): Promise<{ readonly status: number; readonly body: Buffer }>;
  /** How many connections were opened. */
  readonly opened: () => number;
  close(): Promise<void>;
}

/** Serves `app`, and keeps one connection to it. */
export async function keepConnection(app: Hono): Promise<KeptConnection> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  let opened = 0;
  server.on('connection', () => {
    opened += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async ({ path, headers }: Asked) => {
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ agent, host: '127.0.0.1', port, path, headers }, resolve).on('error', reject).end();
    });
    const parts: Buffer[] = [];
    for await (const part of reply) parts.push(part);
    return { status: reply.statusCode ?? 0, body: Buffer.concat(parts) };
  };
  const close = async () => {
    agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ask, opened: () => opened, close };
}

/**
 * Asks each endpoint as whoever may read a mission, then as whoever may not, over one connection of HTTP and one of the
 * database, and returns what the first told of the mission to the others, or left on the connection.
 */
export async function findKeptContext(
  kept: Pick<KeptConnection, 'ask'>,
  connection: WatchedConnection,
  { asks, told }: { readonly asks: readonly AskedInTurn[]; readonly told: Told },
): Promise<string[]> {
  const findings: string[] = [];
  for (const { line, own, tells, others } of asks) {
    const first = await kept.ask(own);
    const isOk = first.status === 200 && first.body.length > 0;
    const isTold = first.body.includes(told.word) || (isOk && told.wordless.includes(line));
    if (tells && !isTold) findings.push(`${line}: told nothing (${first.status})`);
    findings.push(...(await connection.findLeft()).map((left) => `${line}: left ${left}`));
    for (const [at, other] of others.entries()) {
      const reply = await kept.ask(other);
      const isSame = tells && reply.status === 200 && reply.body.equals(first.body);
      if (isSame || reply.body.includes(told.word)) findings.push(`${line}: told other ${at}`);
      findings.push(...(await connection.findLeft()).map((left) => `${line}: left ${left} after other ${at}`));
    }
  }
  return findings;
}

/** The one connection of a pool, looked at between requests. */
export interface WatchedConnection {
  /** What stays on it now that did not stay there at first: settings, a role, tables, locks, a transaction. */
  findLeft(): Promise<string[]>;
}

type State = Readonly<Record<string, unknown>>;

/** Watches the only connection of `sql`. Settings of one's own are known by name alone: they are read off what is run. */
export async function watchConnection(sql: Sql): Promise<WatchedConnection> {
  const named = new Set<string>();
  const options = sql.options as unknown as { debug: (connection: number, text: string, given: unknown[]) => void };
  options.debug = (_, text, given) => {
    for (const part of [text, ...given]) {
      for (const [name] of String(part).matchAll(/\b[a-z_]\w*\.[a-z_]\w*\b/gi)) named.add(name.toLowerCase());
    }
  };
  let before = await stateOf(sql, []);
  return {
    findLeft: async () => {
      const now = await stateOf(sql, [...named]);
      const left = Object.keys({ ...before, ...now }).filter((name) => (before[name] ?? null) !== (now[name] ?? null));
      before = now;
      return left;
    },
  };
}

/** As one message: with more of them, a statement begins later than its own transaction. */
const STATE = `
  select json_build_object(
    'connection', pg_backend_pid(), 'role', current_user, 'login', session_user,
    'transaction', now() <> statement_timestamp(),
    'tables', (select count(*) from pg_class where relnamespace = pg_my_temp_schema()),
    'locks', (select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'),
    'cursors', (select count(*) from pg_cursors where is_holdable),
    'channels', (select count(*) from pg_listening_channels())
  ) as state`;

async function stateOf(sql: Sql, named: readonly string[]): Promise<State> {
  const [row] = await sql.unsafe<{ state: State }[]>(STATE);
  const settings = await sql<{ name: string; value: string | null }[]>`
    select name, setting as value from pg_settings where source = 'session'
    union all select name, nullif(current_setting(name, true), '')
    from unnest(${named as string[]}::text[]) as name`;
  return { ...row?.state, ...Object.fromEntries(settings.map(({ name, value }) => [`setting ${name}`, value])) };
}
