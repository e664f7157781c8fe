import { rmSync } from 'node:fs';
import type { Sql } from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { ensureLogin } from '../../src/platform/db/roles.ts';
import { connectTo, databaseName, type TestServer } from './postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

let finish: () => Promise<void> = async () => {};

/** One PostgreSQL for the whole run: the embedded one in a fresh folder, or the one of DATABASE_URL. */
export async function setup(project: TestProject): Promise<void> {
  const { server, stop } = await startServer();
  finish = stop;
  const template = databaseName('template');
  await withDatabase(server, null, async (sql) => {
    await sql.unsafe(`create database ${template} template template0 encoding 'UTF8'`);
  });
  finish = async () => {
    await withDatabase(server, null, async (sql) => {
      await sql.unsafe(`drop database ${template} with (force)`);
    });
    await stop();
  };
  await withDatabase(server, template, async (sql) => {
    await migrate(sql);
    if (server.url === null) await ensureLogin(sql, null);
  });
  project.provide('testServer', { ...server, template });
}

/** Leaves nothing behind. */
export async function teardown(): Promise<void> {
  await finish();
}

async function startServer(): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url) return { server: { url, address: null, template: '' }, stop: async () => {} };
  const dataFolder = temporaryFolder('test');
  const started = await startEmbedded({ dataFolder, purpose: 'test', say: () => {} });
  if (!('stop' in started)) throw new Error(`Start the test database: process ${started.pid} has a fresh folder`);
  const stop = async () => {
    await started.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { server: { url: null, address: started.address, template: '' }, stop };
}

async function withDatabase(
  server: TestServer,
  database: string | null,
  work: (sql: Sql) => Promise<void>,
): Promise<void> {
  const sql = connectTo(server, database).owner();
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
