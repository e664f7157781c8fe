import { batch, createEffect, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { api } from '../../api.ts';
import { createPoll } from './poll.ts';

const EVERY_MS = 20_000;

/**
 * What an address answers, asked anew every 20 seconds (or `everyMs`), when the window is turned to again and when the address is
 * another one; null: nothing is asked for yet. What has not changed stays as it is on the page.
 */
export function createLiveReply<T extends object>(path: () => string | null, everyMs = EVERY_MS) {
  const [shown, setShown] = createStore<{ reply: T | null; path: string | null }>({ reply: null, path: '' });
  const show = (path: string, reply: T) =>
    batch(() => {
      setShown('path', path);
      // Replies are shared, and what is reconciled is altered. The store itself has to reconcile: what it hands out to be read
      // cannot be written, and rows that are new would be lost.
      setShown('reply', reconcile<T | null, T | null>(structuredClone(reply)));
    });
  const poll = createPoll(async () => {
    let asked: string | null;
    do {
      asked = path();
      if (asked === null) return;
      const reply = await api.get<T>(asked);
      if (asked === path()) show(asked, reply);
    } while (asked !== path());
  }, everyMs);
  createEffect(on(path, poll.now, { defer: true }));
  window.addEventListener('focus', poll.now);
  onCleanup(() => window.removeEventListener('focus', poll.now));
  /** Whether what is shown is of another address than the one that is asked for. */
  const isBehind = () => shown.path !== path();
  return { shown, isBehind, problem: poll.problem, now: poll.now };
}
