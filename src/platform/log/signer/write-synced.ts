import {
  chownSync,
  closeSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../../files/sync-folder.ts';

/** What begins with this was being written when its writer ended; it may be removed. */
export const DRAFT = '.draft-';

/** Puts `content` in the place of a file, whole or not at all; it is on the disk when this returns. */
export function replaceSynced(path: string, content: string): void {
  const folder = dirname(path);
  const draft = join(folder, `${DRAFT}${basename(path)}`);
  writeSynced(draft, content);
  renameSync(draft, path);
  syncFolder(folder);
}

/** Makes a folder with its files, whole or not at all; it is on the disk when this returns. */
export function makeFolderSynced(path: string, files: Readonly<Record<string, string>>): void {
  const parent = dirname(path);
  const draft = mkdtempSync(join(parent, DRAFT));
  const owner = ownerFor(parent);
  if (owner !== null) chownSync(draft, owner.uid, owner.gid);
  for (const [name, content] of Object.entries(files)) writeSynced(join(draft, name), content);
  syncFolder(draft);
  renameSync(draft, path);
  syncFolder(parent);
}

/** Makes the folder for what only its owner may read, where there is none yet. */
export function makePrivateFolder(path: string): void {
  if (mkdirSync(path, { recursive: true, mode: 0o700 }) === undefined) return;
  const owner = ownerFor(dirname(path));
  if (owner !== null) chownSync(path, owner.uid, owner.gid);
  syncFolder(dirname(path));
}

/** Writes a file that only its owner may read, anew, and flushes it. */
export function writeSynced(path: string, content: string): void {
  const owner = ownerFor(dirname(path));
  const file = openSync(path, 'w', 0o600);
  try {
    if (owner !== null) fchownSync(file, owner.uid, owner.gid);
    writeAll(file, Buffer.from(content));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** What root writes belongs to the owner of the folder, who must be able to go on with it. */
function ownerFor(folder: string): { uid: number; gid: number } | null {
  return process.getuid?.() === 0 ? statSync(folder) : null;
}
