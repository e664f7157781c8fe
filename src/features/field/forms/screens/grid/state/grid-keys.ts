import type { Movement } from '../../../editing/selection.ts';
import type { GridEdits } from './grid-edits.ts';
import type { GridState } from './grid-state.ts';

/** Keys that move the cursor, without Ctrl and with it; Shift stretches the selection. */
const MOVES: Readonly<Record<string, Movement>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'row-start',
  End: 'row-end',
  PageUp: 'page-up',
  PageDown: 'page-down',
  'Ctrl+Home': 'sheet-start',
  'Ctrl+End': 'sheet-end',
  'Ctrl+ArrowUp': 'top',
  'Ctrl+ArrowDown': 'bottom',
  'Ctrl+ArrowLeft': 'row-start',
  'Ctrl+ArrowRight': 'row-end',
};

/** What each combination of keys does while no text is being written. */
function commandsOf(grid: GridState, edits: GridEdits): Readonly<Record<string, () => void>> {
  return {
    Enter: () => grid.draft.begin('cell'),
    F2: () => grid.draft.begin('cell'),
    Delete: edits.clear,
    Backspace: edits.clear,
    Tab: () => grid.move('next'),
    'Shift+Tab': () => grid.move('previous'),
    'Ctrl+a': edits.selectAll,
    'Ctrl+z': grid.history.undo,
    'Ctrl+y': grid.history.redo,
    'Ctrl+Shift+z': grid.history.redo,
    'Alt+ArrowUp': () => edits.moveRows(-1),
    'Alt+ArrowDown': () => edits.moveRows(1),
    'Alt+Shift+ArrowUp': edits.insertAbove,
    'Alt+Shift+ArrowDown': edits.insertBelow,
    'Alt+Shift+ArrowLeft': () => edits.insertColumn('before'),
    'Alt+Shift+ArrowRight': () => edits.insertColumn('after'),
    'Alt+Delete': edits.deleteRows,
    'Alt+Shift+Delete': edits.deleteColumns,
  };
}

/**
 * The handler of keys of the grid. Tab goes from cell to cell, so there is a way out: after Esc, Tab leaves the grid as it
 * leaves any other control.
 */
export function createGridKeys(grid: GridState, edits: GridEdits): (event: KeyboardEvent) => void {
  const commands = commandsOf(grid, edits);
  let isLeaving = false;
  /** The page around has keys of one letter too: they are not meant here. */
  const write = (event: KeyboardEvent) => {
    event.stopPropagation();
    grid.draft.begin('cell', '');
  };
  return (event) => {
    if (grid.draft.current() !== null || event.isComposing) return;
    const wasLeaving = isLeaving;
    if (event.key !== 'Shift') isLeaving = event.key === 'Escape';
    if (wasLeaving && event.key === 'Tab') return;
    const combination = nameOf(event);
    const movement = MOVES[combination.replace('Shift+', '')];
    const command = Object.hasOwn(commands, combination) ? commands[combination] : undefined;
    if (command !== undefined || movement !== undefined) event.preventDefault();
    if (command !== undefined) command();
    else if (movement !== undefined) grid.move(movement, event.shiftKey);
    else if (isText(event)) write(event);
  };
}

/** `Ctrl+Shift+z`; the Command key of a Mac counts as Ctrl. */
function nameOf(event: KeyboardEvent): string {
  const held = [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey ? 'Shift+' : '',
  ].join('');
  return held + (event.key.length === 1 ? latinOf(event) : event.key);
}

/** The letter as a Latin keyboard has it, so that Ctrl+Z is the same key in Russian. */
function latinOf({ key, code }: KeyboardEvent): string {
  const isLatin = /^[\x20-\x7e]$/.test(key);
  return isLatin || !code.startsWith('Key') ? key.toLowerCase() : code.slice(3).toLowerCase();
}

/** Whether the key writes: the letter itself goes into the line that opens meanwhile. */
function isText(event: KeyboardEvent): boolean {
  const isHeld = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  return !isHeld && (event.key.length === 1 || event.key === 'Process' || event.key === 'Dead');
}
