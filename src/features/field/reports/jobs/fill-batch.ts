import type { TransactionSql } from 'postgres';
import { firstStation } from '../reading/reading-form.ts';
import { lockProgress } from '../store/reading/find-unread.ts';
import { loadStationless, loadUnfilled, saveFilled, saveStations } from '../store/standing/fill-standings.ts';
import { saveStandings } from '../store/standing/save-standings.ts';
import type { ReadBatch, ReadingTools } from './read-batch.ts';

/** Gives rows to the next reports that were read before such rows were kept, in one transaction. */
export async function fillBatch(
  tools: ReadingTools,
  { missionId, most }: { readonly missionId: string; readonly most: number },
): Promise<ReadBatch> {
  return await tools.sql.begin(async (sql) => {
    await lockProgress(sql, missionId);
    const { ids, end } = await loadUnfilled(sql, missionId, most);
    await fillStations(tools, sql, ids);
    await saveStandings(sql, missionId, { ids, at: tools.now() });
    await saveFilled(sql, missionId, end);
    return { count: ids.length, announced: 0 };
  });
}

async function fillStations(tools: ReadingTools, sql: TransactionSql, ids: readonly string[]): Promise<void> {
  const found: { reportId: string; sha256: Uint8Array; station: string }[] = [];
  for (const { reportId, sha256, formUuid, formNumber, answers } of await loadStationless(sql, ids)) {
    const form = await tools.shelf.take(sql, { id: formUuid, number: formNumber });
    const said = new Map(Object.entries(JSON.parse(answers) as Record<string, string | null>));
    const station = form === null ? null : firstStation(said, form.stationPaths);
    if (station !== null) found.push({ reportId, sha256, station });
  }
  await saveStations(sql, found);
}
