import type { Fault } from '../../../kernel/issue.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import type { Sheet } from '../../../xforms/workbook/workbook.ts';
import { readCsv } from './csv.ts';

/** Columns and rows of a file that a person made; the header is row 1. Rows without any text are left out. */
export interface FileTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** What of a file cannot be read, by its row and column. */
export interface TableFault extends Fault {
  readonly severity: 'error';
  readonly row: number | null;
  readonly column: string | null;
}

/** A file of one table, read; the table is empty where anything of it cannot be read. */
export interface TableFile {
  readonly table: FileTable;
  readonly issues: readonly TableFault[];
}

const NOTHING: FileTable = { columns: [], rows: [] };

/**
 * Reads a file of one table by its content: an Excel workbook, or CSV.
 *
 * @param sheet name of the sheet that counts where a workbook has several; the first one, where none is called so.
 */
export async function readTableFile(bytes: Uint8Array, sheet: string): Promise<TableFile> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readSheets(bytes, sheet) : await readText(bytes);
}

function readSheets(bytes: Uint8Array, wanted: string): TableFile {
  const workbook = readWorkbook(bytes, `${wanted}.xlsx`);
  if (!workbook.ok) return { table: NOTHING, issues: workbook.error.map(errorOf) };
  const { sheets } = workbook.value;
  return { table: tableOf(sheets.find(({ name }) => name.trim().toLowerCase() === wanted) ?? sheets[0]), issues: [] };
}

function tableOf(sheet: Sheet | undefined): FileTable {
  const [header = [], ...rows] = sheet?.rows ?? [];
  const filled = rows.map((cells, index) => ({ row: index + 2, cells }));
  return {
    columns: header.map((column) => column.trim()),
    rows: filled.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  };
}

async function readText(bytes: Uint8Array): Promise<TableFile> {
  const { table, faults } = await readCsv(bytes);
  const columns = table.columns.map((column) => column.trim());
  return { table: faults.length > 0 ? NOTHING : { columns, rows: table.rows }, issues: faults.map(errorOf) };
}

function errorOf({ code, parameters, row, column }: Omit<TableFault, 'severity'>): TableFault {
  return { code, parameters, row, column, severity: 'error' };
}
