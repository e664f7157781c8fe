import type { PackageIssue } from '../package.ts';
import type { ReportedTable } from '../report.ts';

/** What is wrong with one file: with the file as such, and with its rows where they are at hand. */
export interface FaultyFile {
  readonly file: string;
  /** Issues of the file as a whole, of its header, and of rows that were not sent along. */
  readonly issues: readonly PackageIssue[];
  readonly table: FaultyTable | null;
}

/** The rows of a file that have issues, each with its own. */
export interface FaultyTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** Issues of the header, by its cell. */
  readonly header: readonly PackageIssue[];
  readonly rows: readonly FaultyRow[];
  /** Columns in which some row has an issue, and the first, which mostly names the row. */
  readonly concerned: readonly number[];
}

/** A row with its issues. */
export interface FaultyRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly issues: readonly PackageIssue[];
}

/** The issues by file, in the order in which they come, and by row where the row is at hand. */
export function groupIssues(issues: readonly PackageIssue[], tables: readonly ReportedTable[]): FaultyFile[] {
  const files = [...new Set(issues.map(({ file }) => file))];
  return files.map((file) => {
    const own = issues.filter((issue) => issue.file === file);
    const table = tables.find((candidate) => candidate.file === file) ?? null;
    if (table === null) return { file, issues: own, table: null };
    const faulty = gatherRows(table, own);
    const placed = new Set([...faulty.header, ...faulty.rows.flatMap((row) => row.issues)]);
    return { file, issues: own.filter((issue) => !placed.has(issue)), table: faulty };
  });
}

function gatherRows(table: ReportedTable, issues: readonly PackageIssue[]): FaultyTable {
  const { file, columns, isFlat } = table;
  const header = isFlat ? [] : issues.filter(({ row }) => row === 1);
  const rows = table.rows
    .map(({ row, cells }) => ({ row, cells, issues: issues.filter((issue) => isFlat || issue.row === row) }))
    .filter((row) => row.issues.length > 0);
  const faulty = rows.flatMap((row) => row.issues);
  const isConcerned = (column: string, index: number) =>
    index === 0 || [...header, ...faulty].some((issue) => issue.column === column);
  const indexes = columns.map((_, index) => index);
  const hasWrongLength = rows.some(({ cells }) => cells.length !== columns.length);
  const concerned = indexes.filter((index) => hasWrongLength || isConcerned(columns[index] ?? '', index));
  return { file, columns, header, rows, concerned };
}

/** The cells with one of them changed. */
export function withCell(cells: readonly string[], change: { index: number; text: string }): string[] {
  return cells.map((cell, index) => (index === change.index ? change.text : cell));
}
