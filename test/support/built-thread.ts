import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the script of a thread before the tests of a file, and removes it after them. @returns where it will be. */
export function builtThread(entry: string): string {
  // Within the project, so that packages are found.
  const file = join(ROOT, 'node_modules/.cache', `${basename(entry, '.ts')}-${process.pid}.mjs`);
  beforeAll(async () => {
    const format = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' } as const;
    await build({ entryPoints: [join(ROOT, entry)], outfile: file, ...format, logLevel: 'warning' });
  });
  afterAll(() => rmSync(file, { force: true }));
  return file;
}
