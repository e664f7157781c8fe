import { type Cells, columnsOf } from '../../../kernel/record.ts';
import { isLanguageTag } from '../../../kernel/text.ts';
import { KIND_NAMES, type KindName, kindNamed, type RecordSet } from '../records/kinds.ts';
import { heldColumns, type RememberedColumns } from './plan-import.ts';

/** A file to write. */
export interface WrittenTable {
  readonly kind: KindName;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a package consists of when it is written: a table per file, and the text of its README or null. */
export interface WrittenPackage {
  readonly tables: readonly WrittenTable[];
  readonly readme: string | null;
}

/**
 * The files of an election: remembered columns in their order, then those that have come since; rows in their order.
 * A kind without records has a file only where one was imported. `about` goes to the README unless it came otherwise.
 */
export function writeTables(records: RecordSet, remembered: RememberedColumns): WrittenPackage {
  const about = records.election?.[0]?.about ?? '';
  const isInFile = remembered.election?.includes('about') ?? false;
  const languages = languagesOf(records);
  const tables = KIND_NAMES.flatMap((kind) => {
    const rows = records[kind] ?? [];
    const columns = remembered[kind];
    if (rows.length === 0 && columns === undefined) return [];
    const all = allColumns(kind, rows, columns ?? columnsOf(kindNamed(kind), languages));
    const written = kind === 'election' && !isInFile ? all.filter((column) => column !== 'about') : all;
    return [writeTable(kind, written, rows)];
  });
  return { tables, readme: about === '' || isInFile ? null : about };
}

function writeTable(kind: KindName, columns: readonly string[], rows: readonly Cells[]): WrittenTable {
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return { kind, file: kindNamed(kind).file, columns, rows: cells };
}

function allColumns(kind: KindName, rows: readonly Cells[], columns: readonly string[]): string[] {
  const held = [...heldColumns(rows)].filter((column) => !columns.includes(column));
  const order = Object.keys(kindNamed(kind).fields);
  const rank = (column: string) => order.findIndex((name) => column === name || column.startsWith(`${name}_`));
  return [...columns, ...held.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))];
}

function languagesOf(records: RecordSet): string[] {
  const listed = (records.election?.[0]?.languages ?? '').split('|').filter(isLanguageTag);
  return listed.length === 0 ? ['en'] : listed;
}
