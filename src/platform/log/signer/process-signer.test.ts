import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { headOf, leavesOf, orderOf } from '../../../../test/support/honest-log.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { seeded } from '../../../kernel/seed.ts';
import { isAlive } from '../../db/embedded/process-identity.ts';
import { Refusal } from '../../db/refusal.ts';
import { createProcessSigner, type ProcessSigner } from './process-signer.ts';
import { SignerAway } from './signer.ts';

const ORIGIN = 'example.org/log';
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const scratch = temporaryFolder('process-signer');
const isRoot = process.getuid?.() === 0;
const isUnix = process.platform !== 'win32';

/**
 * The same signer over file calls that go wrong as `plan.json` beside it says: `die` at the n-th call that changes
 * something, `fail` at it as a full disk does, both once, or `forget`: never put a new head in the place of the old one.
 */
const UNRELIABLE = `
import * as real from 'node:fs';
export * from 'node:fs';
const plan = new URL('./plan.json', import.meta.url);
const { act, at } = JSON.parse(real.readFileSync(plan, 'utf8'));
let count = 0;
const over = (name) => (...given) => {
  count += 1;
  if (count === at) real.writeFileSync(plan, '{}');
  if (act === 'die' && count === at) process.kill(process.pid, 'SIGKILL');
  if (act === 'fail' && count === at) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
  if (act === 'forget' && name === 'renameSync' && given[1].endsWith('head')) return;
  return real[name](...given);
};
${['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'linkSync', 'mkdirSync', 'mkdtempSync', 'rmSync']
  .map((name) => `export const ${name} = over('${name}');`)
  .join('\n')}`;

const unreliableFiles: Plugin = {
  name: 'unreliable-files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:fs$/ }, ({ namespace }) =>
      namespace === 'unreliable' ? { path: 'node:fs', external: true } : { path: 'fs', namespace: 'unreliable' },
    );
    onLoad({ filter: /.*/, namespace: 'unreliable' }, () => ({ contents: UNRELIABLE, loader: 'js' }));
  },
};

