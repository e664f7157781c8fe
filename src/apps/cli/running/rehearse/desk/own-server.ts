import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Refusal } from '../../../../../platform/db/refusal.ts';
import { projectFile } from '../../../project-folder.ts';

/** A server that was started for a rehearsal. */
export interface OwnServer {
  readonly url: string;
  /** The link for its first administrator. */
  readonly link: string;
  stop(): Promise<void>;
  readonly processId: number;
}

/** Starts the program on a folder that holds no server yet. @throws Refusal where it does not start, or has people already. */
export async function startOwnServer(
  dataFolder: string,
  { environment, note }: { readonly environment: NodeJS.ProcessEnv; readonly note: (line: string) => void },
): Promise<OwnServer> {
  const env = { ...environment, DATABASE_URL: '', SCRUTINEER_DATA: dataFolder, PORT: environment.PORT ?? '0' };
  // A group of its own: Ctrl-C at the terminal is meant for the rehearsal, which ends the server when it has ended itself.
  const child = spawn(process.execPath, [projectFile('bin/scrutineer'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  createInterface({ input: child.stderr }).on('line', (line) => note(`server: ${line}`));
  const line = await readyLine(child);
  const [url, link] = [/https?:\/\/[^\s/]+/.exec(line)?.[0], /works once: (\S+)/.exec(line)?.[1]];
  const stop = () => end(child);
  if (url === undefined || link === undefined) {
    await stop();
    throw new Refusal(
      `Start a server for the rehearsal: ${dataFolder} holds one with people. Wanted: an empty folder.`,
    );
  }
  return { url, link, stop, processId: child.pid ?? 0 };
}

async function readyLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const failed = once(child, 'exit').then(([status]) => {
    throw new Refusal(`Start a server for the rehearsal: it ended with status ${status}, see above.`);
  });
  const [line] = await Promise.race([once(lines, 'line'), failed]);
  return line as string;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
}
