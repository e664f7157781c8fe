import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { sharedFolder } from './shared-folder.ts';
import { canEnter, handOver, type Identity, unprivilegedIdentity } from './unprivileged.ts';

/** Where the database lies, and who works there. */
export interface Place {
  /** Folder of the cluster, the lock, the log and the socket; without symbolic links. */
  readonly home: string;
  /** Whom PostgreSQL runs as; null: as we do. */
  readonly identity: Identity | null;
}

/**
 * The folder `postgres` of a data folder, made where it is missing. Where root's data folder is closed to others, it
 * becomes a symbolic link to a folder that PostgreSQL can enter, and `say` tells where that is.
 */
export function placeCluster(dataFolder: string, say: (line: string) => void): Place {
  const identity = unprivilegedIdentity();
  const isNew = mkdirSync(dataFolder, { recursive: true, mode: 0o700 }) !== undefined;
  // PostgreSQL of root runs as another user, who must pass through.
  if (isNew && identity !== null) chmodSync(dataFolder, 0o711);
  const link = join(dataFolder, 'postgres');
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) create(link, identity, say);
  return existing(link, identity);
}

/** The same where it exists already; null where there is no database yet. */
export function findCluster(dataFolder: string): Place | null {
  const link = join(dataFolder, 'postgres');
  return existsSync(link) ? existing(link, unprivilegedIdentity()) : null;
}

function create(link: string, identity: Identity | null, say: (line: string) => void): void {
  mkdirSync(link, { mode: 0o700 });
  handOver(link, identity);
  if (identity === null || canEnter(link, identity)) return;
  const folder = mkdtempSync(join(sharedFolder(identity), 'data-'));
  handOver(folder, identity);
  replaceByLink(link, folder);
  say(`The database lies in ${folder}, because PostgreSQL cannot run as root and ${link} is closed to other users.`);
}

function replaceByLink(link: string, folder: string): void {
  rmdirSync(link);
  symlinkSync(folder, link);
}

function existing(link: string, identity: Identity | null): Place {
  if (!existsSync(link)) {
    throw new Refusal(
      `Open the database: ${link} points to a folder that is not there any more. Remove the link to begin anew.`,
    );
  }
  const home = realpathSync(link);
  const { uid, gid } = statSync(home);
  if (identity === null) {
    requireOwner(home, uid);
    return { home, identity };
  }
  // What an ordinary user began, root goes on with as that user.
  const owner = uid === 0 ? identity : { uid, gid };
  if (uid === 0) handOver(home, owner);
  if (!canEnter(home, owner)) {
    throw new Refusal(
      `Open the database: user ${owner.uid}, who owns ${home}, cannot reach it. Open its parent folders (chmod o+x).`,
    );
  }
  return { home, identity: owner };
}

function requireOwner(home: string, uid: number): void {
  if (process.getuid === undefined || process.getuid() === uid) return;
  throw new Refusal(
    `Open the database: ${home} belongs to another user (${uid}). Start as the user who runs the server (root's database belongs to an ordinary user), or set SCRUTINEER_DATA to a folder of your own.`,
  );
}
