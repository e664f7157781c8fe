import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../db/refusal.ts';
import { replaceSynced } from '../log/signer/write-synced.ts';

/** Below the folder of all backups: a folder for each. */
const BACKUPS = 'backups';
/** Hash of the manifest; it is written last, and what lacks it is no backup. */
const SEAL = 'manifest.sha256';
/** For which public keys it was taken, a line each: for people. What is said there is not signed, and opens nothing. */
const RECIPIENTS = 'recipients.txt';
/** Below the folder of a backup: what it is made of. */
export const MANIFEST = 'manifest.json.age';

/** Where a backup lies below the folder of all. */
export function pathOfBackup(id: string): string {
  return `${BACKUPS}/${id}`;
}

/** Makes the folder of all backups, where there is none. @returns its own name, which it keeps wherever it is moved. */
export function prepareFolder(folder: string, recipients: readonly string[]): string {
  mkdirSync(join(folder, BACKUPS), { recursive: true });
  const path = join(folder, 'folder-id');
  const page = join(folder, 'READ-ME.txt');
  const before = existsSync(page) ? namedIn(readFileSync(page, 'utf8')) : [];
  writeFileSync(page, readMe([...new Set([...before, ...recipients])]));
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  // It becomes the name of a folder of ours.
  if (/^[0-9a-f]{16}$/.test(found)) return found;
  const name = randomBytes(8).toString('hex');
  replaceSynced(path, `${name}\n`);
  return name;
}

/** Removes what an earlier backup left when it was broken off; files that it copied stay, for the next to go on from. */
export function removeUnfinished(folder: string): string[] {
  const unfinished = backupsIn(folder).filter((id) => !existsSync(join(folder, pathOfBackup(id), SEAL)));
  for (const id of unfinished) rmSync(join(folder, pathOfBackup(id)), { recursive: true, force: true });
  return unfinished;
}

/** Says that a backup is whole, and for which keys it was taken. */
export function sealBackup(
  { folder, recipients }: { readonly folder: string; readonly recipients: readonly string[] },
  id: string,
  manifestSha256: string,
): void {
  const path = join(folder, pathOfBackup(id));
  replaceSynced(join(path, RECIPIENTS), `${recipients.join('\n')}\n`);
  // In the form of `sha256sum -c`.
  replaceSynced(join(path, SEAL), `${manifestSha256}  ${MANIFEST}\n`);
}

/** The public keys that a backup was taken for, as it says itself; none: it was taken by a version that did not write them down. */
export function recipientsOf(folder: string, id: string): readonly string[] {
  const path = join(folder, pathOfBackup(id), RECIPIENTS);
  return existsSync(path) ? namedIn(readFileSync(path, 'utf8')) : [];
}

/** The whole backups of a folder, oldest first. */
export function wholeBackups(folder: string): string[] {
  return backupsIn(folder).filter((id) => existsSync(join(folder, pathOfBackup(id), SEAL)));
}

/** What the seal says that the manifest is. @throws Refusal where it is damaged. */
export function readSeal(folder: string, id: string): string {
  const text = readFileSync(join(folder, pathOfBackup(id), SEAL), 'utf8');
  const found = /^([0-9a-f]{64}) {2}manifest\.json\.age\n$/.exec(text)?.[1];
  if (found === undefined) throw new Refusal(`Read ${pathOfBackup(id)}/${SEAL}: it is damaged.`);
  return found;
}

function backupsIn(folder: string): string[] {
  const path = join(folder, BACKUPS);
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Keys of earlier backups: what was taken for them opens with no other. */
function namedIn(page: string): readonly string[] {
  return page.match(/^age1[0-9a-z]+$/gm) ?? [];
}

function readMe(recipients: readonly string[]): string {
  return `Backups of a Scrutineer server (format: docs/backup.md of the program).

Every file that ends with .age is an age file (age-encryption.org/v1). They open with the private key that belongs to
${recipients.join('\n')}
${recipients.length > 1 ? 'Each backup opens with the keys that it was taken for: backups/.../recipients.txt says which.\n' : ''}
Put back:    bin/scrutineer restore --from THIS-FOLDER --identity KEY-FILE --data NEW-FOLDER
By hand:     age -d -i KEY-FILE backups/.../manifest.json.age

A folder below backups/ without a file manifest.sha256 was broken off, and is no backup. Files below objects/ belong to
several backups: do not take any away.
`;
}
