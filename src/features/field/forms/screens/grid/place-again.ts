import { onCleanup } from 'solid-js';

/** Calls `place` whenever something scrolls or the window changes, as long as its owner lives. */
export function placeAgain(place: () => void): void {
  addEventListener('scroll', place, { passive: true, capture: true });
  addEventListener('resize', place, { passive: true });
  onCleanup(() => {
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  });
}
