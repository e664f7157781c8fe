import { createEffect, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { api } from '../../../../../platform/ui/api.ts';
import { createPoll } from '../../../../../platform/ui/shell/live/poll.ts';
import { watchIncidents } from './watch-incidents.ts';

/** Asked anew at times as well: what is overdue comes of itself. */
const EVERY_MS = 60_000;

/** What an address says of the incidents of a mission, asked anew whenever something happens to them. */
export function createLive<T extends object>(mission: string, path: () => string) {
  const [shown, setShown] = createStore<{ reply: T | null; path: string }>({ reply: null, path: '' });
  const poll = createPoll(async () => {
    let asked: string;
    do {
      asked = path();
      const reply = await api.get<T>(asked);
      // Replies are shared, and what is reconciled is altered.
      if (asked === path()) setShown({ path: asked, reply: reconcile(structuredClone(reply))(shown.reply) as T });
    } while (asked !== path());
  }, EVERY_MS);
  createEffect(on(path, poll.now, { defer: true }));
  onCleanup(watchIncidents(mission, poll.now));
  const isBehind = () => shown.path !== path();
  return { shown, isBehind, problem: poll.problem, now: poll.now };
}
