import { type PlainFile, writeArchive } from '../../../../platform/files/archive.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { writeYaml } from '../../../../platform/files/yaml.ts';
import { kindNamed, type RecordSet } from '../../records/kinds.ts';
import { README_FILE } from '../package.ts';
import type { RememberedColumns } from '../plan-import.ts';
import { type WrittenTable, writeTables } from '../write-tables.ts';

/** The files of an election, in their order. The same records and columns give the same bytes. */
export function writeFiles(records: RecordSet, remembered: RememberedColumns): PlainFile[] {
  const { tables, readme } = writeTables(records, remembered);
  const files = tables.map((table) => ({ name: table.file, text: writeTable(table) }));
  if (readme !== null) files.splice(1, 0, { name: README_FILE, text: `${readme}\n` });
  return files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
}

/** The files of an election in one zip archive, in a folder of that name. */
export function packPackage(folder: string, files: readonly PlainFile[]): Uint8Array {
  return writeArchive(files.map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes })));
}

function writeTable({ kind, columns, rows }: WrittenTable): string {
  if (kindNamed(kind).format === 'csv') return writeCsv(columns, rows);
  const [row = []] = rows;
  const entries = columns.map((column, index) => [column, row[index] ?? ''] as const);
  return writeYaml(entries.filter(([, text]) => text !== ''));
}
