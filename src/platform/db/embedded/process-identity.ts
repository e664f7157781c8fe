import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever words the system has for it; empty where the system does not say. */
  readonly startedAt: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid) };
}

/** Whether that very process still runs, and not another one under its number. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!isAlive(identity.pid)) return false;
  const found = startOf(identity.pid);
  return found === identity.startedAt || (process.platform === 'linux' && isSeenOtherwise(identity, found));
}

/**
 * Whether two views of one machine speak of the same process. A unit of systemd has a /proc of its own: it hides processes
 * with more rights, those to low ports for example; and of a machine within another it may show another start than is seen
 * beside it. Where a server that runs is taken for gone, its database is ended; where it is the other way, a start is refused.
 */
function isSeenOtherwise({ pid, startedAt }: ProcessIdentity, found: string): boolean {
  const [boot, tick] = startedAt.split(' ');
  const [bootHere, tickHere] = found.split(' ');
  if (tickHere === '') return boot === bootHere && mayEnd(pid);
  return tick === tickHere && pid !== process.pid && commandOf(pid).includes('scrutineer');
}

/** Whether the process is of the same user as this one, or this one is root's. */
function mayEnd(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whether a process has the number, and is more than an entry that its parent has not read yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return process.platform !== 'linux' || statOf(pid)[0] !== 'Z';
}

/** The command line of a process, or an empty text where the system does not say. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  return readProc(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

function startOf(pid: number): string {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  return `${readProc('/proc/sys/kernel/random/boot_id').trim()} ${statOf(pid)[19] ?? ''}`;
}

/** What Linux says of a process, from its state on: the 20th word is its start in clock ticks since boot. */
function statOf(pid: number): string[] {
  const stat = readProc(`/proc/${pid}/stat`);
  // The name stands before in brackets, and may hold anything, brackets too.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function askPs(pid: number, column: string): string {
  if (process.platform === 'win32') return '';
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } } as const;
    return execFileSync('ps', ['-o', column, '-p', String(pid)], {
      ...options,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
