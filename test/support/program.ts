import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const PROGRAM = fileURLToPath(new URL('../../bin/scrutineer', import.meta.url));

/** The built program, serving. */
export interface ServingProgram {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  /** The one line that it prints when it is ready. */
  readonly readyLine: string;
}

/** Starts `scrutineer serve`. @throws where it ends before it is ready. */
export async function serveProgram(env: NodeJS.ProcessEnv): Promise<ServingProgram> {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`Start the program: it ended with status ${status}, see above`);
  });
  const [readyLine] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  return { child, readyLine };
}

/** Stops it as a person does at the terminal; nothing where it has ended. */
export async function stopProgram({ child }: Pick<ServingProgram, 'child'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}
