import { useLocation } from '@solidjs/router';
import { createEffect, on } from 'solid-js';

let before: string | null = null;

/**
 * Puts the focus on the heading of a page that was gone to within the app, so that keyboard and screen reader start
 * there and not at the top of the window. The first page that is opened keeps the focus where the browser has it.
 */
export function focusOnArrival(heading: () => HTMLElement | undefined): void {
  const location = useLocation();
  createEffect(
    on(
      () => location.pathname,
      (path) => {
        if (before !== null && before !== path) heading()?.focus({ preventScroll: true });
        before = path;
      },
    ),
  );
}
