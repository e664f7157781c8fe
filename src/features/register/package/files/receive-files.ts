import { fault } from '../../../../kernel/issue.ts';
import { isArchive, type PlainFile, readArchive } from '../../../../platform/files/archive.ts';
import { nameEntries } from '../../../../platform/files/entry-names.ts';
import type { EntryFault } from '../../../../platform/files/file-fault.ts';
import { findKindOfFile } from '../../records/kinds.ts';
import { MOST_BYTES, type PackageIssue, README_FILE } from '../package.ts';

/** What a package may hold at most, packed or not. */
export const PACKAGE_LIMITS = { entries: 200, fileBytes: MOST_BYTES, totalBytes: MOST_BYTES } as const;

const SPREADSHEET = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

/** A file as it was handed over: `path` with folders where a folder was handed over. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of one package under their plain names, from a folder, a heap of files or one zip archive. */
export async function receiveFiles(
  given: readonly GivenFile[],
): Promise<{ files: PlainFile[]; issues: PackageIssue[] }> {
  const [only] = given;
  const isOneArchive = given.length === 1 && only !== undefined && isArchive(only.bytes);
  if (isOneArchive && !SPREADSHEET.test(only.path)) return receiveArchive(only.bytes);
  const { entries, faults } = nameEntries(given.map(({ path }) => path));
  const files = entries.map(({ name, index }) => ({ name, bytes: given[index]?.bytes ?? new Uint8Array() }));
  const unwanted = files.filter(({ name }) => !isPackageFile(name));
  return {
    files: files.filter(({ name }) => isPackageFile(name)),
    issues: [...faults.map(fileIssue), ...unwanted.map(({ name, bytes }) => unwantedIssue(name, isArchive(bytes)))],
  };
}

async function receiveArchive(bytes: Uint8Array): Promise<{ files: PlainFile[]; issues: PackageIssue[] }> {
  const { files, unwanted, faults } = await readArchive(bytes, PACKAGE_LIMITS, isPackageFile);
  return { files, issues: [...faults.map(fileIssue), ...unwanted.map((name) => unwantedIssue(name, false))] };
}

function isPackageFile(name: string): boolean {
  return name === README_FILE || findKindOfFile(name) !== null;
}

function unwantedIssue(name: string, isPacked: boolean): PackageIssue {
  const code = isPacked ? 'file-archive' : 'file-unknown';
  return fileIssue({ ...fault(SPREADSHEET.test(name) ? 'file-spreadsheet' : code), file: name });
}

/** The issue of a file as a whole. */
export function fileIssue(found: EntryFault): PackageIssue {
  return { ...found, severity: 'error', row: null, line: null, column: null, key: null };
}
