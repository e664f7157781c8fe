import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import type { Selection } from '../../../editing/selection.ts';
import { isSameWorkbook } from '../../../editing/sheet-cells.ts';
import {
  emptyStack,
  noteEdit,
  stepBack,
  stepForth,
  stepsFor,
  type UndoStack,
  type UndoStep,
} from '../../../editing/undo-stack.ts';

/** Where one was when something was changed. */
export interface Whereabouts {
  readonly sheet: string;
  readonly selection: Selection;
}

interface Moment extends Whereabouts {
  readonly workbook: Workbook;
}

/** Undo and redo. */
export interface History {
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Keeps the present state to come back to. */
  readonly note: () => void;
  /** Hands the next workbook out. */
  readonly replace: (next: Workbook) => void;
}

/** A workbook that comes from elsewhere with other content, such as one with a question of the bank, is a step like any edit. */
export function createHistory(
  input: {
    readonly workbook: Workbook;
    readonly isReadonly?: boolean | undefined;
    readonly onChange: (next: Workbook) => void;
  },
  place: { readonly read: () => Whereabouts; readonly restore: (place: Whereabouts) => void },
): History {
  const [stack, setStack] = createSignal<UndoStack<Moment>>(emptyStack());
  let own = input.workbook;
  const keep = (before: Moment) => setStack((held) => noteEdit(held, before, stepsFor(rowCountOf(before.workbook))));
  createEffect(
    on(
      () => input.workbook,
      (workbook) => {
        if (!isSameWorkbook(workbook, own)) keep({ workbook: own, ...place.read() });
        own = workbook;
      },
    ),
  );
  const now = (): Moment => ({ workbook: input.workbook, ...place.read() });
  const replace = (next: Workbook) => {
    own = next;
    input.onChange(next);
  };
  const take = (step: UndoStep<Moment> | null) => {
    if (step === null || input.isReadonly) return;
    setStack(step.stack);
    replace(step.state.workbook);
    place.restore(step.state);
  };
  return {
    canUndo: () => stack().past.length > 0,
    canRedo: () => stack().future.length > 0,
    undo: () => take(stepBack(stack(), now())),
    redo: () => take(stepForth(stack(), now())),
    note: () => keep(now()),
    replace,
  };
}

function rowCountOf(workbook: Workbook): number {
  return workbook.sheets.reduce((sum, { rows }) => sum + rows.length, 0);
}