const program = await bundle('signer.mjs', []);
const unreliable = await bundle('unreliable.mjs', [unreliableFiles]);
const leaves = leavesOf('leaf', 400);
const forked = leavesOf('other', 400);
const signers: ProcessSigner[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(signers.splice(0).map((signer) => signer.close()));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

async function bundle(name: string, plugins: Plugin[]): Promise<string> {
  const outfile = join(scratch, name);
  const entryPoints = [join(root, 'src/apps/signer/main.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', plugins });
  return outfile;
}

function newFolder(): string {
  return join(mkdtempSync(join(scratch, 'state-')), 'signer');
}

function signerOf(stateFolder: string, { file = program, deadlineMs = 10_000 } = {}): ProcessSigner {
  const signer = createProcessSigner({ file, stateFolder, deadlineMs });
  signers.push(signer);
  return signer;
}

function pidOf(signer: ProcessSigner): number {
  if (signer.pid === null) throw new Error('The signer has no process');
  return signer.pid;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pause(10);
}

/** What must hold after whatever happened: nothing that was answered is forgotten, and no other history is signed. */
async function expectMemory(signer: ProcessSigner, answered: number): Promise<number> {
  const { head } = await signer.open(ORIGIN);
  const size = head?.size ?? 0;
  expect(size).toBeGreaterThanOrEqual(answered);
  if (head !== null) expect(head).toEqual(headOf(leaves, size));
  if (answered === 0) return size;
  await expect(signer.sign(orderOf(forked, 0, size))).rejects.toMatchObject({ reason: 'fork', size });
  await expect(signer.sign(orderOf(forked, answered, size + 1))).rejects.toMatchObject({ reason: 'fork', size });
  await expect(signer.sign(orderOf(leaves, 0, answered - 1))).rejects.toMatchObject({ reason: 'rollback', size });
  return size;
}

/** Signs one leaf after another until the process ends; gives the size that was answered last. */
async function signUntilEnd(signer: ProcessSigner, from: number, onAnswer: (size: number) => void): Promise<number> {
  for (let size = from; ; size += 1) {
    try {
      await signer.sign(orderOf(leaves, size, size + 1));
    } catch (error) {
      expect(error).toBeInstanceOf(SignerAway);
      return size;
    }
    onAnswer(size + 1);
  }
}

test('signs, tells what it signed last, and ends when it is closed', async () => {
  const folder = newFolder();
  const first = signerOf(folder);
  expect(first.pid).toBeNull();
  const { verifierKey, head } = await first.open(ORIGIN);
  expect(head).toBeNull();
  const pid = pidOf(first);
  const notes = await Promise.all([1, 2, 3].map((size) => first.sign(orderOf(leaves, size - 1, size))));
  await expect(first.sign(orderOf(forked, 3, 4))).rejects.toMatchObject({ name: 'SignerRefusal', reason: 'fork' });
  await expect(first.open('two words')).rejects.toThrow('Expected the origin of a log');
  const last = first.sign(orderOf(leaves, 3, 4));
  await first.close();
  expect(await last).toContain(`${ORIGIN}\n4\n`);
  expect(isAlive(pid)).toBe(false);
  await expect(first.open(ORIGIN)).rejects.toBeInstanceOf(SignerAway);
  const second = signerOf(folder);
  expect(await second.open(ORIGIN)).toEqual({ verifierKey, head: headOf(leaves, 4), isRestored: false });
  expect(await second.sign(orderOf(leaves, 0, 4))).toBe(await last);
  expect(notes[2]).toContain(`${ORIGIN}\n3\n`);
});

describe('kill -9', () => {
  test('LOG-03 at any moment of twenty: nothing that was answered is forgotten', async () => {
    const signer = signerOf(newFolder());
    const chance = seeded('kill');
    let answered = 0;
    for (let round = 0; round < 20; round += 1) {
      const size = await expectMemory(signer, answered);
      const pid = pidOf(signer);
      const [wanted, turns] = [size + 1 + chance.below(5), chance.below(12)];
      answered = await signUntilEnd(signer, size, (now) => {
        if (now === wanted) void killAfter(turns, pid);
      });
      expect(answered).toBeGreaterThanOrEqual(wanted);
      await until(() => signer.pid !== pid);
    }
    await expectMemory(signer, answered);
  });
  test('a signer that keeps nothing is found out by the same question', async () => {
    plan('forget', 0);
    const signer = signerOf(newFolder(), { file: unreliable });
    await signer.open(ORIGIN);
    await signer.sign(orderOf(leaves, 0, 1));
    process.kill(pidOf(signer), 'SIGKILL');
    await until(() => signer.pid === null);
    await expect(expectMemory(signer, 1)).rejects.toThrow('greater than or equal to 1');
  });
  test.each(['die', 'fail'] as const)('%s at every single write: the next start goes on from there', async (act) => {
    let [at, isReached] = [1, true];
    for (; isReached; at += 1) {
      const folder = newFolder();
      plan(act, at);
      const first = signerOf(folder, { file: unreliable });
      const answered = await signTwice(first);
      isReached = readFileSync(join(scratch, 'plan.json'), 'utf8') === '{}';
      // A disk that has room again is no reason for a new process.
      if (first.pid !== null) await expectMemory(first, answered);
      await first.close();
      const second = signerOf(folder);
      const size = await expectMemory(second, answered);
      await second.sign(orderOf(leaves, size, size + 1));
      await second.close();
    }
    expect(at).toBeGreaterThan(20);
  });
});

async function killAfter(turns: number, pid: number): Promise<void> {
  for (let count = 0; count < turns; count += 1) await turn();
  process.kill(pid, 'SIGKILL');
}

function plan(act: 'die' | 'fail' | 'forget', at: number): void {
  writeFileSync(join(scratch, 'plan.json'), JSON.stringify({ act, at }));
}

/** Signs two leaves, as far as it goes; gives the size that was answered last. */
async function signTwice(signer: ProcessSigner): Promise<number> {
  let answered = 0;
  try {
    await signer.open(ORIGIN);
    for (; answered < 2; answered += 1) await signer.sign(orderOf(leaves, answered, answered + 1));
  } catch (error) {
    expect(['SignerAway', 'Refusal']).toContain((error as Error).name);
  }
  return answered;
}

describe('a signer in its process', () => {
  test.runIf(isUnix)('stays when a terminal or a supervisor tells everybody to end', async () => {
    const signer = signerOf(newFolder());
    await signer.open(ORIGIN);
    const pid = pidOf(signer);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    expect(await signer.sign(orderOf(leaves, 0, 1))).toContain(`${ORIGIN}\n1\n`);
    expect(pidOf(signer)).toBe(pid);
  });
  test.runIf(isUnix)('that does not answer is given up, and the next question has a new one', async () => {
    const signer = signerOf(newFolder(), { deadlineMs: 3_000 });
    await signer.open(ORIGIN);
    const pid = pidOf(signer);
    process.kill(pid, 'SIGSTOP');
    await expect(signer.sign(orderOf(leaves, 0, 1))).rejects.toThrow(SignerAway);
    await until(() => signer.pid !== pid);
    expect(await signer.sign(orderOf(leaves, 0, 1))).toContain(`${ORIGIN}\n1\n`);
  });
  test('that cannot start is tried three times and told of', async () => {
    const file = join(scratch, 'ends.mjs');
    const marks = join(scratch, 'marks');
    writeFileSync(file, `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(marks)}, 'x');`);
    await expect(signerOf(newFolder(), { file }).open(ORIGIN)).rejects.toBeInstanceOf(SignerAway);
    expect(readFileSync(marks, 'utf8')).toBe('xxx');
  });
  test('with a damaged record says so, and nothing is begun anew', async () => {
    const folder = newFolder();
    const first = signerOf(folder);
    await first.open(ORIGIN);
    await first.sign(orderOf(leaves, 0, 1));
    await first.close();
    const log = readdirSync(folder).find((name) => name.length === 32) ?? '';
    writeFileSync(join(folder, log, 'head'), '');
    const second = signerOf(folder);
    for (let time = 0; time < 2; time += 1) {
      await expect(second.open(ORIGIN)).rejects.toThrow(/^Start the signer: .*head is missing or damaged/);
      await expect(second.open(ORIGIN)).rejects.toBeInstanceOf(Refusal);
    }
  });
  test('of another server on the same folder is refused', async () => {
    const folder = newFolder();
    const first = signerOf(folder);
    await first.open(ORIGIN);
    const pid = pidOf(first);
    await expect(signerOf(folder).open(ORIGIN)).rejects.toThrow(`process ${pid} does so already`);
    expect(await first.sign(orderOf(leaves, 0, 1))).toContain(`${ORIGIN}\n1\n`);
  });
  test('knows nothing of the secrets in the environment', async () => {
    process.env.PGPASSWORD = 'secret of a test';
    const signer = signerOf(newFolder());
    await signer.open(ORIGIN).finally(() => delete process.env.PGPASSWORD);
    if (process.platform !== 'linux') return;
    expect(readFileSync(`/proc/${pidOf(signer)}/environ`, 'utf8')).not.toContain('secret');
  });
});

describe('the one who asks', () => {
  test.each([['as who we are', undefined], ...(isRoot ? [['as an ordinary user', 65_534] as const] : [])] as const)(
    'is killed %s: the signer ends as well, and the next one goes on at once',
    async (_, uid) => {
      const folder = newFolder();
      if (uid !== undefined) {
        mkdirSync(folder, { mode: 0o700 });
        chownSync(folder, uid, uid);
        for (const each of [program, join(folder, '..')]) chownSync(each, uid, uid);
      }
      const { child, line } = await hold(folder, uid);
      expect(isAlive(Number(line))).toBe(true);
      if (uid !== undefined) expect(statSync(`/proc/${line}`).uid).toBe(uid);
      child.kill('SIGKILL');
      const signer = signerOf(folder);
      expect((await signer.open(ORIGIN)).head?.size).toBe(1);
      await until(() => !isAlive(Number(line)));
    },
  );
  test('ends by itself while its signer is idle', async () => {
    const { child } = await hold(newFolder());
    if (child.exitCode === null) child.stdin?.end();
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  });
});

/** A process that signs one leaf, writes the number of its signer, and waits for the end of its input. */
async function hold(folder: string, uid?: number): Promise<{ child: ChildProcess; line: string }> {
  const outfile = join(scratch, 'hold.mjs');
  const contents = `
    import { createProcessSigner } from './src/platform/log/signer/process-signer.ts';
    import { orderOf, leavesOf } from './test/support/honest-log.ts';
    const [, , file, stateFolder] = process.argv;
    const signer = createProcessSigner({ file, stateFolder });
    await signer.open('${ORIGIN}');
    await signer.sign(orderOf(leavesOf('leaf', 1), 0, 1));
    console.log(signer.pid);
    process.stdin.resume();`;
  const stdin = { contents, resolveDir: root, loader: 'ts' } as const;
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm' });
  const child = spawn(process.execPath, [outfile, program, folder], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, line };
  throw new Error('Hold a signer: it ended without a word');
}
