import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type ChromiumProgram, findChromium } from './find-chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: ChromiumProgram;
  }
}

/** Builds the program and unpacks the browser once, before the files that use both. */
export function setup(project: TestProject): void {
  const build = fileURLToPath(new URL('../../bin/build.mjs', import.meta.url));
  execFileSync(process.execPath, [build], { stdio: ['ignore', 'ignore', 'inherit'] });
  project.provide('chromium', findChromium());
}
