import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

const isLinux = process.platform === 'linux';
/** Whether this user may give a program a view of /proc of its own, as systemd does. */
const canHide = isLinux && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;
const WAIT = 'setInterval(() => {}, 60_000); console.log("ready");';
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const MORE_RIGHTS = ['--inh-caps=+net_bind_service', '--ambient-caps=+net_bind_service'];

const folder = temporaryFolder('identity');
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('this process runs, and no other had its number at another time', () => {
  const own = ownIdentity();
  expect(isRunning(own)).toBe(true);
  expect(isRunning({ ...own, startedAt: `${own.startedAt}0` })).toBe(!isLinux && own.startedAt === '');
});

test.runIf(isLinux)('a server runs whatever start of the machine is shown here, others do not', async () => {
  const [server, other] = [
    await started([process.execPath, '-e', WAIT, 'scrutineer']),
    await started([process.execPath, '-e', WAIT]),
  ];
  expect(isRunning(server)).toBe(true);
  expect(isRunning(underOtherBoot(server))).toBe(true);
  expect(isRunning({ ...underOtherBoot(server), startedAt: `${underOtherBoot(server).startedAt}0` })).toBe(false);
  expect(isRunning(underOtherBoot(other))).toBe(false);
  expect(isRunning(underOtherBoot(ownIdentity()))).toBe(false);
});

test.runIf(canHide)('a process that /proc hides runs, where the machine was not started anew since', async () => {
  const hidden = await started([...AS_NOBODY, ...MORE_RIGHTS, process.execPath, '-e', WAIT]);
  expect(await askUnderHiding(hidden)).toEqual({ isSeen: false, isRunning: true });
  expect(await askUnderHiding(underOtherBoot(hidden))).toEqual({ isSeen: false, isRunning: false });
});

function underOtherBoot({ pid, startedAt }: ProcessIdentity): ProcessIdentity {
  return { pid, startedAt: startedAt.replace(/^\S+/, '00000000-0000-4000-8000-000000000000') };
}

async function started([program = '', ...args]: readonly string[]): Promise<ProcessIdentity> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const tick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return { pid: child.pid ?? 0, startedAt: `${ownIdentity().startedAt.split(' ')[0]} ${tick}` };
}

/** What a program of an ordinary user finds that sees its own processes only, as under `ProtectProc=invisible`. */
async function askUnderHiding(identity: ProcessIdentity): Promise<unknown> {
  chmodSync(folder, 0o755);
  const outfile = join(folder, 'process-identity.mjs');
  const source = join(dirname(fileURLToPath(import.meta.url)), 'process-identity.ts');
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm' });
  const script = `
    const { isRunning } = await import(${JSON.stringify(outfile)});
    const { existsSync } = await import('node:fs');
    const identity = ${JSON.stringify(identity)};
    console.log(JSON.stringify({ isSeen: existsSync('/proc/' + identity.pid), isRunning: isRunning(identity) }));`;
  const view = 'mount -t proc -o hidepid=2 proc /proc && exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', script];
  return JSON.parse(
    execFileSync('unshare', ['--mount', 'sh', '-c', view, 'view', ...AS_NOBODY, ...node], { encoding: 'utf8' }),
  );
}
