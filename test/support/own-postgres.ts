import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from '../../src/platform/db/embedded/find-binaries.ts';
import { environment, initCluster, OWNER } from '../../src/platform/db/embedded/init-cluster.ts';
import { placeCluster } from '../../src/platform/db/embedded/place-cluster.ts';
import { postmasterLines } from '../../src/platform/db/embedded/run-postgres.ts';
import { runAs } from '../../src/platform/db/embedded/unprivileged.ts';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of somebody's own, which starts and ends apart from the program. */
export interface OwnPostgres {
  /** For DATABASE_URL. */
  readonly url: string;
  /** Ends it as an administrator does, `fast` or `immediate`, and starts it anew. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** Starts a server on a cluster of its own in `folder`, for this machine alone. */
export async function ownPostgres(folder: string): Promise<OwnPostgres> {
  const place = placeCluster(folder, () => {});
  const binaries = findBinaries(folder, place.identity);
  const cluster = initCluster(place, binaries, null);
  const port = await freePort();
  const start = async () => {
    const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(binaries, 'bin/postgres'), ['-D', cluster, ...words], {
      ...runAs(place.identity),
      cwd: place.home,
      env: environment(),
      stdio: 'ignore',
    });
    while (postmasterLines(cluster)[7]?.trim() !== 'ready') {
      if (child.exitCode !== null) throw new Error('Start PostgreSQL: it has ended');
      await pause(5);
    }
    return child;
  };
  let running: ChildProcess = await start();
  const end = async (signal: NodeJS.Signals) => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };
  return {
    url: `postgres://${OWNER.user}@127.0.0.1:${port}/${OWNER.database}`,
    restart: async (how) => {
      await end(SIGNALS[how]);
      running = await start();
    },
    stop: () => end(SIGNALS.fast),
  };
}
