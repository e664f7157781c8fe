import { type Accessor, createMemo, on } from 'solid-js';
import { columnWidths } from '../../../editing/column-widths.ts';
import { cellAt, type Range, type Rows } from '../../../editing/sheet-cells.ts';
import { createColumnSizes } from './column-sizes.ts';

/** How wide the columns of the sheet are, in px at letters of the usual size. */
export interface WidthState {
  readonly all: Accessor<readonly number[]>;
  /** Null gives a column its own width back. */
  readonly give: (column: number, width: number | null) => void;
  /** Makes the selected columns wider, or narrower, by a step. */
  readonly stretch: (step: -1 | 1) => void;
}

const STEP = 40;

/** Widths stay while one writes, and are measured anew for another sheet or header; those that a person gave stay as given. */
export function createWidthState(grid: {
  readonly sheet: Accessor<string>;
  readonly rows: Accessor<Rows>;
  readonly count: Accessor<number>;
  readonly range: Accessor<Range>;
}): WidthState {
  const sizes = createColumnSizes();
  const header = createMemo(() => grid.rows()[0]);
  const count = createMemo(grid.count);
  const measured = createMemo(on([grid.sheet, header, count], () => columnWidths(grid.rows(), count())));
  const headerOf = (column: number) => cellAt(grid.rows(), 0, column);
  const all = createMemo(() =>
    measured().map((width, column) => sizes.find(grid.sheet(), (header() ?? [])[column] ?? '') ?? width),
  );
  const give = (column: number, width: number | null) => sizes.give(grid.sheet(), headerOf(column), width);
  return {
    all,
    give,
    stretch: (step) => {
      const { left, right } = grid.range();
      const before = all();
      for (let column = left; column <= right; column += 1) give(column, (before[column] ?? STEP) + step * STEP);
    },
  };
}
