import { createSignal } from 'solid-js';
import { ApiProblem } from '../../../../platform/ui/api.ts';

/** One request at a time, and what kept the last from being done. */
export function createKeyWork() {
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  const run = (work: () => Promise<void>): Promise<void> => {
    setProblem(null);
    setIsBusy(true);
    return work()
      .then(undefined, (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      })
      .finally(() => setIsBusy(false));
  };
  return { problem, isBusy, run };
}
