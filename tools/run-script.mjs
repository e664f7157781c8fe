// Runs a TypeScript file of this project: node tools/run-script.mjs tools/write-schemas.ts [arguments]
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const [script = '', ...rest] = argv.slice(2);
// Within the project, so that packages and files beside the sources are found.
mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(ROOT, 'node_modules/.cache/run-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: { script: resolve(script) },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
cpSync(join(ROOT, 'src/platform/db/migrations'), join(folder, 'migrations'), { recursive: true });
process.argv = [process.argv[0] ?? '', resolve(script), ...rest];
await import(pathToFileURL(join(folder, 'script.mjs')).href);
