import { readdirSync, readFileSync } from 'node:fs';
import { type ElectionFile, KIND_NAMES, kindNamed, type RecordSet } from '../../src/features/register/records/kinds.ts';
import { readElectionFile } from '../../src/features/register/records/record-set.ts';
import type { Cells } from '../../src/kernel/record.ts';
import { readCsv } from '../../src/platform/files/tables/csv.ts';
import { readYaml } from '../../src/platform/files/yaml.ts';

const FOLDER = new URL('../../examples/azerbaijan-2024/', import.meta.url);

/** The names of the files of the example election. */
export function listExampleFiles(): string[] {
  return readdirSync(FOLDER);
}

/** The bytes of a file of the example election. */
export function readExampleFile(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

/** All records of the example election, in the order of its files. */
export async function loadExampleRecords(): Promise<RecordSet> {
  const kinds = KIND_NAMES.map(async (name) => {
    const { file, format } = kindNamed(name);
    const bytes = readExampleFile(file);
    return [name, format === 'yaml' ? readMapping(bytes) : await readTable(bytes)] as const;
  });
  return Object.fromEntries(await Promise.all(kinds));
}

/** The example election, read. */
export async function loadExample(): Promise<ElectionFile> {
  return readElectionFile(await loadExampleRecords());
}

function readMapping(bytes: Uint8Array): Cells[] {
  return [Object.fromEntries(readYaml(bytes).entries.map(({ name, text }) => [name, text]))];
}

async function readTable(bytes: Uint8Array): Promise<Cells[]> {
  const { table } = await readCsv(bytes);
  return table.rows.map(({ cells }) =>
    Object.fromEntries(table.columns.flatMap((column, index) => (cells[index] ? [[column, cells[index]]] : []))),
  );
}
