/** How many steps can be taken back at most, and at least. */
const MOST_STEPS = 500;
const LEAST_STEPS = 20;
/** Rows that all steps together may keep a list of: an edit keeps the list of the rows that it changed, not the rows. */
const MOST_ROWS = 10_000_000;

/** States before the present one, oldest first, and states that were taken back, the next to be redone last. */
export interface UndoStack<State> {
  readonly past: readonly State[];
  readonly future: readonly State[];
}

/** What a step back or forth leads to. */
export interface UndoStep<State> {
  readonly stack: UndoStack<State>;
  readonly state: State;
}

/** A stack from which nothing can be taken back. */
export function emptyStack<State>(): UndoStack<State> {
  return { past: [], future: [] };
}

/** How many steps are kept of a workbook with so many rows: 500, and of one with 100,000 rows 100. */
export function stepsFor(rowCount: number): number {
  return Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.floor(MOST_ROWS / Math.max(1, rowCount))));
}

/**
 * Notes the state that an edit is about to replace; what was taken back before cannot be redone any more.
 *
 * @param most how many steps are kept, the latest ones.
 */
export function noteEdit<State>(stack: UndoStack<State>, before: State, most = MOST_STEPS): UndoStack<State> {
  return { past: [...stack.past.slice(-most), before].slice(-most), future: [] };
}

/** One step back from `now`; null where there is none. */
export function stepBack<State>({ past, future }: UndoStack<State>, now: State): UndoStep<State> | null {
  if (past.length === 0) return null;
  return { stack: { past: past.slice(0, -1), future: [...future, now] }, state: past[past.length - 1] as State };
}

/** One step forth from `now`; null where nothing was taken back. */
export function stepForth<State>({ past, future }: UndoStack<State>, now: State): UndoStep<State> | null {
  if (future.length === 0) return null;
  return { stack: { past: [...past, now], future: future.slice(0, -1) }, state: future[future.length - 1] as State };
}
