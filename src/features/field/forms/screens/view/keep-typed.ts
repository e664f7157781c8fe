import { type Accessor, createEffect, on, onCleanup } from 'solid-js';

/**
 * Tells whether there is typed text that is not kept yet, and keeps it when its editor goes from the page or the page from
 * the window: what was typed is not lost by looking elsewhere.
 */
export function keepTyped(text: {
  readonly isTyped: Accessor<boolean>;
  readonly keep: () => void;
  readonly tell: (isTyping: boolean) => void;
}): void {
  createEffect(on(text.isTyped, text.tell, { defer: true }));
  const keep = () => text.keep();
  window.addEventListener('pagehide', keep, { capture: true });
  onCleanup(() => {
    window.removeEventListener('pagehide', keep, { capture: true });
    const wasTyped = text.isTyped();
    text.keep();
    if (wasTyped) text.tell(false);
  });
}
