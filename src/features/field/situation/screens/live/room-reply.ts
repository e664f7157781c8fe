import { createEffect, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { api } from '../../../../../platform/ui/api.ts';
import { createPoll } from '../../../../../platform/ui/shell/live/poll.ts';
import { createPaced } from './paced.ts';

/** Asked without being told of a change so often: what is due passes by the clock alone. */
const BY_ITSELF_MS = 60_000;

/**
 * What an address of the room answers, once it is known; asked anew when `again` is called, `paceMs` after the last time at the
 * earliest, and every minute. Null: nothing is asked for yet.
 */
export function createRoomReply<T extends object>(path: () => string | null, paceMs: number) {
  const [shown, setShown] = createStore<{ reply: T | null }>({ reply: null });
  const poll = createPoll(async () => {
    const asked = path();
    if (asked === null) return;
    const reply = await api.get<T>(asked);
    // Replies are shared, and what is reconciled is altered.
    if (asked === path()) setShown({ reply: reconcile(structuredClone(reply))(shown.reply) as T });
  }, BY_ITSELF_MS);
  createEffect(on(path, poll.now, { defer: true }));
  return { shown, problem: poll.problem, again: createPaced(poll.now, paceMs) };
}
