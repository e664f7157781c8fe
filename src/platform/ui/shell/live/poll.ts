import { createSignal, onCleanup } from 'solid-js';
import { ApiProblem } from '../../api.ts';

const EVERY_MS = 4_000;
const AFTER_PROBLEM_MS = 10_000;

/**
 * Does `look` now, and again every few seconds (or `everyMs`) as long as the page is seen; at once when it comes into sight again.
 * `now` looks at once, or again when the look that is under way has ended.
 * `problem` is why the last look failed, null once one succeeds.
 */
export function createPoll(look: () => Promise<void>, everyMs = EVERY_MS) {
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [isEnded, isLooking, isAskedAgain] = [false, false, false];
  const wait = (ms: number) => {
    clearTimeout(timer);
    if (!isEnded && document.visibilityState === 'visible') timer = setTimeout(now, ms);
  };
  const failed = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
    setProblem(error);
    wait(AFTER_PROBLEM_MS);
  };
  const now = () => {
    // What the look that is under way brings may be older than what it is asked for.
    isAskedAgain = isLooking;
    if (isLooking) return;
    isLooking = true;
    void look()
      .then(() => {
        setProblem(null);
        wait(everyMs);
      }, failed)
      .finally(() => {
        isLooking = false;
        if (isAskedAgain && !isEnded) now();
      });
  };
  const whenSeen = () => (document.visibilityState === 'visible' ? now() : clearTimeout(timer));
  document.addEventListener('visibilitychange', whenSeen);
  onCleanup(() => {
    isEnded = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', whenSeen);
  });
  now();
  return { problem, now };
}
