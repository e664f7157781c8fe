import type { PackageTable, TableRow } from './package.ts';

/**
 * A row as a person wants it, in place of what the file says: all cells of the row, or null to leave the row out.
 * Row 1 of a CSV file is its header, where an empty cell leaves the column out.
 */
export interface Correction {
  readonly file: string;
  readonly row: number;
  readonly cells: readonly string[] | null;
}

/** The table with the corrections that concern its file. */
export function correctTable(table: PackageTable, corrections: readonly Correction[]): PackageTable {
  const own = new Map(corrections.filter(({ file }) => file === table.file).map(({ row, cells }) => [row, cells]));
  if (own.size === 0) return table;
  const header = table.places.size === 0 ? own.get(1) : undefined;
  const isHeaderRow = (row: TableRow) => row.row === 1 && table.places.size === 0;
  const rows = table.rows.flatMap((row) => {
    const cells = isHeaderRow(row) ? undefined : own.get(row.row);
    if (cells === undefined) return [row];
    return cells === null ? [] : [{ ...row, cells }];
  });
  const corrected = { ...table, rows };
  return header === undefined || header === null ? corrected : withColumns(corrected, header);
}

function withColumns(table: PackageTable, header: readonly string[]): PackageTable {
  const kept = header.map((column, index) => ({ column, index })).filter(({ column }) => column !== '');
  const rows = table.rows.map((row) => {
    const isWhole = row.cells.length === header.length;
    return { ...row, cells: isWhole ? kept.map(({ index }) => row.cells[index] ?? '') : row.cells };
  });
  return { ...table, columns: kept.map(({ column }) => column), rows };
}
