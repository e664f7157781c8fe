import { type Accessor, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';

/** Which rows are in the document: `[from, to)`. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
}

/** Rows kept above and below what is seen, so that a quick scroll shows no white. */
const MARGIN = 24;

/**
 * The rows that a reader can see; some in any case, so that a list that lies out of sight can be reached by keyboard.
 *
 * @param top distance in px from the first row's top to the top of what is seen; negative where the table starts lower.
 * @param height height in px of what is seen.
 */
export function rowsInView(
  list: { readonly count: number; readonly rowHeight: number },
  view: { readonly top: number; readonly height: number },
): RowWindow {
  const first = Math.floor(view.top / list.rowHeight) - MARGIN;
  const last = Math.ceil((view.top + view.height) / list.rowHeight) + MARGIN;
  const from = Math.max(0, Math.min(first, list.count - MARGIN));
  return { from, to: Math.min(list.count, Math.max(last, from + MARGIN)) };
}

/** Follows the scrolling of the page, so that only the rows in view are in the document. */
export function createRowWindow(
  body: () => HTMLElement | undefined,
  list: { readonly count: Accessor<number>; readonly rowHeight: Accessor<number> },
): Accessor<RowWindow> {
  const measure = () => {
    const top = -(body()?.getBoundingClientRect().top ?? 0);
    return rowsInView({ count: list.count(), rowHeight: list.rowHeight() }, { top, height: innerHeight });
  };
  const isSame = (a: RowWindow, b: RowWindow) => a.from === b.from && a.to === b.to;
  const [window, setWindow] = createSignal<RowWindow>({ from: 0, to: 2 * MARGIN }, { equals: isSame });
  const update = () => setWindow(measure());
  createEffect(on(list.count, update));
  onMount(() => {
    update();
    addEventListener('scroll', update, { passive: true, capture: true });
    addEventListener('resize', update, { passive: true });
  });
  onCleanup(() => {
    removeEventListener('scroll', update, { capture: true });
    removeEventListener('resize', update);
  });
  return window;
}
