import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import type { Address } from './hold-lock.ts';
import { environment } from './init-cluster.ts';
import type { Place } from './place-cluster.ts';
import { handOver, runAs } from './unprivileged.ts';
import { MAKE_ROOM, wordFullDisk } from './word-end.ts';

/** What is needed to run PostgreSQL on a cluster that exists. */
export interface RunOptions {
  readonly place: Place;
  readonly binaries: string;
  readonly cluster: string;
  readonly address: Address;
  readonly say: (line: string) => void;
}

/** A PostgreSQL server that we started. */
export interface RunningPostgres {
  /** Resolves when it has ended, asked for or not, with the last lines of its log. */
  readonly ended: Promise<string>;
  /** Ends it: present transactions are rolled back, everything acknowledged is on disk. */
  stop(): Promise<void>;
}

const LONGEST_LOG = 5_000_000;

/**
 * Stands between us and PostgreSQL. Its third channel is a pipe that only we hold: when we go, in whichever way, the pipe
 * closes and PostgreSQL gets the order to shut down; a folder that was made for the socket alone goes with it. Being in
 * a session of its own, it hears no Ctrl-C of the terminal.
 */
const GUARDIAN = `
  trap '' HUP INT TERM
  sockets=$1
  shift
  "$@" 3<&- </dev/null &
  postgres=$!
  ( read -r nothing <&3; kill -INT "$postgres" ) &
  watch=$!
  wait "$postgres"
  status=$?
  kill -KILL "$watch" 2>/dev/null
  rmdir "$sockets" 2>/dev/null
  exit "$status"
`;

/** Starts PostgreSQL and waits until it answers. */
export async function runPostgres(options: RunOptions): Promise<RunningPostgres> {
  const { place, binaries, cluster, address } = options;
  const { log, from } = openLog(place);
  const postgres = [join(binaries, 'bin', 'postgres'), '-D', cluster, ...settings(address)];
  const guardian = spawn('/bin/sh', ['-c', GUARDIAN, 'scrutineer-postgres', address.host, ...postgres], {
    ...runAs(place.identity),
    cwd: place.home,
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    guardian.once('exit', () => resolve(lastLines(place, from)));
    guardian.once('error', (error) => resolve(error.message));
  });
  await untilReady(options, guardian, ended);
  return { ended, stop: () => stop(guardian, ended) };
}

function settings(address: Address): string[] {
  const chosen = {
    listen_addresses: '',
    unix_socket_directories: quoted(address.host),
    unix_socket_permissions: '0700',
    port: String(address.port),
    logging_collector: 'off',
    log_line_prefix: '%m ',
    log_timezone: 'UTC',
    timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
    // Server, signer and database together stay below 400 MB; what does not fit in here, the system keeps.
    shared_buffers: '64MB',
    wal_buffers: '8MB',
    // Reports by the thousand would fill the usual gigabyte in a minute, and each checkpoint costs them their pace.
    max_wal_size: '2GB',
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The setting is a list: a path with a comma or a space stands in quotes. */
function quoted(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`;
}

async function untilReady(options: RunOptions, guardian: ChildProcess, ended: Promise<string>): Promise<void> {
  const slow = setTimeout(() => options.say('PostgreSQL is recovering; this can take minutes after a crash.'), 10_000);
  const failed = ended.then((log) => {
    const full = wordFullDisk(options.place.home, log);
    if (full !== null) throw new Refusal(`Start PostgreSQL: ${full}. ${MAKE_ROOM}`);
    throw new Refusal(`Start PostgreSQL in ${options.cluster}: it ended with\n${log}`);
  });
  try {
    await Promise.race([failed, pollReady(options.cluster, guardian)]);
  } finally {
    clearTimeout(slow);
  }
}

/** PostgreSQL says in the eighth line of its lock file that it takes connections. */
async function pollReady(cluster: string, guardian: ChildProcess): Promise<void> {
  while (guardian.exitCode === null && guardian.signalCode === null) {
    if (postmasterLines(cluster)[7]?.trim() === 'ready') return;
    await pause(3);
  }
}

/** The lines of PostgreSQL's own lock file: process number, folder, …; none where it does not run. */
export function postmasterLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function stop(guardian: ChildProcess, ended: Promise<string>): Promise<void> {
  const pipe = guardian.stdio[3];
  if (pipe !== null && pipe !== undefined && 'end' in pipe) pipe.end();
  await ended;
}

function logPath(place: Place): string {
  return join(place.home, 'postgres.log');
}

/** The log, and the byte at which that of this start begins: what was wrong before is wrong no more. */
function openLog(place: Place): { readonly log: number; readonly from: number } {
  const path = logPath(place);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LONGEST_LOG) renameSync(path, `${path}.1`);
  const log = openSync(path, 'a', 0o600);
  handOver(path, place.identity);
  return { log, from: size > LONGEST_LOG ? 0 : size };
}

function lastLines(place: Place, from: number): string {
  return readFileSync(logPath(place)).subarray(from).toString('utf8').trimEnd().split('\n').slice(-8).join('\n');
}
