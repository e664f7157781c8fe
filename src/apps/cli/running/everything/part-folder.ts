import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from '../../../../platform/db/embedded/process-identity.ts';

/** In the folder of an export that runs: whose it is. */
const MARK = 'export-all.json';
const NAME = /\.zip\.part-[A-Za-z0-9]{6}$/i;

interface Mark extends ProcessIdentity {
  /** Numbers of processes mean something on one machine only. */
  readonly machine: string;
}

/** Makes the folder of an export beside its target, marked as this process's own. @throws Error as the disk does. */
export function beginPart(target: string): string {
  const folder = mkdtempSync(`${target}.part-`);
  const mark: Mark = { ...ownIdentity(), machine: hostname() };
  writeFileSync(join(folder, MARK), JSON.stringify(mark), { mode: 0o600 });
  return folder;
}

/**
 * Removes what exports that were killed left beside `target`, under whatever name they wrote: it holds plain data. Only what
 * bears the mark of a process of this machine that has ended goes; what is called so and does not is named.
 */
export function removeLeftParts(target: string, say: (line: string) => void): void {
  const beside = dirname(target);
  for (const entry of readdirSync(beside, { withFileTypes: true })) {
    const folder = join(beside, entry.name);
    if (!entry.isDirectory() || !NAME.test(entry.name) || !isOwn(folder)) continue;
    const mark = readMark(folder);
    if (mark !== null && mark.machine === hostname()) {
      if (isRunning(mark)) continue;
      rmSync(folder, { recursive: true, force: true });
      say(`Removed ${basename(folder)}: an export that was broken off had left it, with plain data in it.`);
    } else if (readdirSync(folder).length > 0) {
      say(`${folder} may be what a broken-off export left, with plain data in it. Look, and remove it yourself.`);
    }
  }
}

/** What another user made is not ours to judge. */
function isOwn(folder: string): boolean {
  return lstatSync(folder).uid === (process.getuid?.() ?? lstatSync(folder).uid);
}

function readMark(folder: string): Mark | null {
  const path = join(folder, MARK);
  if (!existsSync(path)) return null;
  try {
    const mark = JSON.parse(readFileSync(path, 'utf8')) as Partial<Mark> | null;
    const isWhole =
      Number.isInteger(mark?.pid) && typeof mark?.startedAt === 'string' && typeof mark.machine === 'string';
    return isWhole ? (mark as Mark) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
