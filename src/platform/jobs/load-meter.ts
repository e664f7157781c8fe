import type { Clock } from '../../kernel/time/clock.ts';

/** How busy the way in is, so that work which can wait gives way to it. */
export interface LoadMeter {
  /** Notes one request of the way in. */
  note(): void;
  /** Requests of the last second, as a sliding figure. */
  perSecond(): number;
  /** How many milliseconds work that has just run for `workedMs` rests before it goes on; 0 where nobody waits. */
  restAfter(workedMs: number): number;
}

const WINDOW_MS = 1_000;
/** At so many requests a second, background work runs half of the time. */
const HALF_AT = 50;
/** It never rests for longer than so many times what it worked: a tenth of the time is left to it. */
const MOST_REST = 9;

/** A meter that costs one addition a request. `clock` need not be the time of day. */
export function createLoadMeter(clock: Clock): LoadMeter {
  let startedAt = clock.now();
  let current = 0;
  let before = 0;
  /** Moves the window on; whole windows in which nothing came count as nothing. */
  const move = (): number => {
    const passed = clock.now() - startedAt;
    if (passed >= WINDOW_MS) {
      before = passed < 2 * WINDOW_MS ? current : 0;
      current = 0;
      startedAt += Math.floor(passed / WINDOW_MS) * WINDOW_MS;
    }
    return (clock.now() - startedAt) / WINDOW_MS;
  };
  const perSecond = () => {
    const share = move();
    return before * (1 - share) + current;
  };
  return {
    note: () => {
      move();
      current += 1;
    },
    perSecond,
    restAfter: (workedMs) => Math.round(workedMs * Math.min(MOST_REST, perSecond() / HALF_AT)),
  };
}
