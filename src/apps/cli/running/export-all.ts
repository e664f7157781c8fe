import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Database, openDatabase } from '../../../platform/db/connect.ts';
import { findCluster } from '../../../platform/db/embedded/place-cluster.ts';
import { onDisk, Refusal, refusalOfDisk } from '../../../platform/db/refusal.ts';
import { readDatabase } from '../../server/settings.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { OpenArchive } from './everything/open-archive.ts';
import { beginPart, removeLeftParts } from './everything/part-folder.ts';
import type { Described } from './everything/readme-text.ts';
import { takeEverything } from './everything/take-everything.ts';
import { programVersion } from './program-version.ts';
import { requireOutside } from './require-outside.ts';

/** `scrutineer export-all`: everything in open formats, to go on elsewhere. */
export const exportAll: Command = {
  name: 'export-all',
  synopsis: 'FILE.zip [--with-names]',
  summary: 'Write everything into one archive of open formats, to go on with other programs',
  details: [
    'Forms, submissions as they came, tables of reports, logs, elections and the history of all missions; while the server',
    'serves or without it. Never replaces a file. It is not encrypted: the archive is as confidential as the server.',
    '--with-names   people and devices by their names; otherwise people by their roles, devices by their pseudonyms',
    'SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const { words, flags } = readArguments(terminal.args, { words: ['FILE.zip'], flags: ['with-names'] });
  const target = resolve(terminal.folder, words[0] ?? '');
  if (!target.toLowerCase().endsWith('.zip')) {
    throw new WrongUsage(`Export everything: found ${words[0]}, wanted the name of a file that ends in .zip.`);
  }
  requireFree(target);
  const { dataFolder, databaseUrl } = readDatabase(terminal.environment, terminal.folder);
  requireOutside(`Export everything to ${target}`, target, dataFolder);
  if (databaseUrl === null && findCluster(dataFolder) === null) {
    throw new Refusal(`Export everything: ${dataFolder} holds nothing. Set SCRUTINEER_DATA to the data folder.`);
  }
  removeLeftParts(target, terminal.note);
  const database = await openDatabase({
    ...{ dataFolder, databaseUrl, purpose: 'export-all', sharing: 'join', say: terminal.note },
  });
  try {
    const { described, count, manifest } = await write(database, { target, dataFolder, flags, terminal });
    return tell(terminal, { described, text: `${count} files in ${target}. SHA-256 of manifest.csv: ${manifest}` });
  } finally {
    await database.close();
  }
}

function requireFree(target: string): void {
  if (existsSync(target)) throw new Refusal(`Export everything: ${target} is there already. Choose another name.`);
  if (!existsSync(dirname(target)) || !statSync(dirname(target)).isDirectory()) {
    throw new Refusal(`Export everything: there is no folder ${dirname(target)}.`);
  }
}

interface Writing {
  readonly target: string;
  readonly dataFolder: string;
  readonly flags: ReadonlySet<string>;
  readonly terminal: Terminal;
}

/** The archive appears whole or not at all. */
async function write({ sql }: Database, { target, dataFolder, flags, terminal }: Writing) {
  const folder = onDisk(`Export everything to ${target}`, () => beginPart(target));
  try {
    const archive = await OpenArchive.begin(folder, 'archive');
    try {
      const withNames = flags.has('with-names');
      const order = { archive, dataFolder, withNames, program: programVersion(), now: new Date(), say: terminal.note };
      const described = await sql.begin('isolation level repeatable read read only', (snapshot) =>
        takeEverything(snapshot, order),
      );
      const manifest = await archive.finish();
      putInPlace(join(folder, 'archive'), target);
      return { described: described as Described, count: archive.count + 1, manifest };
    } finally {
      await archive.close();
    }
  } catch (error) {
    throw refusalOfDisk(`Export everything to ${target}`, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that came to be there meanwhile stays. Some disks know no second name of a file: there it is looked for once more. */
function putInPlace(draft: string, target: string): void {
  try {
    linkSync(draft, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') requireFree(target);
    requireFree(target);
    renameSync(draft, target);
  }
}

function tell({ out, note }: Terminal, { described, text }: { described: Described; text: string }): number {
  for (const { slug, submissions, files, reports, entries } of described.missions) {
    out(`${slug}: ${submissions} submissions, ${files} files, ${reports} reports in tables, log of ${entries} entries`);
  }
  for (const slug of described.elections) out(`election ${slug}`);
  out(`${described.acts} acts of the history`);
  for (const fault of described.faults) note(`MISSING: ${fault}`);
  out(text);
  return described.faults.length === 0 ? 0 : 1;
}
