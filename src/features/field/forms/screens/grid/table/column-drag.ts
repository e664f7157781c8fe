import type { GridState } from '../state/grid-state.ts';

/** The edge of a header, by which its column is made wider or narrower; a double press gives the column its own width back. */
export function listenToEdges(frame: HTMLElement, grid: GridState, scale: () => number): void {
  frame.addEventListener('pointerdown', (event) => {
    const edge = edgeOf(event.target);
    const column = columnOf(edge);
    if (edge === null || column === null || event.button !== 0) return;
    event.preventDefault();
    const width = grid.widths.all()[column] ?? 0;
    const direction = getComputedStyle(frame).direction === 'rtl' ? -1 : 1;
    followDrag(edge, event, (moved) => grid.widths.give(column, width + (direction * moved) / scale()));
  });
  frame.addEventListener('dblclick', (event) => {
    const column = columnOf(edgeOf(event.target));
    if (column !== null) grid.widths.give(column, null);
  });
}

/** The edge that lies under the pointer; null elsewhere. */
export function edgeOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.grid-edge') : null;
}

function columnOf(edge: HTMLElement | null): number | null {
  const column = edge?.closest<HTMLElement>('[data-column]')?.dataset.column;
  return column === undefined ? null : Number(column);
}

/** Tells how far the pointer was moved sideways since it went down, in px, until it is let go. */
function followDrag(edge: HTMLElement, down: PointerEvent, tell: (moved: number) => void): void {
  edge.setPointerCapture(down.pointerId);
  const move = (event: PointerEvent) => tell(event.clientX - down.clientX);
  edge.addEventListener('pointermove', move);
  edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
}
