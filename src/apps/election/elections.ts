import { electionKind } from '../../features/register/election/election.ts';
import type { ElectionSummary } from '../../features/register/records/contract.ts';
import type { RecordNamed } from '../../features/register/records/kinds.ts';
import { readRecord } from '../../kernel/record.ts';
import { api } from '../../platform/ui/api.ts';

/** An election in a list: how it is kept, and what its own record says. */
export interface ListedElection extends Omit<ElectionSummary, 'cells'> {
  readonly election: RecordNamed<'election'>;
}

/** The elections that the reader may see. */
export async function loadElections(): Promise<ListedElection[]> {
  const summaries = await api.get<ElectionSummary[]>('/api/elections');
  return summaries.map(({ cells, ...summary }) => ({ ...summary, election: readRecord(electionKind, cells) }));
}
