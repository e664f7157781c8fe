import { createSignal } from 'solid-js';
import { ApiProblem } from './api.ts';

/** One request at a time, and the problem that the last one ended in. */
export function createRequest() {
  const [isBusy, setIsBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const run = (work: () => Promise<void>): Promise<void> => {
    if (isBusy()) return Promise.resolve();
    setIsBusy(true);
    setProblem(null);
    return work()
      .then(undefined, (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      })
      .finally(() => setIsBusy(false));
  };
  return { isBusy, problem, run };
}
