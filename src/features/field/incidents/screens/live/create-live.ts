import { onCleanup } from 'solid-js';
import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import { watchIncidents } from './watch-incidents.ts';

/** Asked anew at times as well: what is overdue comes of itself. */
const EVERY_MS = 60_000;

/** What an address says of the incidents of a mission, asked anew whenever something happens to them. */
export function createLive<T extends object>(mission: string, path: () => string) {
  const live = createLiveReply<T>(path, EVERY_MS);
  onCleanup(watchIncidents(mission, live.now));
  return live;
}
