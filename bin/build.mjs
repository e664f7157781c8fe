import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { canWrite } from './can-write.mjs';
import { mendDriver } from './mend-driver.mjs';
import { Obstacle } from './obstacle.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the result depends on beside the sources. */
const INGREDIENTS = [
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
  'bin/build.mjs',
  'bin/compress.mjs',
  'bin/mend-driver.mjs',
];

/** Packages go into the build, for one large file is read sooner than a thousand small ones; but not these. */
const NOT_BUNDLED = ['@myriaddreamin/typst-ts-node-compiler', '@node-rs/argon2', 'pino'];

/** Older packages still call `require`, which a module has to be given. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** An older build may still be read by a server that runs. */
const BUILDS_KEPT = 3;

/** Ends the process that esbuild works in, which would stay as long as ours. */
let endBuilder = async () => {};

/**
 * Builds the program where its sources have changed. Every state of the sources has a folder of its own, named by their
 * hash, which appears whole or not at all: so nothing is ever changed under a program that runs.
 *
 * @param {{ pages: boolean, root?: string }} options pages: the web pages, too
 * @returns {Promise<string>} the folder with `server/cli.js` and, where asked for, `web/`
 */
export async function buildProgram({ pages, root = ROOT }) {
  const { folder, missing } = findBuild({ pages, root });
  if (missing.length === 0) return folder;
  requireWritable(root);
  await Promise.all(missing.map((part) => publish(folder, part, (draft) => BUILDERS[part](root, draft))));
  removeOld(dirname(folder), folder);
  return folder;
}

/**
 * The same in a process of its own, where something is to be built: what that takes of memory, a program that runs for weeks
 * would keep.
 *
 * @returns {Promise<string | null>} null: it failed, and has said why
 */
export async function buildBeside({ pages, root = ROOT }) {
  const { folder, missing } = findBuild({ pages, root });
  if (missing.length === 0) return folder;
  const asked = [join(root, 'bin/build.mjs'), ...(pages ? [] : [WITHOUT_PAGES])];
  const child = spawn(process.execPath, asked, { stdio: ['ignore', 'ignore', 'inherit'] });
  const status = await new Promise((resolve) => child.once('exit', resolve));
  return status === 0 ? folder : null;
}

function findBuild({ pages, root }) {
  const folder = join(root, 'dist', hashSources(root));
  const wanted = Object.keys(BUILDERS).filter((part) => part !== 'web' || pages);
  return { folder, missing: wanted.filter((part) => !existsSync(join(folder, part))) };
}

const WITHOUT_PAGES = '--without-pages';

/** A name for the present state of everything that is built from. */
export function hashSources(root) {
  const hash = createHash('sha256');
  const files = [...INGREDIENTS.map((name) => join(root, name)), ...sourcesIn(join(root, 'src'))];
  for (const path of files.filter((name) => existsSync(name))) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

function requireWritable(root) {
  const dist = join(root, 'dist');
  if (canWrite(existsSync(dist) ? dist : root)) return;
  throw new Obstacle(
    `Build the program: ${root} has no build of its sources as they are, and cannot be written to. Its owner runs there: ` +
      'node bin/build.mjs',
  );
}

async function publish(folder, part, build) {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, `.${part}-`));
  try {
    await build(draft);
    chmodSync(draft, 0o755);
    renameSync(draft, join(folder, part));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process has built the same meanwhile.
    if (!existsSync(join(folder, part))) throw error;
  }
}

async function buildServer(root, draft) {
  const { build, stop } = await import('esbuild');
  endBuilder = stop;
  const options = {
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/apps/cli/main.ts',
      'export-thread': 'src/apps/server/exports/export-thread.ts',
      'form-thread': 'src/apps/server/forms/form-thread.ts',
      'list-thread': 'src/apps/server/lists/list-thread.ts',
      'log-thread': 'src/apps/server/way-in/log-thread.ts',
      'reading-thread': 'src/apps/server/reading/reading-thread.ts',
      signer: 'src/apps/signer/main.ts',
    },
    outdir: draft,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: NOT_BUNDLED,
    banner: { js: REQUIRE },
    plugins: [mendDriver],
    sourcemap: 'linked',
    logLevel: 'warning',
  };
  await build(options).catch(() => {
    throw new Obstacle('Build the program: its sources have an error, see above.');
  });
  cpSync(join(root, 'src/platform/db/migrations'), join(draft, 'migrations'), { recursive: true });
}

async function buildPages(root, draft) {
  console.error('Building the web pages; this happens once for every version.');
  const { compressFolder } = await import('./compress.mjs');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'];
  // Whoever builds, a test runner too: what is built is what people are given.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [vite, ...options], { cwd: root, env, stdio: ['ignore', 2, 2] });
  const status = await new Promise((resolve) => child.once('exit', resolve));
  if (status !== 0) throw new Obstacle('Build the web pages: Vite failed, see above.');
  await compressFolder(draft);
}

const BUILDERS = { server: buildServer, web: buildPages };

function removeOld(dist, current) {
  const now = new Date();
  utimesSync(current, now, now);
  const ageOf = (folder) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const folders = readdirSync(dist).map((name) => join(dist, name));
  const byAge = folders.sort((a, b) => ageOf(b) - ageOf(a));
  for (const folder of byAge.slice(BUILDS_KEPT)) rmSync(folder, { recursive: true, force: true });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(await buildProgram({ pages: !argv.includes(WITHOUT_PAGES) }));
    await endBuilder();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
