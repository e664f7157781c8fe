import { download } from '../../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { AnswersReply, ReadingWarning, ReportReply } from '../../arrivals/arrival-replies.ts';
import { wordAnswers } from '../../arrivals/word-answers.ts';
import { partParams, reportParams } from '../../contract/desk.ts';
import { loadRaw, loadReading, loadReport } from '../../store/show/load-report.ts';

const report = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report',
  access: 'reader',
  params: reportParams,
  handle: async ({ sql, params }): Promise<ReportReply> =>
    await loadReport(sql, await getMission(sql, params.mission), params.report),
});

const answers = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/versions/:sha256',
  access: 'reader',
  params: partParams,
  handle: async ({ sql, params }): Promise<AnswersReply> => {
    const { id } = await getMission(sql, params.mission);
    const reading = await loadReading(sql, id, params);
    return {
      answers: wordAnswers(reading.answers ?? {}, reading.codebook),
      warnings: reading.warnings as readonly ReadingWarning[],
    };
  },
});

const raw = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/versions/:sha256/raw',
  access: 'reader',
  params: partParams,
  handle: async ({ sql, params }) => {
    const found = await loadRaw(sql, await getMission(sql, params.mission), params);
    return boxed(download(found.raw, { type: 'application/octet-stream', name: `${found.code}.xml` }));
  },
});

/** What is told of one report. */
export const reportEndpoints: readonly Endpoint[] = [report, answers, raw];

/** A reply that runs nothing even where a browser is made to open it: it has no origin, no script and no neighbours. */
export function boxed(reply: Response): Response {
  reply.headers.set('content-security-policy', "sandbox; default-src 'none'");
  return reply;
}
