import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { Refusal } from '../refusal.ts';

/** Whom PostgreSQL runs as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Who owns nothing on common systems; PostgreSQL wants somebody who is on the system's list of users. */
const POWERLESS = ['nobody', 'daemon'];
const LARGEST_ID = 2 ** 31 - 1;

/** PostgreSQL refuses to run as root: then it runs as somebody powerless; otherwise as who we are, which is null. */
export function unprivilegedIdentity(): Identity | null {
  return process.getuid?.() === 0 ? powerlessUser(readFileSync('/etc/passwd', 'utf8')) : null;
}

/** The first of the powerless in a list of users such as `/etc/passwd` who has a number that can be used. */
export function powerlessUser(list: string): Identity {
  const users = list.split('\n').map((line) => line.split(':'));
  for (const name of POWERLESS) {
    const [, , uid, gid] = users.find((user) => user[0] === name) ?? [];
    if (isUsable(uid) && isUsable(gid)) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Refusal(
    `Start the embedded PostgreSQL: it cannot run as root, and this system has no user named ${POWERLESS.join(' or ')}. ` +
      'Start as an ordinary user, or set DATABASE_URL.',
  );
}

function isUsable(id: string | undefined): boolean {
  return Number(id) > 0 && Number(id) <= LARGEST_ID;
}

/** Options for a child process that shall run as `identity`. */
export function runAs(identity: Identity | null): { uid?: number; gid?: number } {
  return identity === null ? {} : { uid: identity.uid, gid: identity.gid };
}

/** Hands a file or folder of ours to `identity`. */
export function handOver(path: string, identity: Identity | null): void {
  if (identity !== null) chownSync(path, identity.uid, identity.gid);
}

/** Whether `identity` can enter the folder: asked of the system, since modes alone do not tell. */
export function canEnter(folder: string, identity: Identity | null): boolean {
  if (identity === null) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...runAs(identity),
    cwd: '/',
    stdio: 'ignore',
  });
  if (asked.error !== undefined) {
    throw new Refusal(
      `Start the embedded PostgreSQL: it cannot run as root, and root may not become user ${identity.uid} here ` +
        `(${asked.error.message}). Start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return asked.status === 0;
}
