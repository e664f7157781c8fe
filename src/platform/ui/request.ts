import { createSignal, type ResourceFetcherInfo } from 'solid-js';
import { ApiProblem, api } from './api.ts';

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

/** Failures that say nothing of what was asked for. */
const PASSING = ['signed-out', 'offline-reading'];

/**
 * For resources that are asked for again while they are shown: where nobody is signed in any more, or no answer comes, what
 * is shown stays, and with it what somebody types beside it.
 */
export async function getOrKeep<T>(path: string, { value, refetching }: ResourceFetcherInfo<T>): Promise<T> {
  try {
    return await api.get<T>(path);
  } catch (error) {
    const isPassing = error instanceof ApiProblem && PASSING.includes(error.code);
    if (isPassing && refetching !== false && value !== undefined) return value;
    throw error;
  }
}
