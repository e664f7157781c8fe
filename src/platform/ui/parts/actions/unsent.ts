import { onCleanup } from 'solid-js';
import { onStored } from '../../api.ts';

/** Fields whose text is lost when what they stand in is closed. What searches, or is kept as a draft, loses nothing. */
const FIELDS = 'textarea, select, input:not([type="search"], [type="hidden"], [type="file"], [type="password"])';
const LOSSLESS = '[data-loss="none"]';

type TypedField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What knows whether something was typed that would be lost. */
export interface Unsent {
  readonly isThere: () => boolean;
  /** From now on, only what is typed from here on counts. */
  readonly forget: () => void;
}

/**
 * Watches what is typed within an element: how each field was before somebody worked in it. Whatever the server has stored
 * for a form counts as sent.
 */
export function watchUnsent(root: () => HTMLElement | undefined): Unsent {
  const before = new WeakMap<TypedField, string>();
  let acted: Element | null = null;
  const fieldsIn = (part: Element | undefined | null) =>
    [...(part?.querySelectorAll<TypedField>(FIELDS) ?? [])].filter((field) => field.closest(LOSSLESS) === null);
  const note = () => {
    for (const field of fieldsIn(root())) if (!before.has(field)) before.set(field, stateOf(field));
  };
  const noteAct = ({ target }: Event) => {
    if (!(target instanceof Element) || target.closest(LOSSLESS) !== null) return;
    acted = target.closest('form') ?? root() ?? null;
  };
  const forgetIn = (part: Element | undefined | null) => {
    for (const field of fieldsIn(part)) before.set(field, stateOf(field));
  };
  onCleanup(onStored(() => forgetIn(acted)));
  const listen = (change: 'addEventListener' | 'removeEventListener') => {
    for (const event of ['focusin', 'pointerdown']) document[change](event, note, { capture: true });
    for (const event of ['submit', 'click']) document[change](event, noteAct, { capture: true });
  };
  listen('addEventListener');
  onCleanup(() => listen('removeEventListener'));
  return {
    // What is empty loses nothing: a form that is sent empties its fields.
    isThere: () =>
      fieldsIn(root()).some(
        (field) => stateOf(field) !== '' && (before.get(field) ?? stateOf(field)) !== stateOf(field),
      ),
    forget: () => forgetIn(root()),
  };
}

function stateOf(field: TypedField): string {
  const isTicked = field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);
  return isTicked ? String(field.checked) : field.value;
}
