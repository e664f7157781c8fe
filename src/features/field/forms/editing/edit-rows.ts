import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { isSameRows, type Rows, trimRow, trimRows, withRows } from './sheet-cells.ts';

/** Consecutive rows or columns of a sheet, counted from 0, both inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Inserts empty rows before row `at`, counted from 0. The header stays the first row, so that `at` is 1 at least. */
export function insertRows(workbook: Workbook, sheet: string, { at, count }: { at: number; count: number }): Workbook {
  return withRows(workbook, sheet, (rows) => {
    const place = Math.max(1, at);
    if (place >= rows.length) return rows;
    const empty = Array.from({ length: count }, (): readonly string[] => []);
    return [...rows.slice(0, place), ...empty, ...rows.slice(place)];
  });
}

/** Takes rows out; the header is never taken out. */
export function deleteRows(workbook: Workbook, sheet: string, span: Span): Workbook {
  return withRows(workbook, sheet, (rows) => {
    const from = Math.max(1, span.from);
    if (from > span.to || from >= rows.length) return rows;
    return trimRows([...rows.slice(0, from), ...rows.slice(span.to + 1)]);
  });
}

/** Moves rows up (`step` -1) or down (1) by one; the same workbook where they would pass the header. */
export function moveRows(workbook: Workbook, sheet: string, { from, to, step }: Span & { step: -1 | 1 }): Workbook {
  return withRows(workbook, sheet, (rows) => {
    if (from < 1 || from + step < 1) return rows;
    const moved = trimRows(swapped(rows, { from, to }, step));
    return isSameRows(moved, rows) ? rows : moved;
  });
}

function swapped(rows: Rows, { from, to }: Span, step: -1 | 1): Rows {
  const moved = Array.from({ length: to - from + 1 }, (_, index) => rows[from + index] ?? []);
  const passed = rows[step < 0 ? from - 1 : to + 1] ?? [];
  if (step < 0) return [...rows.slice(0, from - 1), ...moved, passed, ...rows.slice(to + 1)];
  return [...rows.slice(0, from), passed, ...moved, ...rows.slice(to + 2)];
}

/** Inserts an empty column before column `at`, counted from 0. */
export function insertColumn(workbook: Workbook, sheet: string, at: number): Workbook {
  return withRows(workbook, sheet, (rows) => {
    if (rows.every((row) => row.length <= at)) return rows;
    return rows.map((row) => (row.length <= at ? row : [...row.slice(0, at), '', ...row.slice(at)]));
  });
}

/** Takes columns out of every row, the header included. */
export function deleteColumns(workbook: Workbook, sheet: string, { from, to }: Span): Workbook {
  return withRows(workbook, sheet, (rows) => {
    if (rows.every((row) => row.length <= from)) return rows;
    return trimRows(
      rows.map((row) => (row.length <= from ? row : trimRow([...row.slice(0, from), ...row.slice(to + 1)]))),
    );
  });
}
