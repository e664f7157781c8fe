import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** Whom PostgreSQL runs as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: Identity = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root: then it runs as the system's nobody; otherwise as who we are, which is null. */
export function unprivilegedIdentity(): Identity | null {
  return process.getuid?.() === 0 ? NOBODY : null;
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
  return asked.status === 0;
}
