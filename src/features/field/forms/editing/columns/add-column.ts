import { must } from '../../../../../kernel/result.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { writeCell } from '../edit-cells.ts';
import { insertColumn } from '../edit-rows.ts';
import { type ColumnSheet, columnsOf, type SheetColumns } from './sheet-columns.ts';

/** A workbook with the column that was wanted, and where it stands, counted from 0. */
export interface WithColumn {
  readonly workbook: Workbook;
  readonly column: number;
}

/** Adds a column of that header before column `at`, counted from 0; what stands there moves to the right. */
export function addColumn(
  workbook: Workbook,
  columns: SheetColumns,
  given: { header: string; at: number },
): WithColumn {
  const { header, at } = given;
  const { name } = columns.sheet;
  const widened = insertColumn(workbook, name, at);
  return { workbook: writeCell(widened, { sheet: name, row: 0, column: at }, header), column: at };
}

/** The header of a sheet that is known to be there. */
export function getColumns(workbook: Workbook, name: ColumnSheet): SheetColumns {
  return must(columnsOf(workbook, name), `Read the header of ${name}: the workbook has no such sheet`);
}
