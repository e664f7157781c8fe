import { createSignal, getListener, type Signal } from 'solid-js';

/** Tells the parts of a view that read something that it has changed, key by key. */
export class Pulses<Key> {
  readonly #signals = new Map<Key, Signal<undefined>>();

  /** What is computed at the moment is computed again when `key` fires. */
  track(key: Key): void {
    if (getListener() === null) return;
    this.#signalOf(key)[0]();
  }

  fire(keys: Iterable<Key>): void {
    for (const key of keys) this.#signals.get(key)?.[1](undefined);
  }

  #signalOf(key: Key): Signal<undefined> {
    const known = this.#signals.get(key);
    if (known !== undefined) return known;
    const made = createSignal<undefined>(undefined, { equals: false });
    this.#signals.set(key, made);
    return made;
  }
}
