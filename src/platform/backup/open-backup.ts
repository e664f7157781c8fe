import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Refusal } from '../db/refusal.ts';
import { AgeFault } from './age/age-fault.ts';
import { openAge } from './age/open-age.ts';
import { MANIFEST, pathOfBackup, readSeal, recipientsOf, wholeBackups } from './backup-folder.ts';
import { type Manifest, type Part, parseManifest, partsOf } from './manifest.ts';
import { readFileList } from './parts/file-list.ts';
import { findPartFault, type OpenedShelf, readPart, type WantedPart } from './parts/read-part.ts';

/** A backup whose manifest was read. */
export interface OpenedBackup extends OpenedShelf {
  readonly id: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

/** More faults than these are not told: they have one cause. */
const MOST_FAULTS = 20;

/**
 * Opens a backup of a folder: the newest, or the one named `id`.
 *
 * @throws Refusal where there is none, the key is another, or the manifest is not what it should be.
 */
export async function openBackup(shelf: OpenedShelf, id: string | null): Promise<OpenedBackup> {
  const whole = wholeBackups(shelf.folder);
  const chosen = id === null ? whole.at(-1) : whole.find((each) => each === id);
  if (chosen === undefined) {
    const found = whole.length === 0 ? 'no backup that is whole' : `only ${whole.join(', ')}`;
    throw new Refusal(`Open ${id === null ? 'a backup' : `the backup ${id}`} in ${shelf.folder}: found ${found}.`);
  }
  const path = `${pathOfBackup(chosen)}/${MANIFEST}`;
  const wanted = readSeal(shelf.folder, chosen);
  if (!existsSync(join(shelf.folder, path))) throw new Refusal(`Open ${path}: it is missing.`);
  const sealed = readFileSync(join(shelf.folder, path));
  const sha256 = createHash('sha256').update(sealed).digest('hex');
  if (sha256 !== wanted) {
    throw new Refusal(`Open ${path}: it was altered or cut off; its SHA-256 is ${sha256}, wanted ${wanted}.`);
  }
  const text = await openManifest(shelf, { id: chosen, path, sealed });
  const manifest = parseManifest(text);
  if (manifest === null) throw new Refusal(`Open ${path}: it is no manifest that this version of the program knows.`);
  if (manifest.id !== chosen) throw new Refusal(`Open ${path}: it is the manifest of ${manifest.id}.`);
  return { ...shelf, id: chosen, manifest, manifestSha256: sha256 };
}

async function openManifest(
  { folder, identities }: OpenedShelf,
  { id, path, sealed }: { readonly id: string; readonly path: string; readonly sealed: Buffer },
): Promise<string> {
  try {
    return (await buffer(openAge(Readable.from([sealed]), identities))).toString('utf8');
  } catch (error) {
    if (!(error instanceof AgeFault)) throw error;
    if (error.kind !== 'other-key') throw new Refusal(`Open ${path}: it is damaged, or no age file.`);
    const wanted = recipientsOf(folder, id);
    const whose =
      wanted.length === 0 ? 'READ-ME.txt of the folder names those that may' : `wanted ${wanted.join(' or ')}`;
    throw new Refusal(`Open ${path}: the key does not fit, because this backup was taken for another; ${whose}.`);
  }
}

/** What is wrong with a backup. */
export interface Damage {
  /** What of its own parts, without which nothing is put back; each with its name. */
  readonly parts: readonly string[];
  /** What of the objects of its files: their names → what is wrong. */
  readonly objects: ReadonlyMap<string, string>;
}

/** What is wrong with the parts of a backup, each with its name; at most twenty. Reads every byte of it. */
export async function findFaults(backup: OpenedBackup): Promise<string[]> {
  const { parts, objects } = await findDamage(backup, MOST_FAULTS);
  return [...parts, ...[...objects].map(([path, fault]) => `${path}: ${fault}`)].slice(0, MOST_FAULTS);
}

/** All that is wrong with a backup, or what of its objects was found first. Reads every byte of it. */
export async function findDamage(backup: OpenedBackup, most = Number.POSITIVE_INFINITY): Promise<Damage> {
  const own = partsOf(backup.manifest);
  const [parts, objects] = [[] as string[], new Map<string, string>()];
  for (const part of own) {
    const fault = await findFault(backup, part, own);
    if (fault !== null) parts.push(`${part.path}: ${fault}`);
  }
  // Without the list nothing can be said of the files.
  if (parts.length > 0) return { parts, objects };
  let last = '';
  for await (const { part } of filesOf(backup)) {
    const fault = part.path === last ? null : await findFault(backup, part, own);
    if (fault !== null && !(await isSealedAnew(backup, part))) objects.set(part.path, fault);
    if (objects.size >= most) break;
    last = part.path;
  }
  return { parts, objects };
}

async function findFault({ folder }: OpenedBackup, part: WantedPart, own: readonly Part[]): Promise<string | null> {
  const fault = await findPartFault(folder, part);
  if (fault === null) return null;
  const swapped = own.find(({ sha256, path }) => path !== part.path && fault.includes(sha256));
  return swapped === undefined ? fault : `it is ${swapped.path} under another name`;
}

/** A later backup writes an object anew that was damaged: then it is another file that holds the same. */
async function isSealedAnew(backup: OpenedBackup, part: Part): Promise<boolean> {
  if (!existsSync(join(backup.folder, part.path))) return false;
  try {
    for await (const _ of readPart(backup, part, { isCompressed: false }));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The files of a backup, in the order of their list. */
export function filesOf(backup: OpenedBackup) {
  return readFileList(readPart(backup, backup.manifest.files.list, { isCompressed: true }));
}

/** The small files of a backup, by their paths. */
export async function readState(backup: OpenedBackup): Promise<ReadonlyMap<string, string>> {
  const text = (await buffer(readPart(backup, backup.manifest.state, { isCompressed: false }))).toString('utf8');
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}
