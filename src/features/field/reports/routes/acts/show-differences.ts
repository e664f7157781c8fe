import { defineEndpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { DifferenceReply } from '../../arrivals/arrival-replies.ts';
import { compareAnswers } from '../../arrivals/compare-answers.ts';
import { differenceQuery } from '../../contract/act.ts';
import { reportParams } from '../../contract/desk.ts';
import { loadWorded } from '../desk/worded-reading.ts';

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
    const answersOf = async (sha256: string) => (await loadWorded(sql, id, { report: params.report, sha256 })).answers;
    const [from, to] = [await answersOf(query.from), await answersOf(query.to)];
    const areRead = from !== null && to !== null;
    return { changes: areRead ? compareAnswers(from, to) : [], areRead };
  },
});
