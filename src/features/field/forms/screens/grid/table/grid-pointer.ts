import { onCleanup } from 'solid-js';
import type { GridEdits } from '../state/grid-edits.ts';
import type { GridState } from '../state/grid-state.ts';
import { edgeOf } from './column-drag.ts';

/** What lies under the pointer: a cell, or with `column` null the number of a row. */
export interface GridPoint {
  readonly row: number;
  readonly column: number | null;
}

interface PointerUse {
  readonly grid: GridState;
  readonly edits: GridEdits;
  readonly setHovered: (point: GridPoint | null) => void;
}

/** A press selects, a drag of the mouse stretches, a double press writes; a finger that drags scrolls. */
export function listenToPointer(frame: HTMLElement, { grid, edits, setHovered }: PointerUse): void {
  let isDragging = false;
  const showHovered = followMouse(setHovered);
  const press = (event: MouseEvent) => {
    const point = pointOf(event.target);
    if (point === null || isOther(event.target) || event.button !== 0) return;
    event.preventDefault();
    grid.draft.keep();
    if (point.column === null) edits.selectRow(point.row, event.shiftKey);
    else grid.select({ row: point.row, column: point.column }, event.shiftKey);
    isDragging = true;
    grid.askFocus();
  };
  const hover = (event: PointerEvent) => {
    const point = pointOf(event.target);
    showHovered(event, point);
    if (event.buttons === 0) isDragging = false;
    if (!isDragging || point === null || event.pointerType !== 'mouse') return;
    if (point.column === null) edits.selectRow(point.row, true);
    else grid.select({ row: point.row, column: point.column }, true);
  };
  frame.addEventListener('mousedown', press);
  frame.addEventListener('pointerover', hover);
  frame.addEventListener('pointermove', (event) => showHovered(event, pointOf(event.target)));
  frame.addEventListener('pointerleave', () => setHovered(null));
  frame.addEventListener('dblclick', (event) => {
    if (pointOf(event.target)?.column != null && !isOther(event.target)) grid.draft.begin('cell');
  });
}

/**
 * What lies under a mouse that has moved since the last key: one that rests stays where it is while cells scroll below it,
 * and means none of them.
 */
function followMouse(setHovered: PointerUse['setHovered']) {
  let last = { x: Number.NaN, y: Number.NaN };
  let isResting = false;
  const rest = () => {
    isResting = true;
    setHovered(null);
  };
  document.addEventListener('keydown', rest, { capture: true });
  onCleanup(() => document.removeEventListener('keydown', rest, { capture: true }));
  return (event: PointerEvent, point: GridPoint | null) => {
    const hasMoved = event.screenX !== last.x || event.screenY !== last.y;
    last = { x: event.screenX, y: event.screenY };
    if (hasMoved) isResting = false;
    setHovered(event.pointerType === 'mouse' && !isResting ? point : null);
  };
}

function pointOf(target: EventTarget | null): GridPoint | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  const { row, column } = element?.dataset ?? {};
  if (row === undefined) return null;
  return { row: Number(row), column: column === undefined ? null : Number(column) };
}

/** Whether it lies in a line that is written in or what is offered there, or on an edge that is dragged. */
function isOther(target: EventTarget | null): boolean {
  return edgeOf(target) !== null || (target instanceof Element && target.closest('.grid-line, .grid-names') !== null);
}
