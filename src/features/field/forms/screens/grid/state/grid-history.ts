import { type Accessor, createSignal } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import type { Selection } from '../../../editing/selection.ts';
import { emptyStack, type UndoStack } from '../../../editing/undo-stack.ts';

/** Where one was when something was changed. */
export interface Whereabouts {
  readonly sheet: string;
  readonly selection: Selection;
}

/** A workbook as it was, and where one was in it. */
export interface Moment extends Whereabouts {
  readonly workbook: Workbook;
}

/** What can be taken back of a workbook; it may outlive the grid, so that a look elsewhere forgets nothing. */
export interface GridHistory {
  readonly stack: Accessor<UndoStack<Moment>>;
  readonly setStack: (next: UndoStack<Moment>) => void;
  /** The workbook as the grid last saw it, and where one was; null before it saw any. */
  readonly seen: Accessor<Moment | null>;
  readonly setSeen: (moment: Moment) => void;
}

/** A history in which nothing can be taken back yet. Each workbook that is edited has its own. */
export function createGridHistory(): GridHistory {
  const [stack, setStack] = createSignal<UndoStack<Moment>>(emptyStack());
  let last: Moment | null = null;
  return {
    stack,
    setStack,
    seen: () => last,
    setSeen: (moment) => {
      last = moment;
    },
  };
}
