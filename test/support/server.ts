import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, inject } from 'vitest';
import { PROGRAM, type ServingProgram, serveProgram, stopProgram } from './program.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The built program, serving from a data folder of its own at a free port. */
export interface TestServer {
  /** `http://localhost:41234` */
  readonly url: string;
  /** The one line that it prints when it is ready. */
  readonly readyLine: string;
  readonly dataFolder: string;
  /** Runs another command of the program on the same data folder. */
  run(args: readonly string[]): Promise<Finished>;
  /** Begins another command, which then is killed. */
  begin(args: readonly string[]): { kill(): Promise<void> };
}

/** A command that has ended. */
export interface Finished {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The program, serving. */
interface Program extends ServingProgram {
  readonly url: string;
}

/**
 * Starts the built program for this test file; it stops, and its data go, when the file is done. Where the tests have a
 * folder of a program that was started before (those of the browser do), it begins with a copy of that.
 */
export async function testServer(settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataFolder = temporaryFolder('e2e');
  const environment = { ...process.env, DATABASE_URL: '', PORT: '0', SCRUTINEER_DATA: dataFolder, ...settings };
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
  const startedFolder = inject('startedFolder');
  // Of another command, because the database belongs to a user of its own where root runs the tests.
  if (startedFolder) execFileSync('cp', ['-a', '--reflink=auto', `${startedFolder}/.`, dataFolder]);
  const { url, readyLine } = await startProgram(environment);
  return {
    url,
    readyLine,
    dataFolder,
    run: (args) => runProgram(args, environment),
    begin: (args) => beginProgram(args, environment),
  };
}

/** Starts `scrutineer serve`; it is stopped when the test file is done, where it runs still. */
export async function startProgram(environment: NodeJS.ProcessEnv): Promise<Program> {
  const { child, readyLine } = await serveProgram(environment);
  afterAll(() => stopProgram({ child }));
  const url = /https?:\/\/\S+/.exec(readyLine)?.[0];
  if (url === undefined) throw new Error(`Start the program: no address in "${readyLine}"`);
  return { child, url, readyLine };
}

/** Runs `scrutineer` with `args` to its end. */
export async function runProgram(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Finished> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = [collect(child.stdout), collect(child.stderr)];
  const [status] = await once(child, 'close');
  return { status, out: out.join(''), errors: errors.join('') };
}

function beginProgram(args: readonly string[], env: NodeJS.ProcessEnv): { kill(): Promise<void> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function collect(stream: NodeJS.ReadableStream): string[] {
  const parts: string[] = [];
  stream.setEncoding('utf8').on('data', (part) => parts.push(part));
  return parts;
}
