import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import { writeCell } from '../../../editing/edit-cells.ts';
import type { Cell } from '../../../editing/selection.ts';
import { cellAt, findSheetNamed, type Rows } from '../../../editing/sheet-cells.ts';

/** A text that is being written and is not in the workbook yet. */
export interface Draft extends Cell {
  readonly sheet: string;
  readonly text: string;
  /** Written in the cell itself, or in the bar above. */
  readonly where: 'cell' | 'bar';
}

/** Writing in the cell of the cursor. */
export interface DraftState {
  readonly current: Accessor<Draft | null>;
  /** Whether there is text that the workbook does not have. */
  readonly isTyped: Accessor<boolean>;
  /** Begins with the text of the cell, or with `text` in its place. */
  readonly begin: (where: Draft['where'], text?: string) => void;
  readonly write: (text: string) => void;
  /** Puts the text into the workbook. */
  readonly keep: () => void;
  readonly drop: () => void;
}

/** No text is being written. */
export function createDraft(grid: {
  readonly workbook: Accessor<Workbook>;
  readonly rows: Accessor<Rows>;
  readonly sheet: Accessor<string>;
  readonly cursor: Accessor<Cell>;
  readonly canEdit: Accessor<boolean>;
  readonly apply: (change: (workbook: Workbook) => Workbook) => void;
}): DraftState {
  const [current, setCurrent] = createSignal<Draft | null>(null);
  const isTyped = createMemo(() => {
    const draft = current();
    if (draft === null) return false;
    const rows = findSheetNamed(grid.workbook(), draft.sheet)?.rows ?? [];
    return cellAt(rows, draft.row, draft.column) !== draft.text;
  });
  return {
    current,
    isTyped,
    begin: (where, text) => {
      if (!grid.canEdit() || grid.sheet() === '') return;
      const { row, column } = grid.cursor();
      setCurrent({ sheet: grid.sheet(), row, column, where, text: text ?? cellAt(grid.rows(), row, column) });
    },
    write: (text) => setCurrent((draft) => (draft === null ? null : { ...draft, text })),
    keep: () => {
      const draft = current();
      if (draft === null) return;
      setCurrent(null);
      grid.apply((workbook) => writeCell(workbook, draft, draft.text));
    },
    drop: () => setCurrent(null),
  };
}
