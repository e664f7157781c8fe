import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import { createPaced } from './paced.ts';

/** Asked without being told of a change so often: what is due passes by the clock alone. */
const BY_ITSELF_MS = 60_000;

/**
 * What an address of the room answers, once it is known; asked anew when `again` is called, `paceMs` after the last time at the
 * earliest, and every minute. Null: nothing is asked for yet.
 */
export function createRoomReply<T extends object>(path: () => string | null, paceMs: number) {
  const { shown, problem, now } = createLiveReply<T>(path, BY_ITSELF_MS);
  return { shown, problem, again: createPaced(now, paceMs) };
}
