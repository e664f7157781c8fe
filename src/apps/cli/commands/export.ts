import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packPackage, writeFiles } from '../../../features/register/package/files/pack-package.ts';
import { README_FILE } from '../../../features/register/package/package.ts';
import { findKindOfFile } from '../../../features/register/records/kinds.ts';
import { findElection, loadCells, loadColumns } from '../../../features/register/records/store.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import type { PlainFile } from '../../../platform/files/archive.ts';
import { readDatabase } from '../../server/settings.ts';
import { readArguments } from '../arguments.ts';
import type { Command, Terminal } from '../command.ts';

/** `scrutineer export`: writes an election as the folder that it was imported from. */
export const exportCommand: Command = {
  name: 'export',
  synopsis: 'SLUG FOLDER|FILE.zip',
  summary: 'Write an election as a folder of open files',
  details: [
    'SLUG is the key of the election, as in its address.',
    'Columns and rows come in the order in which they were imported; the same records give the same bytes.',
    'Files of the same names are replaced; others are left alone.',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const { words } = readArguments(terminal.args, { words: ['SLUG', 'FOLDER'] });
  const [slug = '', target = ''] = words;
  const files = await load(slug, terminal);
  const path = resolve(terminal.folder, target);
  if (target.toLowerCase().endsWith('.zip')) {
    onDisk(`Export to ${path}`, () => replaceFile(path, packPackage(slug, files)));
    terminal.out(`${files.length} files packed into ${target}`);
    return 0;
  }
  onDisk(`Export to ${path}`, () => writeFolder(path, files));
  for (const name of strangersIn(path, files)) {
    terminal.note(`${name} is no part of ${slug} and was left as it is.`);
  }
  terminal.out(`${files.length} files written to ${target}`);
  return 0;
}

async function load(slug: string, terminal: Terminal): Promise<PlainFile[]> {
  const options = { ...readDatabase(terminal.environment, terminal.folder), say: terminal.note };
  const database = await openDatabase({ ...options, purpose: 'export', sharing: 'join' });
  try {
    const { sql } = database;
    const election = await findElection(sql, slug);
    if (election === null) throw new Refusal(`Export ${slug}: there is no such election.`);
    return await sql.begin('isolation level repeatable read read only', async (snapshot) =>
      writeFiles(await loadCells(snapshot, election.id), await loadColumns(snapshot, election.id)),
    );
  } finally {
    await database.close();
  }
}

function writeFolder(path: string, files: readonly PlainFile[]): void {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new Refusal(`Export: ${path} is a file.`);
  mkdirSync(path, { recursive: true });
  for (const { name, bytes } of files) replaceFile(join(path, name), bytes);
}

/** A file appears whole or not at all. */
function replaceFile(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.part`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

/** Files of a package that the export does not hold: they would be imported with it. */
function strangersIn(path: string, files: readonly PlainFile[]): string[] {
  const written = new Set(files.map(({ name }) => name));
  const isPackageFile = (name: string) => name === README_FILE || findKindOfFile(name) !== null;
  return readdirSync(path).filter((name) => isPackageFile(name) && !written.has(name));
}
