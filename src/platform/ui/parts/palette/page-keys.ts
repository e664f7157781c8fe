import { createSignal, onCleanup } from 'solid-js';

/** Keys that a page knows beside those of all pages, and what they do. */
export interface PageKey {
  readonly keys: readonly string[];
  readonly words: string;
}

const [current, setCurrent] = createSignal<() => readonly PageKey[]>(() => []);

/** The keys of the page that is open. */
export function pageKeys(): readonly PageKey[] {
  return current()();
}

/** Has the keys of a page told under `?` for as long as it is there. */
export function tellPageKeys(keys: () => readonly PageKey[]): void {
  setCurrent(() => keys);
  onCleanup(() => setCurrent((shown) => (shown === keys ? () => [] : shown)));
}
