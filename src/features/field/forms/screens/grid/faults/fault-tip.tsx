import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { cellKey, type PlacedFault } from '../../../editing/place-faults.ts';
import { placeAgain } from '../place-again.ts';
import type { GridState } from '../state/grid-state.ts';
import type { GridPoint } from '../table/grid-pointer.ts';
import { FaultMark } from './fault-mark.tsx';
import { wordFault } from './fault-words.ts';

/** The words of the faults of the selected cell beside it, and those of the cell under the pointer where they cover none of it. */
export function FaultTips(props: {
  readonly grid: GridState;
  readonly hovered: GridPoint | null;
  readonly frame: HTMLElement | undefined;
}) {
  const [own, setOwn] = createSignal<HTMLElement>();
  const selected = createMemo(() => ({ point: props.grid.cursor(), faults: faultsOfCursor(props.grid) }));
  const pointed = createMemo(
    () => ({ point: props.hovered, faults: faultsOfOther(props.grid, props.hovered) }),
    undefined,
    { equals: (a, b) => isSamePoint(a.point, b.point) && a.faults === b.faults },
  );
  return (
    <>
      <FaultTip shown={selected()} frame={props.frame} onTip={setOwn} />
      <FaultTip shown={pointed()} frame={props.frame} beside={own()} />
    </>
  );
}

interface ShownFaults {
  readonly point: GridPoint | null;
  readonly faults: readonly PlacedFault[];
}

function FaultTip(props: {
  readonly shown: ShownFaults;
  readonly frame: HTMLElement | undefined;
  /** Told the element, and undefined when it goes. */
  readonly onTip?: (tip: HTMLElement | undefined) => void;
  /** Another that must not be covered. */
  readonly beside?: HTMLElement | undefined;
}) {
  const messages = useMessages();
  const [tip, setTip] = createSignal<HTMLElement>();
  const hasFaults = () => props.shown.faults.length > 0;
  const place = () => {
    const element = tip();
    const { frame, beside, shown } = props;
    if (!hasFaults() || element === undefined || frame === undefined || shown.point === null) return;
    placeBeside(element, { frame, point: shown.point, beside });
  };
  createEffect(
    on([() => props.shown, () => props.beside, tip], () => {
      const element = tip();
      if (element?.isConnected && !element.matches(':popover-open')) element.showPopover();
      place();
    }),
  );
  createEffect(() => props.onTip?.(hasFaults() ? tip() : undefined));
  placeAgain(place);
  return (
    <Show when={hasFaults()}>
      <div class="grid-tip" popover="manual" aria-hidden="true" ref={setTip}>
        <For each={props.shown.faults}>
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

const NONE: readonly PlacedFault[] = [];

/** Those under the pointer, unless it is at the cell that is selected. */
function faultsOfOther(grid: GridState, point: GridPoint | null): readonly PlacedFault[] {
  return point === null || isSamePoint(point, grid.cursor()) ? NONE : faultsAt(grid, point);
}

function isSamePoint(a: GridPoint | null, b: GridPoint | null): boolean {
  return a?.row === b?.row && a?.column === b?.column;
}

function faultsAt(grid: GridState, { row, column }: GridPoint): readonly PlacedFault[] {
  const faults = grid.sheetFaults();
  return (column === null ? faults?.rows.get(row) : faults?.cells.get(cellKey(row, column))) ?? NONE;
}

/** A row as a whole is faulty: its words show in its first cell. */
function faultsOfCursor(grid: GridState): readonly PlacedFault[] {
  const { row, column } = grid.cursor();
  const own = faultsAt(grid, { row, column });
  return column === 0 ? [...faultsAt(grid, { row, column: null }), ...own] : own;
}

const GAP_PX = 4;
const EDGE_PX = 8;

/**
 * Below the cell, or above it where there is no room, or where it would cover the other tip; below that one where it would
 * do so on either side. Hidden while the cell is scrolled out of the frame.
 */
function placeBeside(
  tip: HTMLElement,
  at: { readonly frame: HTMLElement; readonly point: GridPoint; readonly beside: HTMLElement | undefined },
): void {
  const { row, column } = at.point;
  const selector = column === null ? '.grid-number' : `[data-column="${column}"]`;
  const cell = at.frame.querySelector(`${selector}[data-row="${row}"]`)?.getBoundingClientRect();
  const isSeen = cell !== undefined && meet(cell, at.frame.getBoundingClientRect());
  tip.toggleAttribute('data-out', !isSeen);
  if (!isSeen) return;
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.max(EDGE_PX, Math.min(cell.left, document.documentElement.clientWidth - width - EDGE_PX));
  const [below, above] = [cell.bottom + GAP_PX, cell.top - height - GAP_PX];
  const isBelow = below + height < innerHeight || cell.top < height;
  const sides = isBelow ? [below, above] : [above, below];
  const other = at.beside?.getBoundingClientRect();
  const free = sides.find((top) => !other || !meet({ left, right: left + width, top, bottom: top + height }, other));
  tip.style.left = `${left}px`;
  tip.style.top = `${free ?? (other?.bottom ?? 0) + GAP_PX}px`;
}

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

function meet(a: Box, b: Box): boolean {
  return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right;
}
