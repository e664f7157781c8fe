import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { canEnter, type Identity } from './unprivileged.ts';

const LASTING = ['/var/lib', '/usr/local/var', '/opt', '/srv'];

/**
 * A folder of ours, outside every home folder, which outlasts a restart of the machine and which `identity` can enter:
 * for what root's PostgreSQL needs while the data folder is closed to it.
 */
export function sharedFolder(identity: Identity): string {
  for (const parent of LASTING) {
    const folder = join(parent, 'scrutineer');
    if (prepare(folder, 0o755) && canEnter(folder, identity)) return folder;
  }
  throw new Refusal(
    `Start the embedded PostgreSQL: it cannot run as root, and no folder that another user may enter could be made in ` +
      `${LASTING.join(', ')}. Set SCRUTINEER_DATA to such a folder, or start as an ordinary user.`,
  );
}

/** Folders for short-lived things, such as a socket, shortest first; every one exists. */
export function temporaryFolders(): string[] {
  const known = ['/tmp', tmpdir(), '/var/tmp'].filter((folder) => lstatSync(folder, { throwIfNoEntry: false }));
  return [...new Set(known)].sort((a, b) => a.length - b.length);
}

function prepare(folder: string, mode: number): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    chmodSync(folder, mode);
    return true;
  } catch {
    return false;
  }
}
