import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js';
import type { GridState } from '../state/grid-state.ts';
import { type ColumnView, columnsInView, pinnedColumns } from './column-view.ts';

/** Frames that are narrower, in letters of the root, are scrolled as a whole. */
const PINNED_FROM_REM = 40;

/** The columns of a table that are drawn, and how many of the first ones stay where they are when one scrolls sideways. */
export interface TableColumns {
  readonly drawn: Accessor<readonly number[]>;
  readonly pinned: Accessor<number>;
}

/** Columns in view, with those that stay and that of the cursor, which keeps the focus wherever it is. */
export function createTableColumns(
  grid: GridState,
  frame: Accessor<HTMLElement | undefined>,
  sizes: { readonly edges: Accessor<readonly number[]>; readonly scale: Accessor<number> },
): TableColumns {
  const isSame = (a: ColumnView, b: ColumnView) => a.from === b.from && a.to === b.to;
  const [view, setView] = createSignal<ColumnView>({ from: 0, to: 12 }, { equals: isSame });
  const [width, setWidth] = createSignal(0);
  const update = () => {
    const element = frame();
    if (element === undefined) return;
    setWidth(element.clientWidth);
    setView(columnsInView(sizes.edges(), { left: Math.abs(element.scrollLeft), width: element.clientWidth }));
  };
  createEffect(on(sizes.edges, update));
  onMount(() => {
    const element = frame();
    if (element === undefined) return;
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    onCleanup(() => observer.disconnect());
  });
  const pinned = createMemo(() => {
    const isWide = width() >= PINNED_FROM_REM * 16 * sizes.scale();
    return isWide ? pinnedColumns(grid.rows()[0] ?? [], sizes.edges(), width()) : 0;
  });
  const cursor = createMemo(() => grid.cursor().column);
  const drawn = createMemo(() => {
    const staying = Array.from({ length: pinned() }, (_, column) => column);
    return withOthers(view().from, Math.min(view().to, grid.bounds().columns), [...staying, cursor()]);
  });
  return { drawn, pinned };
}

/** The numbers from `from` to before `to` and the others, each once and in order. */
export function withOthers(from: number, to: number, others: readonly number[]): number[] {
  const numbers = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const outside = new Set(others.filter((one) => one < from || one >= to));
  return outside.size === 0 ? numbers : [...numbers, ...outside].sort((a, b) => a - b);
}
