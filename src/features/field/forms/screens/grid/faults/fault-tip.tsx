import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { cellKey, type PlacedFault } from '../../../editing/place-faults.ts';
import type { GridState } from '../state/grid-state.ts';
import type { GridPoint } from '../table/grid-pointer.ts';
import { FaultMark } from './fault-mark.tsx';
import { wordFault } from './fault-words.ts';

/** The words of the faults under the pointer, else of those of the selected cell, beside the cell. */
export function FaultTip(props: {
  readonly grid: GridState;
  readonly hovered: GridPoint | null;
  readonly frame: HTMLElement | undefined;
}) {
  const messages = useMessages();
  const [tip, setTip] = createSignal<HTMLElement>();
  const shown = createMemo(() => {
    const own = props.hovered === null ? [] : faultsAt(props.grid, props.hovered);
    const point = own.length > 0 && props.hovered !== null ? props.hovered : props.grid.cursor();
    return { point, faults: own.length > 0 ? own : faultsOfCursor(props.grid) };
  });
  const place = () => {
    const element = tip();
    if (element !== undefined && props.frame !== undefined) placeBeside(element, props.frame, shown().point);
  };
  createEffect(
    on([shown, tip], () => {
      const element = tip();
      if (element?.isConnected && !element.matches(':popover-open')) element.showPopover();
      place();
    }),
  );
  createEffect(() => {
    const { frame } = props;
    if (frame === undefined) return;
    addEventListener('scroll', place, { passive: true, capture: true });
    addEventListener('resize', place, { passive: true });
    onCleanup(() => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    });
  });
  return (
    <Show when={shown().faults.length > 0}>
      <div class="grid-tip" popover="manual" aria-hidden="true" ref={setTip}>
        <For each={shown().faults}>
          {({ fault }) => (
            <p>
              <FaultMark severity={fault.severity} />
              <span>{wordFault(fault, messages)}</span>
            </p>
          )}
        </For>
      </div>
    </Show>
  );
}

function faultsAt(grid: GridState, { row, column }: GridPoint): readonly PlacedFault[] {
  const faults = grid.sheetFaults();
  return (column === null ? faults?.rows.get(row) : faults?.cells.get(cellKey(row, column))) ?? [];
}

/** A row as a whole is faulty: its words show in its first cell. */
function faultsOfCursor(grid: GridState): readonly PlacedFault[] {
  const { row, column } = grid.cursor();
  const own = faultsAt(grid, { row, column });
  return column === 0 ? [...faultsAt(grid, { row, column: null }), ...own] : own;
}

const GAP_PX = 4;
const EDGE_PX = 8;

/** Below the cell, or above it where there is no room; hidden while the cell is scrolled out of the frame. */
function placeBeside(tip: HTMLElement, frame: HTMLElement, { row, column }: GridPoint): void {
  const selector = column === null ? '.grid-number' : `[data-column="${column}"]`;
  const cell = frame.querySelector(`${selector}[data-row="${row}"]`)?.getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  const isSeen =
    cell !== undefined &&
    cell.bottom > box.top &&
    cell.top < box.bottom &&
    cell.right > box.left &&
    cell.left < box.right;
  tip.toggleAttribute('data-out', !isSeen);
  if (!isSeen) return;
  const widest = document.documentElement.clientWidth - tip.offsetWidth - EDGE_PX;
  tip.style.left = `${Math.max(EDGE_PX, Math.min(cell.left, widest))}px`;
  const isBelow = cell.bottom + GAP_PX + tip.offsetHeight < innerHeight || cell.top < tip.offsetHeight;
  tip.style.top = `${isBelow ? cell.bottom + GAP_PX : cell.top - tip.offsetHeight - GAP_PX}px`;
}
