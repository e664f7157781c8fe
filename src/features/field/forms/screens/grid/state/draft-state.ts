import { type Accessor, createSignal } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import { writeCell } from '../../../editing/edit-cells.ts';
import type { Cell } from '../../../editing/selection.ts';
import { cellAt, type Rows } from '../../../editing/sheet-cells.ts';

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
  /** Begins with the text of the cell, or with `text` in its place. */
  readonly begin: (where: Draft['where'], text?: string) => void;
  readonly write: (text: string) => void;
  /** Puts the text into the workbook. */
  readonly keep: () => void;
  readonly drop: () => void;
}

/** No text is being written. */
export function createDraft(grid: {
  readonly rows: Accessor<Rows>;
  readonly sheet: Accessor<string>;
  readonly cursor: Accessor<Cell>;
  readonly canEdit: Accessor<boolean>;
  readonly apply: (change: (workbook: Workbook) => Workbook) => void;
}): DraftState {
  const [current, setCurrent] = createSignal<Draft | null>(null);
  return {
    current,
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
