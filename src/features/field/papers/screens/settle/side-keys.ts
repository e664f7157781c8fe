import { onCleanup } from 'solid-js';
import { plainKey } from '../../../../../platform/ui/parts/table/row-keys.ts';

const WRITTEN = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="button"])';

/** Lets the keys A and B take a side wherever the focus is, but where they are letters of a text. */
export function listenForSides(take: (side: 'a' | 'b', at: Element | null) => boolean): void {
  const listen = (event: KeyboardEvent) => {
    const key = plainKey(event)?.toLowerCase();
    if (event.defaultPrevented || (key !== 'a' && key !== 'b') || isElsewhere(event.target)) return;
    if (take(key, event.target instanceof Element ? event.target : null)) event.preventDefault();
  };
  document.addEventListener('keydown', listen);
  onCleanup(() => document.removeEventListener('keydown', listen));
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return true;
  return target instanceof Element && target.closest(WRITTEN) !== null;
}
