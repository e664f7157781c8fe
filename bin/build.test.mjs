import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { buildBeside, buildProgram, hashSources } from './build.mjs';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'scrutineer build '));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a program is built once for every state of its sources', async () => {
  const root = project('once', 'first');
  const first = await buildProgram({ pages: false, root });
  expect(await say(first)).toBe('first');
  expect(existsSync(join(first, 'server/migrations/001-audit.sql'))).toBe(true);
  expect(existsSync(join(first, 'server/export-thread.js'))).toBe(true);
  expect(existsSync(join(first, 'server/form-thread.js'))).toBe(true);
  expect(existsSync(join(first, 'server/list-thread.js'))).toBe(true);
  expect(existsSync(join(first, 'server/log-thread.js'))).toBe(true);
  expect(existsSync(join(first, 'server/reading-thread.js'))).toBe(true);
  expect(existsSync(join(first, 'server/signer.js'))).toBe(true);
  writeFileSync(join(first, 'server/mark'), '');
  expect(await buildProgram({ pages: false, root })).toBe(first);
  expect(existsSync(join(first, 'server/mark'))).toBe(true);
  write(root, 'second');
  const second = await buildProgram({ pages: false, root });
  expect(second).not.toBe(first);
  expect(await say(second)).toBe('second');
  expect(await say(first)).toBe('first');
});

test('tests are no source of the program, all else is', () => {
  const root = project('sources', 'text');
  const before = hashSources(root);
  writeFileSync(join(root, 'src/apps/cli/main.test.ts'), 'test');
  expect(hashSources(root)).toBe(before);
  for (const path of ['src/apps/cli/style.css', 'src/apps/messages.json', 'vite.config.ts', 'package-lock.json']) {
    const last = hashSources(root);
    writeFileSync(join(root, path), '{}');
    expect(hashSources(root), path).not.toBe(last);
  }
});

test('builds at the same moment end in one, whole', async () => {
  const root = project('together', 'text');
  const folders = await Promise.all([1, 2, 3].map(() => buildProgram({ pages: false, root })));
  expect(new Set(folders).size).toBe(1);
  expect(await say(folders[0])).toBe('text');
  expect(readdirSync(folders[0])).toEqual(['server']);
});

test('a build that fails leaves nothing, and the next one can succeed', async () => {
  const root = project('failing', 'text');
  writeFileSync(join(root, 'src/apps/cli/main.ts'), "import './nowhere.ts';");
  await expect(buildProgram({ pages: false, root })).rejects.toThrow('its sources have an error');
  const [left] = readdirSync(join(root, 'dist'));
  expect(readdirSync(join(root, 'dist', left))).toEqual([]);
  write(root, 'mended');
  expect(await say(await buildProgram({ pages: false, root }))).toBe('mended');
});

test.runIf(process.platform !== 'win32')('where nothing may be written, the build has to be there', () => {
  const root = project('read only', 'text');
  rmSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'node_modules'));
  giveBuilder(root);
  chmodSync(root, 0o555);
  chmodSync(scratch, 0o755);
  const user = process.getuid() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const done = spawnSync(process.execPath, [join(root, 'bin/build.mjs')], { ...user, encoding: 'utf8' });
  chmodSync(root, 0o755);
  expect(done.stderr).toMatch(
    /^Build the program: .*read only has no build of its sources as they are, and cannot be written to\./,
  );
  expect([done.status, existsSync(join(root, 'dist'))]).toEqual([1, false]);
});

test('a build beside the program is the same, and one that fails says why itself', async () => {
  const root = project('beside', 'text');
  giveBuilder(root);
  const folder = await buildBeside({ pages: false, root });
  expect(await say(folder)).toBe('text');
  expect(await buildProgram({ pages: false, root })).toBe(folder);
  writeFileSync(join(root, 'src/apps/cli/main.ts'), "import './nowhere.ts';");
  expect(await buildBeside({ pages: false, root })).toBeNull();
});

test('old builds go, the newest stay', async () => {
  const root = project('old', 'text');
  for (const text of ['1', '2', '3', '4', '5']) {
    write(root, text);
    await buildProgram({ pages: false, root });
  }
  expect(readdirSync(join(root, 'dist'))).toHaveLength(3);
});

test('an old Node.js is told so in words', () => {
  const script = readFileSync(join(PROJECT, 'bin/scrutineer'), 'utf8').replace(/^#!.*/, '');
  const pretended = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' });\n${script}`;
  const done = spawnSync(process.execPath, ['-e', pretended], { encoding: 'utf8' });
  expect(done.status).toBe(1);
  expect(done.stderr).toBe('Scrutineer needs Node.js 20.19 or newer; this is 18.20.0. See https://nodejs.org/.\n');
});

/** A project of a file for each entry of the program, with the packages and the migrations of ours, at a path with a space. */
function project(name, text) {
  const root = join(scratch, name);
  mkdirSync(join(root, 'src/apps/cli'), { recursive: true });
  cpSync(join(PROJECT, 'src/platform/db/migrations'), join(root, 'src/platform/db/migrations'), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'src/apps/server/reading'), { recursive: true });
  mkdirSync(join(root, 'src/apps/server/way-in'));
  mkdirSync(join(root, 'src/apps/server/forms'));
  mkdirSync(join(root, 'src/apps/server/exports'));
  writeFileSync(join(root, 'src/apps/server/exports/export-thread.ts'), 'export const made: string = "work";');
  mkdirSync(join(root, 'src/apps/server/lists'));
  writeFileSync(join(root, 'src/apps/server/lists/list-thread.ts'), 'export const list: string = "work";');
  writeFileSync(join(root, 'src/apps/server/way-in/log-thread.ts'), 'export const log: string = "work";');
  writeFileSync(join(root, 'src/apps/server/forms/form-thread.ts'), 'export const job: string = "work";');
  writeFileSync(join(root, 'src/apps/server/reading/reading-thread.ts'), 'export const read: string = "work";');
  mkdirSync(join(root, 'src/apps/signer'));
  writeFileSync(join(root, 'src/apps/signer/main.ts'), 'export const sign: string = "work";');
  write(root, text);
  return root;
}

/** What a build starts with: other packages are asked for later. */
function giveBuilder(root) {
  mkdirSync(join(root, 'bin'));
  for (const file of ['build', 'can-write', 'obstacle', 'mend-driver'])
    cpSync(join(PROJECT, 'bin', `${file}.mjs`), join(root, 'bin', `${file}.mjs`));
}

function write(root, text) {
  writeFileSync(join(root, 'src/apps/cli/main.ts'), `export const text: string = ${JSON.stringify(text)};`);
}

async function say(folder) {
  return (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'server/cli.js')).href)).text;
}
