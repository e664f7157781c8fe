import { readCsv } from '../../../../../platform/files/csv.ts';
import { readWorkbook } from '../../../../../xforms/workbook/read-workbook.ts';
import type { Sheet } from '../../../../../xforms/workbook/workbook.ts';
import type { PeopleTable } from '../../importing/known-people.ts';
import type { ImportIssue } from '../../people-replies.ts';

/** A file of people, read; the table is empty where anything of it cannot be read. */
export interface PeopleFile {
  readonly table: PeopleTable;
  readonly issues: readonly ImportIssue[];
}

const NOTHING: PeopleTable = { columns: [], rows: [] };
/** The sheet that counts where a workbook has several; the first one, where none is called so. */
const SHEET = 'people';

/** Reads a file of people by its content: an Excel workbook, or CSV. */
export async function readPeopleFile(bytes: Uint8Array): Promise<PeopleFile> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readSheets(bytes) : await readText(bytes);
}

function readSheets(bytes: Uint8Array): PeopleFile {
  const workbook = readWorkbook(bytes, 'people.xlsx');
  if (!workbook.ok) {
    const issues = workbook.error.map(({ code, parameters, row, column }) => {
      return { code, parameters, row, column, severity: 'error' as const };
    });
    return { table: NOTHING, issues };
  }
  const { sheets } = workbook.value;
  return { table: tableOf(sheets.find(({ name }) => name.trim().toLowerCase() === SHEET) ?? sheets[0]), issues: [] };
}

function tableOf(sheet: Sheet | undefined): PeopleTable {
  const [header = [], ...rows] = sheet?.rows ?? [];
  const filled = rows.map((cells, index) => ({ row: index + 2, cells }));
  return {
    columns: header.map((column) => column.trim()),
    rows: filled.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  };
}

async function readText(bytes: Uint8Array): Promise<PeopleFile> {
  const { table, faults } = await readCsv(bytes);
  const issues = faults.map(({ code, parameters, row, column }) => {
    return { code, parameters, row, column, severity: 'error' as const };
  });
  const columns = table.columns.map((column) => column.trim());
  return { table: issues.length > 0 ? NOTHING : { columns, rows: table.rows }, issues };
}
