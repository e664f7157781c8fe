import { type Accessor, createEffect, on, onCleanup } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import { isSameWorkbook } from '../../../editing/sheet-cells.ts';
import { noteEdit, stepBack, stepForth, stepsFor, type UndoStep } from '../../../editing/undo-stack.ts';
import { createGridHistory, type GridHistory, type Moment, type Whereabouts } from './grid-history.ts';

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

interface HistoryInput {
  readonly workbook: Workbook;
  readonly isReadonly?: boolean | undefined;
  readonly history?: GridHistory | undefined;
  readonly onChange: (next: Workbook) => void;
}

/** What the history is told of where one is, and tells of where one was. */
interface HistoryPlace {
  readonly read: () => Whereabouts;
  readonly restore: (place: Whereabouts) => void;
  /** Told of a workbook that came from elsewhere, with the one before it. */
  readonly follow: (before: Workbook, after: Workbook) => void;
}

/**
 * A workbook that comes from elsewhere with other content, such as one with a question of the bank, is a step like any edit;
 * so is what was changed while the grid was not there, where the history is kept from outside.
 */
export function createHistory(input: HistoryInput, place: HistoryPlace): History {
  const history = input.history ?? createGridHistory();
  const { stack, setStack } = history;
  const seen = history.seen();
  const held = { own: seen?.workbook ?? input.workbook };
  const keep = (before: Moment) => setStack(noteEdit(stack(), before, stepsFor(rowCountOf(before.workbook))));
  if (seen !== null && !input.isReadonly && !isSameWorkbook(seen.workbook, input.workbook)) {
    keep(seen);
    held.own = input.workbook;
  }
  followOutside(input, held, (before, after) => {
    keep({ workbook: before, ...place.read() });
    place.follow(before, after);
  });
  onCleanup(() => history.setSeen({ workbook: held.own, ...place.read() }));
  const now = (): Moment => ({ workbook: input.workbook, ...place.read() });
  const replace = (next: Workbook) => {
    held.own = next;
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

/** Calls `note` when another workbook comes from outside; one that is only looked at is none to come back from. */
function followOutside(
  input: HistoryInput,
  held: { own: Workbook },
  note: (before: Workbook, after: Workbook) => void,
): void {
  createEffect(
    on(
      () => input.workbook,
      (workbook) => {
        if (input.isReadonly) return;
        if (!isSameWorkbook(workbook, held.own)) note(held.own, workbook);
        held.own = workbook;
      },
      { defer: true },
    ),
  );
}

function rowCountOf(workbook: Workbook): number {
  return workbook.sheets.reduce((sum, { rows }) => sum + rows.length, 0);
}
