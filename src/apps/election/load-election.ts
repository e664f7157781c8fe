import { createResource, createSignal, onCleanup } from 'solid-js';
import type { ElectionFileReply } from '../../features/register/records/contract.ts';
import { type ElectionFile, KIND_NAMES, type KindName } from '../../features/register/records/kinds.ts';
import { readElectionFile } from '../../features/register/records/record-set.ts';
import { ApiProblem, api } from '../../platform/ui/api.ts';

/** An election as the screens read it: all its records but places and claims about places. */
export interface LoadedElection {
  readonly summary: ElectionFileReply['election'];
  readonly file: ElectionFile;
}

/**
 * Loads the election named by `slug`, and again whenever the page comes back into view, the connection comes back or
 * something was changed. While the server is away, what was loaded before stays, and `problem` says why it is not anew.
 */
export function createElection(slug: () => string) {
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const load = async (asked: string, { value }: { readonly value: LoadedElection | undefined }) => {
    const loaded = await loadElection(asked).catch((error: unknown) => {
      const isPassing = error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
      if (!isPassing || value?.summary.slug !== asked) throw error;
      return error;
    });
    const isCutOff = loaded instanceof ApiProblem;
    setProblem(isCutOff ? loaded : null);
    return isCutOff ? (value as LoadedElection) : loaded;
  };
  const [election, { refetch }] = createResource(slug, load);
  const refresh = () => {
    if (document.visibilityState === 'visible') refetch();
  };
  document.addEventListener('visibilitychange', refresh);
  addEventListener('online', refresh);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', refresh);
    removeEventListener('online', refresh);
  });
  return { election, problem, refetch: () => void refetch() };
}

async function loadElection(slug: string): Promise<LoadedElection> {
  const reply = await api.get<ElectionFileReply>(`/api/elections/${encodeURIComponent(slug)}/file`);
  const cells = (kind: KindName) => (reply.records[kind] ?? []).map(([, row]) => row);
  const records = Object.fromEntries(KIND_NAMES.map((kind) => [kind, cells(kind)]));
  return { summary: reply.election, file: readElectionFile(records) };
}
