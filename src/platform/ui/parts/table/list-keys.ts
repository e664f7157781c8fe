import { onCleanup } from 'solid-js';
import { isTyping, plainKey, stepOf } from './row-keys.ts';

/** What the keys of a list do, while nobody types and nothing lies over it. */
export interface ListKeys {
  /** By the key; undefined: it does nothing here. */
  readonly acts: Readonly<Record<string, (() => void) | undefined>>;
  /**
   * What leads to the next one (1), or the one before, while one is open beside the list: by the letters. The arrows go on
   * scrolling what is read.
   */
  readonly beside: (step: -1 | 1) => (() => void) | undefined;
}

/** Listens to the keys of a list for as long as it is there. */
export function listenForListKeys({ acts, beside }: ListKeys): void {
  const stepper = (event: KeyboardEvent, step: -1 | 1) =>
    event.key.startsWith('Arrow') || isInRow(event.target) ? undefined : beside(step);
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || isUnderOverlay()) return;
    const step = stepOf(event);
    const act = step === 0 ? acts[plainKey(event) ?? ''] : stepper(event, step);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', listen);
  onCleanup(() => document.removeEventListener('keydown', listen));
}

/** Whether that lies in a row of a list. */
export function isInRow(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-row]') !== null;
}

function isUnderOverlay(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}
