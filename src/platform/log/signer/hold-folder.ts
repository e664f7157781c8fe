import { linkSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from '../../db/embedded/process-identity.ts';
import { Refusal } from '../../db/refusal.ts';
import { DRAFT, replaceSynced, writeSynced } from './write-synced.ts';

/** The right to sign with what a folder holds. */
export interface FolderHold {
  release(): void;
}

/** Another process, which runs, has the folder. */
export class FolderHeld extends Refusal {}

const RELEASED = 'released\n';

/**
 * Takes the right to a folder from nobody, or from a process that is gone. The holders are numbered, `lock.1`, `lock.2` and
 * on, and the highest number holds: it can be taken once only, so that of two which find the same process gone one takes
 * its place. It counts among the processes of one machine.
 *
 * @throws FolderHeld
 */
export function holdFolder(folder: string): FolderHold {
  for (;;) {
    const highest = highestIn(folder);
    const holder = highest === 0 ? null : readHolder(pathOf(folder, highest));
    if (holder !== null && isRunning(holder)) {
      throw new FolderHeld(`Sign with the keys in ${folder}: process ${holder.pid} does so already. Stop it first.`);
    }
    if (!linkNew(folder, highest + 1)) continue;
    // Whoever was slow may have taken a number that others took and gave up long ago.
    if (highestIn(folder) === highest + 1) return holdAs(folder, highest + 1);
    rmSync(pathOf(folder, highest + 1), { force: true });
  }
}

function holdAs(folder: string, number: number): FolderHold {
  for (const lower of numbersIn(folder).filter((each) => each < number)) rmSync(pathOf(folder, lower), { force: true });
  // The number stays taken.
  return { release: () => replaceSynced(pathOf(folder, number), RELEASED) };
}

function linkNew(folder: string, number: number): boolean {
  const draft = join(folder, `${DRAFT}lock.${process.pid}`);
  writeSynced(draft, JSON.stringify(ownIdentity()));
  try {
    linkSync(draft, pathOf(folder, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(path: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(holder?.pid) && holder.pid > 0 ? holder : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function highestIn(folder: string): number {
  return Math.max(0, ...numbersIn(folder));
}

function numbersIn(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const number = /^lock\.([1-9]\d*)$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function pathOf(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}
