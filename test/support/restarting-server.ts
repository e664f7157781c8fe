import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { killAll, processesBelow } from './processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The built program on a data folder that outlives it. */
export interface ServedFolder {
  readonly dataFolder: string;
  /** A PostgreSQL server of somebody's own; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Runs another command of the program on the folder, and gives what it printed. Fails where it does. */
  run(...args: readonly string[]): Promise<string>;
  /** Starts `scrutineer serve`, and waits for its line. Fails with what it said where it ends before. */
  serve(): Promise<ServingProgram>;
  /** Ends what runs still, and removes the folder with its database. */
  remove(): Promise<void>;
}

/** The program, serving. */
export interface ServingProgram {
  readonly pid: number;
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  /** What it has said on standard error. */
  readonly notes: () => string;
  /** Its processes that run now. */
  pids(): { readonly signer: number[]; readonly postgres: number[] };
  /** Resolves when it has ended, with its status; null: it was killed. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
}

/** Tests and measurements begin in the folder of the project, and the latter run as a bundle that lies elsewhere. */
const PROGRAM = resolve('bin/scrutineer');

/** A fresh data folder for the built program. */
export function servedFolder(settings: Readonly<Record<string, string>> = {}): ServedFolder {
  const dataFolder = temporaryFolder('crash');
  const environment = { ...process.env, DATABASE_URL: '', PORT: '0', SCRUTINEER_DATA: dataFolder, ...settings };
  const started: ServingProgram[] = [];
  return {
    dataFolder,
    databaseUrl: settings.DATABASE_URL ?? null,
    run: (...args) => run(args, environment),
    serve: async () => {
      const serving = await serve(environment, dataFolder);
      started.push(serving);
      return serving;
    },
    remove: async () => {
      for (const program of started) await program.stop();
      const link = join(dataFolder, 'postgres');
      const isElsewhere = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true;
      if (isElsewhere && existsSync(link)) rmSync(realpathSync(link), { recursive: true, force: true });
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, notes] = [collect(child.stdout), collect(child.stderr)];
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`scrutineer ${args.join(' ')}: status ${status}\n${notes()}`);
  return out();
}

async function serve(env: NodeJS.ProcessEnv, dataFolder: string): Promise<ServingProgram> {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const notes = collect(child.stderr);
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then((status) => {
      throw new Error(`scrutineer serve ended with status ${status}\n${notes()}`);
    }),
  ]);
  // Under an address of its own the line does not say at which port it listens.
  const port = env.PORT === '0' ? /https?:\/\/localhost:(\d+)/.exec(line)?.[1] : env.PORT;
  const scheme = env.SCRUTINEER_TLS_CERT === undefined ? 'http' : 'https';
  const pid = child.pid ?? 0;
  const stop = () => endIt(child, ended);
  return { pid, url: `${scheme}://127.0.0.1:${port}`, notes, pids: () => pidsOf(pid, dataFolder), ended, stop };
}

async function endIt(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
  await ended;
}

function pidsOf(pid: number, dataFolder: string): { signer: number[]; postgres: number[] } {
  const signer = processesBelow(pid).filter(({ command }) => command.includes('signer.js'));
  const postmaster = postmasterOf(dataFolder);
  const backends = postmaster === null ? [] : processesBelow(postmaster).map((entry) => entry.pid);
  // The first of them first: it would start the others anew.
  return { signer: signer.map((entry) => entry.pid), postgres: postmaster === null ? [] : [postmaster, ...backends] };
}

function postmasterOf(dataFolder: string): number | null {
  const path = join(dataFolder, 'postgres/cluster/postmaster.pid');
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : null;
}

/** What may be killed of a program that serves. */
export const VICTIMS = ['server', 'postgres', 'signer', 'everything'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Kills a part of a program that serves; what the program cannot live without ends it. */
export async function kill(serving: ServingProgram, victim: Victim): Promise<void> {
  const { signer, postgres } = serving.pids();
  const pids = { server: [serving.pid], postgres, signer, everything: [serving.pid, ...postgres, ...signer] }[victim];
  if (pids.length === 0) throw new Error(`Kill ${victim}: there is none`);
  killAll(pids);
  if (victim !== 'signer') await serving.ended;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: string[] = [];
  stream.setEncoding('utf8').on('data', (part) => parts.push(part));
  return () => parts.join('');
}
