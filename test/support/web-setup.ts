import { execFileSync } from 'node:child_process';
import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type ChromiumProgram, findChromium } from './find-chromium.ts';
import { serveProgram, stopProgram } from './program.ts';
import { temporaryFolder } from './temporary-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: ChromiumProgram;
    /** The data folder of a program that was started once and has ended, to be copied; null: each begins with none. */
    startedFolder: string | null;
  }
}

/** Builds the program, starts it once and unpacks the browser, before the files that use all of it. */
export async function setup(project: TestProject): Promise<() => void> {
  const build = fileURLToPath(new URL('../../bin/build.mjs', import.meta.url));
  execFileSync(process.execPath, [build], { stdio: ['ignore', 'ignore', 'inherit'] });
  project.provide('chromium', findChromium());
  const folder = temporaryFolder('started');
  await startOnce(folder);
  // As root, the database may lie where its user can reach it: a copy of the folder would share it.
  const isWhole = !lstatSync(join(folder, 'postgres')).isSymbolicLink();
  project.provide('startedFolder', isWhole ? folder : null);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Making a database and filling it with the example takes longer than all else that a start does. */
async function startOnce(folder: string): Promise<void> {
  await stopProgram(await serveProgram({ ...process.env, DATABASE_URL: '', PORT: '0', SCRUTINEER_DATA: folder }));
}
