import { setTimeout as pause } from 'node:timers/promises';

/** How the work of a background thread gives way to what is more urgent. */
export interface BackgroundPace {
  /** Whether others need the machine more. */
  isBusy(): boolean;
  /** Waits after work that took so long, in milliseconds. */
  rest(workedMs: number): Promise<void>;
  isEnding(): boolean;
}

/** From so many requests of the way in a second on, others need the machine more. */
const BUSY = 5;
const LONGEST_REST_MS = 5_000;

/**
 * @param load as of `BackgroundGiven`.
 * @param restsForWork how much longer it rests than it works while others need the machine: 9 leaves it a tenth of the time.
 */
export function createPace(
  load: SharedArrayBuffer,
  { restsForWork, isEnding }: { readonly restsForWork: number; readonly isEnding: () => boolean },
): BackgroundPace {
  const requests = new Int32Array(load);
  const isBusy = () => Atomics.load(requests, 0) >= BUSY;
  const rest = async (workedMs: number) => {
    if (isBusy() && !isEnding()) await pause(Math.min(LONGEST_REST_MS, workedMs * restsForWork));
  };
  return { isBusy, rest, isEnding };
}
