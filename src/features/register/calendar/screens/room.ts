import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** How much of a row has a column of its own: all of it, the dates and the status, or nothing but the title. */
export type Room = 'wide' | 'medium' | 'narrow';

const WIDE_PX = 1_000;
const MEDIUM_PX = 640;

/** How much room the element has that the first function is given: a table beside an open panel has less. */
export function createRoom(): readonly [attach: (element: HTMLElement) => void, room: Accessor<Room>] {
  const [room, setRoom] = createSignal<Room>(roomOf(document.documentElement.clientWidth));
  let measured: HTMLElement | undefined;
  onMount(() => {
    if (measured === undefined) return;
    const observer = new ResizeObserver(([entry]) => setRoom(roomOf(entry?.contentRect.width ?? 0)));
    observer.observe(measured);
    onCleanup(() => observer.disconnect());
  });
  const attach = (element: HTMLElement) => {
    measured = element;
  };
  return [attach, room];
}

function roomOf(widthPx: number): Room {
  if (widthPx >= WIDE_PX) return 'wide';
  return widthPx >= MEDIUM_PX ? 'medium' : 'narrow';
}
