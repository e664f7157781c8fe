import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import type { Address } from './hold-lock.ts';
import { commandOf, isAlive } from './process-identity.ts';
import { postmasterLines } from './run-postgres.ts';

const GUARDIAN_DELAY_MS = 2_000;
/**
 * A fast shutdown finishes its checkpoint; PostgreSQL can miss the order while it recovers, as after a full disk. Then the
 * immediate one: the next start recovers from the log, and nothing that was acknowledged is lost.
 */
const ORDERS = [
  { signal: 'SIGINT', limitMs: 60_000 },
  { signal: 'SIGQUIT', limitMs: 15_000 },
] as const;

/**
 * Sees to it that no PostgreSQL runs on a cluster any more whose server went without a word: one that is shutting down is
 * waited for, one that was left alone is told to, and a lock file whose process is gone is removed.
 */
export async function settleFormer(cluster: string, formerAddress: Address | null): Promise<void> {
  const pid = Number(postmasterLines(cluster)[0]);
  if (Number.isInteger(pid) && pid > 0) {
    if (isPostgresOf(pid, cluster)) await untilGone(pid, cluster);
    // After a restart of the machine the number may belong to any process; PostgreSQL would take it for its own.
    if (!isPostgresOf(pid, cluster)) await removeStale(cluster, formerAddress);
  }
}

/** Whether that process is a PostgreSQL that works on `cluster`. */
function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(cluster);
}

async function untilGone(pid: number, cluster: string): Promise<void> {
  const wait = async (limitMs: number) => {
    for (let waitedMs = 0; waitedMs < limitMs && isPostgresOf(pid, cluster); waitedMs += 20) await pause(20);
  };
  await wait(GUARDIAN_DELAY_MS);
  for (const { signal, limitMs } of ORDERS) {
    if (!isPostgresOf(pid, cluster)) return;
    process.kill(pid, signal);
    await wait(limitMs);
  }
  if (!isPostgresOf(pid, cluster)) return;
  throw new Refusal(
    `Open the database in ${cluster}: process ${pid} of an earlier start does not end. End it by hand.`,
  );
}

async function removeStale(cluster: string, formerAddress: Address | null): Promise<void> {
  if (formerAddress !== null && (await answers(formerAddress))) {
    throw new Refusal(
      `Open the database in ${cluster}: a server that cannot be seen from here uses it, perhaps in another container. Stop that one first.`,
    );
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** Whether something accepts connections on the socket; a socket works across containers, process numbers do not. */
function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(address.host, `.s.PGSQL.${address.port}`));
    const settle = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
