import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type GivenFile, PACKAGE_LIMITS } from '../../features/register/package/files/receive-files.ts';
import type { PackageIssue } from '../../features/register/package/package.ts';
import { onDisk, Refusal } from '../../platform/db/refusal.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../platform/i18n/messages.ts';

/**
 * The files of a folder, or the one file (a zip archive) that `path` names. Hidden files and folders are passed over.
 *
 * @throws Refusal where there is nothing, or more than an import takes.
 */
export function readGiven(path: string): GivenFile[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Refusal(`Read ${path}: there is no such folder or file.`);
  if (!found.isDirectory()) return readFiles([{ path, name: path.split(/[/\\]/).at(-1) ?? path }]);
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  // A folder in the folder is refused under the name of a file in it: it is not looked into.
  const folders = entries.filter((entry) => entry.isDirectory());
  const nested = folders.map(({ name }) => ({ path: `${name}/…`, bytes: new Uint8Array() }));
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => ({ path: join(path, name), name }));
  return [...readFiles(files.sort((a, b) => (a.name < b.name ? -1 : 1))), ...nested];
}

/** An issue as a line for the terminal: `places.csv:12 (row 12, column parent): …`. */
export function formatIssue({ code, parameters, severity, file, row, line, column, key }: PackageIssue): string {
  const words = createMessages('en', en).find(`issues.${code}`, parameters) ?? code;
  const parts = [row === null ? null : `row ${row}`, column === null ? null : `column ${column}`];
  const unplaced = row === null && key !== null && key !== '' ? [`record ${key}`] : [];
  const place = [...parts.filter((part) => part !== null), ...unplaced].join(', ');
  const where = `${file}${line === null ? '' : `:${line}`}${place === '' ? '' : ` (${place})`}`;
  return `${where === '' ? '' : `${where}: `}${severity === 'warning' ? 'warning: ' : ''}${words}`;
}

/** Says all that is listed, and how many more there are. */
export function noteIssues(
  { listed, errors, warnings }: { listed: readonly PackageIssue[]; errors: number; warnings: number },
  note: (line: string) => void,
): void {
  for (const issue of listed) note(formatIssue(issue));
  const more = errors + warnings - listed.length;
  if (more > 0) note(`… and ${more} more`);
}

function readFiles(files: readonly { path: string; name: string }[]): GivenFile[] {
  const total = files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  const { totalBytes, entries } = PACKAGE_LIMITS;
  if (total > totalBytes) throw new Refusal(`Read the files: found ${total} bytes, wanted at most ${totalBytes}.`);
  if (files.length > entries) throw new Refusal(`Read the files: found ${files.length}, wanted at most ${entries}.`);
  return files.map(({ path, name }) => ({ path: name, bytes: onDisk(`Read ${path}`, () => readFileSync(path)) }));
}
