import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Address } from './hold-lock.ts';
import { environment } from './init-cluster.ts';
import type { RunningPostgres, RunOptions } from './run-postgres.ts';

/**
 * The file with the password of the embedded cluster in `home`, made where it is missing: on Windows, Node.js reaches no
 * Unix socket, so that the folder is no guard.
 */
export function ensurePassword(home: string): { file: string; password: string } {
  const file = join(home, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return { file, password: readFileSync(file, 'utf8').trim() };
}

/** An address of this machine that nothing listens at. */
export async function freeAddress(password: string): Promise<Address> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('Find a port: the server has none');
  return { host: address.address, port: address.port, password };
}

/**
 * Starts PostgreSQL by its own `pg_ctl`, which gives up rights that it must not have. There is no guardian on Windows: a
 * PostgreSQL whose program was killed runs on until the next start ends it.
 */
export function runOnWindows(options: RunOptions): RunningPostgres {
  const { cluster, place, address } = options;
  const program = join(options.binaries, 'bin', 'pg_ctl');
  // Without pipes: PostgreSQL would inherit them, and nobody would see them close.
  const control = (args: readonly string[]) =>
    spawnSync(program, [...args, '-w', '-D', cluster], { env: environment(), stdio: 'ignore' });
  const end = () => control(['stop', '-m', 'fast']);
  if (existsSync(join(cluster, 'postmaster.pid'))) end();
  const choices = `-c listen_addresses=${address.host} -c port=${address.port} -c unix_socket_directories= -c timezone=UTC`;
  const log = join(place.home, 'postgres.log');
  const started = control(['start', '-l', log, '-o', choices]);
  if (started.status !== 0) throw new Refusal(`Start PostgreSQL in ${cluster}: it failed; see ${log}.`);
  return {
    ended: new Promise(() => {}),
    stop: async () => {
      end();
    },
  };
}
