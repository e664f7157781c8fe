import { fault } from '../../kernel/issue.ts';
import type { EntryFault } from './file-fault.ts';

const LONGEST_NAME = 255;
/** Files that operating systems leave in folders and archives without being asked. */
const LEFTOVER = /(^|\/)(__MACOSX\/.*|\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$/i;

/** A file of a folder: its plain name, and where it stood in the list that was given. */
export interface NamedEntry {
  readonly name: string;
  readonly index: number;
}

/**
 * The plain names of files that came as one folder, one archive or a heap of files: one common top folder is taken off,
 * folders themselves and what operating systems leave behind are passed over. Absolute paths, paths that climb,
 * folders in the folder and names that stand twice are faults. Nothing is ever written under a name that was given.
 */
export function nameEntries(paths: readonly string[]): { entries: NamedEntry[]; faults: EntryFault[] } {
  const all = paths.map((path, index) => ({ path: path.replaceAll('\\', '/'), index }));
  const files = all.filter(({ path }) => !path.endsWith('/') && !LEFTOVER.test(path));
  const faults = files.flatMap(({ path }) => (isSafePath(path) ? [] : [entryFault('path', path)]));
  const safe = files.filter(({ path }) => isSafePath(path));
  const top = findCommonTop(safe.map(({ path }) => path));
  const entries: NamedEntry[] = [];
  const seen = new Set<string>();
  for (const { path, index } of safe) {
    const name = path.slice(top.length).normalize('NFC');
    if (name.includes('/')) faults.push(entryFault('file-nested', path));
    else if (seen.has(name)) faults.push(entryFault('file-twice', name));
    else entries.push({ name, index });
    seen.add(name);
  }
  return { entries, faults };
}

/** A name as it may be shown: control characters and whatever turns the direction of text are replaced. */
export function showName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, '\ufffd').slice(0, LONGEST_NAME);
}

function entryFault(code: string, path: string): EntryFault {
  return { ...fault(code), file: showName(path) };
}

function isSafePath(path: string): boolean {
  const isRooted = path.startsWith('/') || /^[A-Za-z]:/.test(path);
  const isPlain = path.length <= LONGEST_NAME && !/\p{Cc}/u.test(path);
  return isPlain && !isRooted && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** `folder/` where all paths lie in that one folder, else an empty text. */
function findCommonTop(paths: readonly string[]): string {
  const first = paths[0] ?? '';
  const top = first.slice(0, first.indexOf('/') + 1);
  return top !== '' && paths.every((path) => path.startsWith(top)) ? top : '';
}
