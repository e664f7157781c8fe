import type { Range } from './sheet-cells.ts';

/** A cell of a sheet, counted from 0; row 0 is the header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells from where it was begun (`anchor`) to where the cursor stands. */
export interface Selection {
  readonly anchor: Cell;
  readonly cursor: Cell;
}

/** How many rows and columns there are to move in; one of each at least. */
export interface Bounds {
  readonly rows: number;
  readonly columns: number;
}

/** Ways of moving the cursor: by a cell, to an end of the row, of the sheet, by a page, to the next cell in reading order. */
export type Movement =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'row-start'
  | 'row-end'
  | 'top'
  | 'bottom'
  | 'sheet-start'
  | 'sheet-end'
  | 'page-up'
  | 'page-down'
  | 'next'
  | 'previous';

/** The selection of a single cell. */
export function selectCell(cell: Cell): Selection {
  return { anchor: cell, cursor: cell };
}

/** The selection stretched to another cell. */
export function stretchTo(selection: Selection, cursor: Cell): Selection {
  return { anchor: selection.anchor, cursor };
}

/** The cells of a selection. */
export function rangeOf({ anchor, cursor }: Selection): Range {
  return {
    top: Math.min(anchor.row, cursor.row),
    left: Math.min(anchor.column, cursor.column),
    bottom: Math.max(anchor.row, cursor.row),
    right: Math.max(anchor.column, cursor.column),
  };
}

/** Whether a cell lies in a range. */
export function isWithin(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

/** The nearest cell within the bounds. */
export function clampCell(cell: Cell, bounds: Bounds): Cell {
  return { row: clamp(cell.row, bounds.rows), column: clamp(cell.column, bounds.columns) };
}

/** What moving depends on: the room there is, how much of it is filled, and how many rows are seen at once. */
export interface Room {
  readonly bounds: Bounds;
  readonly filled: Bounds;
  readonly page: number;
}

/** Where a movement leads: ends are those of what is filled; never out of the bounds. */
export function moveCell(from: Cell, movement: Movement, { bounds, filled, page }: Room): Cell {
  const { row, column } = from;
  const last = { row: bounds.rows - 1, column: bounds.columns - 1 };
  const end = { row: filled.rows - 1, column: filled.columns - 1 };
  const targets: Readonly<Record<Movement, Cell>> = {
    up: { row: row - 1, column },
    down: { row: row + 1, column },
    left: { row, column: column - 1 },
    right: { row, column: column + 1 },
    'row-start': { row, column: 0 },
    'row-end': { row, column: end.column },
    top: { row: 0, column },
    bottom: { row: end.row, column },
    'sheet-start': { row: 0, column: 0 },
    'sheet-end': end,
    'page-up': { row: row - page, column },
    'page-down': { row: row + page, column },
    next: column < last.column ? { row, column: column + 1 } : row < last.row ? { row: row + 1, column: 0 } : from,
    previous: column > 0 ? { row, column: column - 1 } : row > 0 ? { row: row - 1, column: last.column } : from,
  };
  return clampCell(targets[movement], bounds);
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(value, count - 1));
}
