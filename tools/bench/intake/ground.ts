import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { addressConnector } from '../../../src/platform/db/connect.ts';
import type { Address } from '../../../src/platform/db/embedded/hold-lock.ts';
import { startEmbedded } from '../../../src/platform/db/embedded/start-embedded.ts';
import { processesBelow } from '../../../test/support/processes.ts';
import { type ServedFolder, type ServingProgram, servedFolder } from '../../../test/support/restarting-server.ts';
import { formatWorkbook } from './checklist.ts';
import { fillMission } from './fill-mission.ts';

/** A server with one mission that takes reports, in a folder of its own. */
export interface Ground {
  readonly folder: ServedFolder;
  readonly serving: ServingProgram;
  readonly port: number;
  /** Path of the device's address. */
  readonly path: string;
  /** How the database is reached by the login that owns all of it. */
  readonly address: Address;
  readonly owner: Sql;
  /** A key that reads reports. */
  readonly key: string;
  close(): Promise<void>;
}

/** The mission of every ground. */
export const SLUG = 'coast';

/** As the unit of systemd and the container file have it. */
const AS_INSTALLED = { MALLOC_ARENA_MAX: '2', NODE_OPTIONS: '--max-semi-space-size=4' };

/**
 * Starts a server whose mission holds so many reports already, and waits until their log is signed.
 *
 * @param fill puts more into the database before the server runs.
 */
export async function openGround(stored: number, fill: (sql: Sql) => Promise<void> = async () => {}): Promise<Ground> {
  const folder = servedFolder({ LOG_LEVEL: 'error', ...AS_INSTALLED });
  await folder.run('mission', 'create', SLUG, '--name-en', 'Coast');
  const workbook = join(folder.dataFolder, 'checklist.md');
  writeFileSync(workbook, formatWorkbook());
  await folder.run('form', 'publish', workbook, '--mission', SLUG);
  const added = await folder.run('device', 'add', 'Phone', '--mission', SLUG, '--json');
  const path = new URL((JSON.parse(added) as { openRosaUrl: string }).openRosaUrl).pathname;
  const key = await prepare(folder.dataFolder, { stored, fill });
  const serving = await folder.serve();
  const address = addressIn(folder.dataFolder);
  const owner = addressConnector(address).owner();
  await untilSigned(serving, stored);
  const close = async () => {
    await owner.end();
    await folder.remove();
  };
  return { folder, serving, port: Number(new URL(serving.url).port), path, address, owner, key, close };
}

/** Makes a key and fills the mission while no server runs, which would read and log what it finds. */
async function prepare(
  dataFolder: string,
  { stored, fill }: { readonly stored: number; readonly fill: (sql: Sql) => Promise<void> },
): Promise<string> {
  const started = await startEmbedded({ dataFolder, purpose: 'bench', say: () => {} });
  if (!('stop' in started)) throw new Error(`Fill ${dataFolder}: process ${started.pid} uses it`);
  const connector = addressConnector(started.address);
  const [owner, sql] = [connector.owner(), connector.app()];
  const key = await makeKey(owner);
  if (stored > 0) await fillMission(owner, SLUG, stored);
  await fill(sql);
  await owner`vacuum analyze`;
  await Promise.all([owner.end(), sql.end()]);
  await started.stop();
  return key;
}

function addressIn(dataFolder: string): Address {
  return JSON.parse(readFileSync(join(dataFolder, 'postgres/server.lock'), 'utf8')).address;
}

async function makeKey(sql: Sql): Promise<string> {
  const key = `scr_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest();
  await sql`
    insert into api_key (id, mission_id, name, key_hash, start, scopes, creator_id, creator_name, created_at)
    select ${randomUUID()}, id, 'bench', ${hash}, ${key.slice(0, 8)}, '{reports:read}', ${randomUUID()}, 'bench', now()
    from mission where slug = ${SLUG}`;
  return key;
}

async function untilSigned(serving: ServingProgram, size: number): Promise<void> {
  for (let signed = 0; signed < size; ) {
    const reply = await fetch(`${serving.url}/log/${SLUG}/checkpoint`);
    signed = reply.ok ? Number((await reply.text()).split('\n')[1]) : 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Resolves when the server and all below it have done next to nothing for a second. */
export async function untilIdle({ serving }: Ground): Promise<void> {
  for (let busy = 1; busy > 0.1; ) {
    const before = ticksOf(serving.pid);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    busy = (ticksOf(serving.pid) - before) / 100;
  }
}

function ticksOf(pid: number): number {
  return [pid, ...processesBelow(pid).map((entry) => entry.pid)].reduce((sum, each) => sum + ticks(each), 0);
}

function ticks(pid: number): number {
  const stat = readProc(`${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** Memory in MB that server, signer and database hold, what they share counted once (PSS). */
export function memoryOf({ serving }: Ground): number {
  const pids = [serving.pid, ...processesBelow(serving.pid).map((entry) => entry.pid)];
  return (
    pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readProc(`${pid}/smaps_rollup`))?.[1] ?? 0), 0) / 1_024
  );
}

/** A process may have ended meanwhile. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
