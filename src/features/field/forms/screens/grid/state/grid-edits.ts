import { WORKBOOK_LIMITS } from '../../../../../../xforms/workbook/limits.ts';
import { clearRange, fillRange, writeBlock } from '../../../editing/edit-cells.ts';
import { deleteColumns, deleteRows, insertColumn, insertRows, moveRows } from '../../../editing/edit-rows.ts';
import { findNextFault } from '../../../editing/place-faults.ts';
import { readRange, widthOf } from '../../../editing/sheet-cells.ts';
import { parseTabText, writeTabText } from '../../../editing/tab-text.ts';
import type { GridState } from './grid-state.ts';

/** What can be done with the cells that are selected; each by a key, some by a button too. */
export interface GridEdits {
  readonly clear: () => void;
  readonly insertAbove: () => void;
  readonly insertBelow: () => void;
  readonly deleteRows: () => void;
  readonly moveRows: (step: -1 | 1) => void;
  readonly insertColumn: (side: 'before' | 'after') => void;
  readonly deleteColumns: () => void;
  /** Begins to write in the header of the column. */
  readonly renameColumn: () => void;
  /** The selected cells as text for the clipboard. */
  readonly copy: () => string;
  readonly paste: (text: string) => void;
  readonly selectAll: () => void;
  readonly selectRow: (row: number, isStretched: boolean) => void;
  readonly goToFault: (step: -1 | 1) => void;
}

/** The edits of a grid. @param refuse says that what was pasted is more than a sheet can hold. */
export function createGridEdits(grid: GridState, refuse: () => void): GridEdits {
  return {
    ...rowEdits(grid),
    ...columnEdits(grid),
    ...clipboardEdits(grid, refuse),
    clear: () => grid.apply((workbook) => clearRange(workbook, grid.sheet(), grid.range())),
    selectAll: () => grid.selectRange({ row: grid.rows().length - 1, column: lastColumn(grid) }, { row: 0, column: 0 }),
    selectRow: (row, isStretched) => {
      const from = isStretched ? grid.anchor().row : row;
      grid.selectRange({ row: from, column: lastColumn(grid) }, { row, column: 0 });
    },
    goToFault: (step) => {
      const from = { sheet: grid.sheet(), ...grid.cursor() };
      const next = findNextFault(grid.workbook(), grid.placed().all, { from, step });
      if (next !== null) grid.jumpTo(next);
    },
  };
}

function lastColumn(grid: GridState): number {
  return Math.max(0, widthOf(grid.rows()) - 1);
}

function rowEdits(grid: GridState) {
  const sheet = () => grid.sheet();
  const span = () => ({ from: Math.max(1, grid.range().top), to: grid.range().bottom });
  return {
    insertAbove: () => {
      const { from, to } = span();
      grid.apply((workbook) => insertRows(workbook, sheet(), { at: from, count: Math.max(1, to - from + 1) }));
      grid.askFocus();
    },
    insertBelow: () => {
      const { bottom } = grid.range();
      grid.apply((workbook) => insertRows(workbook, sheet(), { at: bottom + 1, count: 1 }));
      grid.select({ row: bottom + 1, column: grid.cursor().column });
      grid.askFocus();
    },
    deleteRows: () => {
      grid.apply((workbook) => deleteRows(workbook, sheet(), span()));
      grid.select({ row: grid.range().top, column: grid.cursor().column });
      grid.askFocus();
    },
    moveRows: (step: -1 | 1) => {
      const { top, left, bottom, right } = grid.range();
      const before = grid.workbook();
      grid.apply((workbook) => moveRows(workbook, sheet(), { from: top, to: bottom, step }));
      if (grid.workbook() !== before) {
        grid.selectRange({ row: top + step, column: left }, { row: bottom + step, column: right });
      }
      grid.askFocus();
    },
  };
}

function columnEdits(grid: GridState) {
  return {
    insertColumn: (side: 'before' | 'after') => {
      const { left, right } = grid.range();
      const at = side === 'before' ? left : right + 1;
      grid.apply((workbook) => insertColumn(workbook, grid.sheet(), at));
      grid.select({ row: 0, column: at });
      grid.askFocus();
    },
    deleteColumns: () => {
      const { left, right } = grid.range();
      grid.apply((workbook) => deleteColumns(workbook, grid.sheet(), { from: left, to: right }));
      grid.select({ row: grid.cursor().row, column: left });
      grid.askFocus();
    },
    renameColumn: () => {
      grid.select({ row: 0, column: grid.cursor().column });
      grid.askFocus();
      grid.draft.begin('cell');
    },
  };
}

function clipboardEdits(grid: GridState, refuse: () => void) {
  return {
    copy: () => writeTabText(readRange(grid.rows(), grid.range())),
    paste: (text: string) => {
      if (!grid.canEdit() || grid.sheet() === '') return;
      const { top, left } = grid.range();
      const block = fillRange(parseTabText(text), grid.range());
      const width = block[0]?.length ?? 1;
      if (top + block.length > WORKBOOK_LIMITS.rows || left + width > WORKBOOK_LIMITS.columns) return refuse();
      grid.apply((workbook) => writeBlock(workbook, { sheet: grid.sheet(), row: top, column: left }, block));
      grid.selectRange({ row: top, column: left }, { row: top + block.length - 1, column: left + width - 1 });
      grid.askFocus();
    },
  };
}
