import { type Db, defineEndpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { DifferenceReply, ShownAnswer } from '../../arrivals/arrival-replies.ts';
import { compareAnswers } from '../../arrivals/compare-answers.ts';
import { wordAnswers } from '../../arrivals/word-answers.ts';
import { differenceQuery } from '../../contract/act.ts';
import { reportParams } from '../../contract/desk.ts';
import { loadNotedNodes } from '../../store/show/load-noted.ts';
import { loadReading, type PartOfReport } from '../../store/show/load-report.ts';

/** What one version of a report says otherwise than another. */
export const differences = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/differences',
  access: 'reader',
  params: reportParams,
  query: differenceQuery,
  reads: ({ params }) => ({ what: 'report-differences', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params, query }): Promise<DifferenceReply> => {
    const { id } = await getMission(sql, params.mission);
    const readingOf = (sha256: string) => loadWorded(sql, id, { report: params.report, sha256 });
    const [from, to] = [await readingOf(query.from), await readingOf(query.to)];
    const areRead = from !== null && to !== null;
    return { changes: areRead ? compareAnswers(from, to) : [], areRead };
  },
});

/** Null: it was not read. */
async function loadWorded(sql: Db, missionId: string, part: PartOfReport): Promise<readonly ShownAnswer[] | null> {
  const { answers, codebook } = await loadReading(sql, missionId, part);
  if (answers === null) return null;
  return wordAnswers({ answers, codebook, noted: await loadNotedNodes(sql, missionId, part) });
}
