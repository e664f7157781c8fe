import { createSignal, onCleanup } from 'solid-js';

const TURN_EVERY_MS = 20_000;

/** Turns pages by itself; whoever stands before it may stop that, and turn by hand. */
export function createPageTurns(count: () => number) {
  const [page, setPage] = createSignal(0);
  const [isPaused, setIsPaused] = createSignal(false);
  const turn = (by: number) => setPage((at) => (at + by + count()) % Math.max(1, count()));
  const timer = setInterval(() => !isPaused() && turn(1), TURN_EVERY_MS);
  onCleanup(() => clearInterval(timer));
  /** Pages may have become fewer. */
  const shown = () => Math.min(page(), Math.max(0, count() - 1));
  return { page: shown, turn, isPaused, pause: () => setIsPaused((was) => !was) };
}
