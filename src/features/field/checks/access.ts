import type { Db } from '../../../platform/http/endpoint.ts';
import { loadFigures } from './store/load-reports.ts';

/** What authorities say on a subject of these stations as a whole: code → value. Where they say different things, there is none. */
export async function findOfficialFigures(
  sql: Db,
  electionId: string | null,
  { subject, stations }: { readonly subject: string; readonly stations: readonly (string | null)[] },
): Promise<ReadonlyMap<string, string>> {
  const sources = [{ kind: 'official', subject } as const];
  const found = await loadFigures(sql, electionId, { sources, stations });
  return new Map([...found].flatMap(([code, figures]) => [...figures.values()].map((value) => [code, value] as const)));
}
