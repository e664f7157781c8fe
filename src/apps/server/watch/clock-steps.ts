import type { Clock } from '../../../kernel/time/clock.ts';

/** What looks whether the clock of the machine was put back. */
export interface ClockWatch {
  /** Looks now. */
  look(): void;
  close(): void;
}

const LOOK_EVERY_MS = 1_000;
/** A clock that is brought into step is slowed down by less; what is more was put back. */
const STEP_MS = 1_500;

/**
 * Tells `onBack` by how many milliseconds the clock went back against one that never does (`performance.now()`). Steps
 * forward are told to nobody: a machine that slept makes them as well, and they let nothing last longer.
 */
export function watchClock(
  clocks: { readonly clock: Clock; readonly steady: Clock },
  onBack: (byMs: number) => void,
): ClockWatch {
  const ahead = () => clocks.clock.now() - clocks.steady.now();
  let last = ahead();
  const look = () => {
    const now = ahead();
    const back = last - now;
    last = now;
    if (back > STEP_MS) onBack(back);
  };
  const looking = setInterval(look, LOOK_EVERY_MS).unref();
  return { look, close: () => clearInterval(looking) };
}
