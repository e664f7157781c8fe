import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, inject } from 'vitest';
import {
  addressConnector,
  type ConnectionTarget,
  type Connector,
  urlConnector,
} from '../../src/platform/db/connect.ts';
import type { Address } from '../../src/platform/db/embedded/hold-lock.ts';

/** The PostgreSQL of a test run: at an address of this machine, or behind a URL. */
export interface TestServer {
  readonly url: string | null;
  readonly address: Address | null;
  /** A database with the whole schema and no rows. */
  readonly template: string;
}

/** A database that belongs to one test file; it goes when the file is done. */
export interface TestDatabase {
  /** As the program sees it: under the role that owns nothing. */
  readonly sql: Sql;
  /** As the login sees it that owns the schema: to bring about what the program never would. One connection. */
  readonly owner: Sql;
  /** Another connection of that kind, which whoever asks for it ends. */
  connectOwner(): Sql;
  /** How a thread opens connections of its own to it. */
  readonly target: ConnectionTarget;
}

/** A database of one's own with the whole schema and no rows: `const { sql } = await testDatabase();` at the top of a file. */
export async function testDatabase(): Promise<TestDatabase> {
  return await createDatabase(`template ${inject('testServer').template}`);
}

/** The same without any schema: for tests of the migrations themselves. */
export async function emptyTestDatabase(): Promise<TestDatabase> {
  return await createDatabase(`template template0 encoding 'UTF8'`);
}

/** Connections to a database of the test server, or to the one that its login begins with. */
export function connectTo(server: TestServer, database: string | null): Connector {
  if (server.address !== null) return addressConnector(server.address, database ?? undefined);
  const url = new URL(server.url ?? '');
  if (database !== null) url.pathname = `/${database}`;
  return urlConnector(url.href);
}

/** A name that no other run has, on a server that several may share. */
export function databaseName(purpose: string): string {
  return `scrutineer_${purpose}_${randomBytes(6).toString('hex')}`;
}

async function createDatabase(source: string): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = databaseName('test');
  await command(server, `create database ${name} ${source}`);
  const connector = connectTo(server, name);
  const [sql, owner] = [connector.app(), connector.owner()];
  afterAll(async () => {
    await Promise.all([sql.end({ timeout: 5 }), owner.end({ timeout: 5 })]);
    await command(server, `drop database ${name} with (force)`);
  });
  return { sql, owner, connectOwner: connector.owner, target: connector.target };
}

async function command(server: TestServer, text: string): Promise<void> {
  const sql = connectTo(server, null).owner();
  try {
    await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}
