import type { Sql } from 'postgres';
import { CHUNK_ROWS } from '../../../../platform/columns/column/chunk-rows.ts';
import { settleRows } from '../../../../platform/columns/settle-rows.ts';
import { cellsOf } from '../arrivals/list/report-row.ts';
import {
  type ChangedReport,
  countUnsettled,
  listChangedReports,
  loadReportRows,
  markSettled,
} from '../store/list/load-rows.ts';
import { lockProgress } from '../store/reading/find-unread.ts';

/** So many reports that have changed are put into their chunks at once; fewer are read beside the chunks. */
export const SETTLED_AT = CHUNK_ROWS / 2;
/** A transaction writes the chunks of about so many reports. */
const AT_ONCE = CHUNK_ROWS;

/**
 * Puts reports of a mission that have changed into the chunks of columns, once there are many; such as were erased at once,
 * since what they said must not stay in a chunk.
 *
 * @returns how many; 0: there is nothing to do.
 */
export async function settleReports(sql: Sql, missionId: string, many = SETTLED_AT): Promise<number> {
  const found = await countUnsettled(sql, missionId, many);
  if (found.count < many && !found.hasErased) return 0;
  return await sql.begin(async (transaction) => {
    await lockProgress(transaction, missionId);
    const ids = chosenOf(await listChangedReports(transaction, missionId), found.count >= many);
    const rows = await loadReportRows(transaction, ids);
    await settleRows(
      transaction,
      missionId,
      rows.map((row) => ({ ordinal: row.ordinal, cells: cellsOf(row) })),
    );
    await markSettled(transaction, rows);
    return ids.length;
  });
}

/** Those of whole chunks, beginning with the chunks in which the most has changed; few: only chunks with an erased one. */
function chosenOf(changed: readonly ChangedReport[], areMany: boolean): string[] {
  const byChunk = new Map<number, ChangedReport[]>();
  for (const report of changed) {
    const chunk = Math.floor(report.ordinal / CHUNK_ROWS);
    const same = byChunk.get(chunk);
    if (same === undefined) byChunk.set(chunk, [report]);
    else same.push(report);
  }
  const chunks = [...byChunk.values()].filter((own) => areMany || own.some(({ state }) => state === 'erased'));
  const chosen: string[] = [];
  for (const own of chunks.sort((one, other) => other.length - one.length)) {
    if (chosen.length > 0 && chosen.length + own.length > AT_ONCE) break;
    for (const { id } of own) chosen.push(id);
  }
  return chosen;
}
