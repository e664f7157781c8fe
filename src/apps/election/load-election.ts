import { createResource, onCleanup } from 'solid-js';
import type { ElectionFileReply } from '../../features/register/records/contract.ts';
import { type ElectionFile, KIND_NAMES, type KindName } from '../../features/register/records/kinds.ts';
import { readElectionFile } from '../../features/register/records/record-set.ts';
import { api } from '../../platform/ui/api.ts';

/** An election as the screens read it: all its records but places and claims about places. */
export interface LoadedElection {
  readonly summary: ElectionFileReply['election'];
  readonly file: ElectionFile;
}

/** Loads the election named by `slug`, and again whenever the page comes back into view or something was changed. */
export function createElection(slug: () => string) {
  const [election, { refetch }] = createResource(slug, loadElection);
  const refresh = () => {
    if (document.visibilityState === 'visible') refetch();
  };
  document.addEventListener('visibilitychange', refresh);
  onCleanup(() => document.removeEventListener('visibilitychange', refresh));
  return { election, refetch: () => void refetch() };
}

async function loadElection(slug: string): Promise<LoadedElection> {
  const reply = await api.get<ElectionFileReply>(`/api/elections/${encodeURIComponent(slug)}/file`);
  const cells = (kind: KindName) => (reply.records[kind] ?? []).map(([, row]) => row);
  const records = Object.fromEntries(KIND_NAMES.map((kind) => [kind, cells(kind)]));
  return { summary: reply.election, file: readElectionFile(records) };
}
