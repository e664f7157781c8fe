import type { Sheet, Workbook } from '../../../../xforms/workbook/workbook.ts';

/** Rows of a sheet as a workbook holds them: the header first, cells behind the last filled one left out. */
export type Rows = readonly (readonly string[])[];

/** Cells of a sheet from `top` to `bottom` and `left` to `right`, all inclusive and counted from 0; row 0 is the header. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The sheet of exactly that name; undefined where there is none. */
export function findSheetNamed(workbook: Workbook, name: string): Sheet | undefined {
  return workbook.sheets.find((sheet) => sheet.name === name);
}

/** The text of a cell, counted from 0; empty outside of the sheet too. */
export function cellAt(rows: Rows, row: number, column: number): string {
  return rows[row]?.[column] ?? '';
}

/** How many columns the widest row of a sheet has. */
export function widthOf(rows: Rows): number {
  return rows.reduce((widest, row) => Math.max(widest, row.length), 0);
}

/** The texts of a range, row by row, each row as long as the range is wide. */
export function readRange(rows: Rows, range: Range): string[][] {
  const columns = Array.from({ length: range.right - range.left + 1 }, (_, index) => range.left + index);
  return Array.from({ length: range.bottom - range.top + 1 }, (_, index) =>
    columns.map((column) => cellAt(rows, range.top + index, column)),
  );
}

/** The workbook with other rows in one sheet; the same workbook where the rows are the same. */
export function withRows(workbook: Workbook, name: string, change: (rows: Rows) => Rows): Workbook {
  let isChanged = false;
  const sheets = workbook.sheets.map((sheet) => {
    if (sheet.name !== name) return sheet;
    const rows = change(sheet.rows);
    if (rows === sheet.rows) return sheet;
    isChanged = true;
    return { ...sheet, rows };
  });
  return isChanged ? { ...workbook, sheets } : workbook;
}

/** A row without the empty cells behind its last filled one; the same row where there are none. */
export function trimRow(row: readonly string[]): readonly string[] {
  const last = row.findLastIndex((text) => text !== '');
  return last === row.length - 1 ? row : row.slice(0, last + 1);
}

/** Rows without the empty ones behind the last filled one; the same rows where there are none. */
export function trimRows(rows: Rows): Rows {
  const last = rows.findLastIndex((row) => row.length > 0);
  return last === rows.length - 1 ? rows : rows.slice(0, last + 1);
}

/** Whether two workbooks say the same; quick where they share rows. */
export function isSameWorkbook(one: Workbook, other: Workbook): boolean {
  if (one === other) return true;
  return (
    one.sheets.length === other.sheets.length &&
    one.sheets.every((sheet, index) => {
      const twin = other.sheets[index];
      return twin !== undefined && sheet.name === twin.name && isSameRows(sheet.rows, twin.rows);
    })
  );
}

/** Whether two lists of rows say the same; quick where they share rows. */
export function isSameRows(one: Rows, other: Rows): boolean {
  return isSame(one, other, isSameRow);
}

function isSameRow(one: readonly string[], other: readonly string[]): boolean {
  return isSame(one, other, (a, b) => a === b);
}

function isSame<T>(one: readonly T[], other: readonly T[], isEqual: (a: T, b: T) => boolean): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((each, index) => isEqual(each, other[index] as T));
}
