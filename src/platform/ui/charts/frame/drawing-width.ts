import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** Drawn at first, until the real width is known. */
const FIRST_WIDTH_PX = 640;

/** The width of an element in px, followed as it changes: charts are drawn at real size, so that text keeps its size. */
export function createDrawingWidth(): readonly [(element: HTMLElement) => void, Accessor<number>] {
  const [width, setWidth] = createSignal(FIRST_WIDTH_PX);
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element === undefined) return;
    const measured = element;
    const update = () => setWidth(Math.max(1, Math.floor(measured.clientWidth)));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(measured);
    onCleanup(() => observer.disconnect());
  });
  const attach = (attached: HTMLElement) => {
    element = attached;
  };
  return [attach, width];
}
