import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { handOver } from './unprivileged.ts';

/** How the database of a data folder is reached. */
export interface Address {
  /** Folder of the Unix socket; on Windows an address of this machine. */
  readonly host: string;
  readonly port: number;
  /** Null where the folder of the socket is guard enough. */
  readonly password: string | null;
}

/** Who uses a data folder: the content of its lock file. */
export interface Holder extends ProcessIdentity {
  /** The command that it runs, such as `serve`. */
  readonly purpose: string;
  /** Null until its database answers. */
  readonly address: Address | null;
}

/** The right to run PostgreSQL on one folder. */
export interface Lock {
  /** The process that held the lock and ended without giving it back, or null. */
  readonly former: Holder | null;
  /** Tells others how the database is reached. */
  publish(address: Address): void;
  release(): void;
  /** Undoes the taking: a former holder, who may live where it cannot be seen from here, has the lock again. */
  giveBack(): void;
}

/**
 * Takes the lock of `folder`, or says who holds it. A lock whose process is gone is taken over. Two processes that take
 * over the same one at the same moment may both believe in it; PostgreSQL's own lock then refuses the second.
 */
export function takeLock(folder: string, purpose: string): Lock | Holder {
  const path = join(folder, 'server.lock');
  const former = findHolder(folder);
  if (former !== null && isRunning(former)) return former;
  const own: Holder = { ...ownIdentity(), purpose, address: null };
  if (former === null && existsSync(path)) rmSync(path, { force: true });
  const draft = writeDraft(folder, own);
  if (former !== null) renameSync(draft, path);
  else if (!linkNew(draft, path)) return takeLock(folder, purpose);
  return {
    former,
    publish: (address) => renameSync(writeDraft(folder, { ...own, address }), path),
    release: () => rmSync(path, { force: true }),
    giveBack: () => (former === null ? rmSync(path, { force: true }) : renameSync(writeDraft(folder, former), path)),
  };
}

/** What the lock file of `folder` says, or null where there is none that can be read. */
export function findHolder(folder: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(join(folder, 'server.lock'), 'utf8'));
    return Number.isInteger(holder?.pid) && holder.pid > 0 ? holder : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function writeDraft(folder: string, holder: Holder): string {
  const draft = join(folder, `.server.lock.${process.pid}`);
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  // Whoever owns the folder must be able to read the lock, even where root started the server.
  if (process.getuid?.() === 0) handOver(draft, statSync(folder));
  return draft;
}

function linkNew(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}
