import { createEffect, createResource, createSignal, on, onCleanup, type ResourceFetcherInfo } from 'solid-js';
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

/** So long until what is not whole yet is asked for again. */
const AGAIN_MS = 1_000;

/**
 * What an address answers, asked for again whenever `news` changes, and each second while the answer `isPending`. Where nobody is
 * signed in any more, or no answer comes, what is shown stays, and with it what somebody types beside it.
 */
export function createReply<T>(
  path: () => string,
  { news, isPending = () => false }: { readonly news: () => unknown; readonly isPending?: (reply: T) => boolean },
) {
  const [reply, { refetch }] = createResource(path, getOrKeep<T>);
  const shown = () => (reply.error === undefined ? reply.latest : undefined);
  const again = () => void refetch();
  createEffect(on(news, again, { defer: true }));
  createEffect(() => {
    const known = shown();
    if (reply.loading || known === undefined || !isPending(known)) return;
    const timer = setTimeout(again, AGAIN_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return { shown, error: () => reply.error, again };
}

/** Failures that say nothing of what was asked for. */
const PASSING = ['signed-out', 'offline-reading'];

async function getOrKeep<T>(path: string, { value, refetching }: ResourceFetcherInfo<T>): Promise<T> {
  try {
    return await api.get<T>(path);
  } catch (error) {
    const isPassing = error instanceof ApiProblem && PASSING.includes(error.code);
    if (isPassing && refetching !== false && value !== undefined) return value;
    throw error;
  }
}
