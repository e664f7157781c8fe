import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../refusal.ts';
import { findBinaries } from './find-binaries.ts';
import { type Address, type Holder, type Lock, takeLock } from './hold-lock.ts';
import { initCluster } from './init-cluster.ts';
import { type Place, placeCluster } from './place-cluster.ts';
import { ensurePassword, freeAddress, runOnWindows } from './run-on-windows.ts';
import { type RunningPostgres, type RunOptions, runPostgres } from './run-postgres.ts';
import { settleFormer } from './settle-former.ts';
import { temporaryFolders } from './shared-folder.ts';
import { canEnter, handOver } from './unprivileged.ts';
import { wordEnd } from './word-end.ts';

/** Who starts the embedded PostgreSQL, on what. */
export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** The command that asks, such as `serve`: others are told when they find the folder in use. */
  readonly purpose: string;
  /** Tells the person at the terminal something worth knowing. */
  readonly say: (line: string) => void;
}

/** The embedded PostgreSQL, running. */
export interface Embedded {
  readonly address: Address;
  /** Resolves when PostgreSQL has ended, asked for or not: with why it may have, and what to do then, as a sentence. */
  readonly ended: Promise<string>;
  /** Tells other processes on the same folder that they may work here, once all is ready for that. */
  announce(): void;
  /** Ends it and gives the folder free. */
  stop(): Promise<void>;
}

/** The longest socket path that every system takes is 103 bytes; its file name is `.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

/**
 * Starts PostgreSQL on the data folder, which is made where it is missing; or says who has it running already.
 *
 * @throws Refusal where it cannot start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded | Holder> {
  const dataFolder = resolve(options.dataFolder);
  const place = placeCluster(dataFolder, options.say);
  const lock = takeLock(place.home, options.purpose);
  if (!('release' in lock)) return lock;
  try {
    return await startUnderLock({ ...options, dataFolder }, place, lock);
  } catch (error) {
    lock.giveBack();
    throw error;
  }
}

async function startUnderLock(options: EmbeddedOptions, place: Place, lock: Lock): Promise<Embedded> {
  const binaries = findBinaries(options.dataFolder, place.identity);
  const start = process.platform === 'win32' ? startOnWindows : startOnSocket;
  const { address, running } = await start({ place, binaries, say: options.say }, lock);
  const stop = async () => {
    await running.stop();
    if (address.password === null && address.host !== place.home)
      rmSync(address.host, { recursive: true, force: true });
    lock.release();
  };
  const ended = running.ended.then((said) => wordEnd(place.home, said));
  return { address, ended, announce: () => lock.publish(address), stop };
}

type StartOptions = Pick<RunOptions, 'place' | 'binaries' | 'say'>;
type Started = { address: Address; running: RunningPostgres };

async function startOnSocket(options: StartOptions, lock: Lock): Promise<Started> {
  const cluster = initCluster(options.place, options.binaries, null);
  await settleFormer(cluster, lock.former?.address ?? null);
  const address: Address = { host: socketFolder(options.place), port: 5432, password: null };
  return { address, running: await runPostgres({ ...options, cluster, address }) };
}

async function startOnWindows(options: StartOptions): Promise<Started> {
  const { file, password } = ensurePassword(options.place.home);
  const cluster = initCluster(options.place, options.binaries, file);
  const address = await freeAddress(password);
  return { address, running: runOnWindows({ ...options, cluster, address }) };
}

/** The cluster's own folder, or a short one where the path is too long for a socket. */
function socketFolder(place: Place): string {
  if (Buffer.byteLength(place.home) <= LONGEST_SOCKET_FOLDER) return place.home;
  for (const parent of temporaryFolders()) {
    const folder = mkdtempSync(join(parent, 'scrutineer-'));
    handOver(folder, place.identity);
    if (Buffer.byteLength(folder) <= LONGEST_SOCKET_FOLDER && canEnter(folder, place.identity)) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new Refusal(
    `Start PostgreSQL: the path ${place.home} is too long for a socket, and no temporary folder is shorter.`,
  );
}
