import type { BlobStore } from '../../../../../platform/files/blobs/blob-store.ts';
import { download } from '../../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { LoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { AnswersReply, ReportReply } from '../../arrivals/arrival-replies.ts';
import { missionParams, partParams, reportParams } from '../../contract/desk.ts';
import { findReportFile, loadRaw, loadReport } from '../../store/show/load-report.ts';
import { exportReports } from '../export/export-reports.ts';
import { loadShown } from './worded-reading.ts';

/** What the desk needs of the program around it. */
export interface DeskGround {
  readonly blobs: Pick<BlobStore, 'open'>;
  readonly load: LoadMeter;
  /** Has what a mission holds read anew, soon. */
  readonly readAgain: (missionId: string) => void;
}

const report = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report',
  access: 'reader',
  params: reportParams,
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params }): Promise<ReportReply> =>
    await loadReport(sql, await getMission(sql, params.mission), params.report),
});

const answers = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/versions/:sha256',
  access: 'reader',
  params: partParams,
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params }): Promise<AnswersReply> => {
    const { id } = await getMission(sql, params.mission);
    return await loadShown(sql, id, params);
  },
});

const raw = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/versions/:sha256/raw',
  access: 'reader',
  params: partParams,
  reads: ({ params }) => ({ what: 'report-bytes', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params }) => {
    const found = await loadRaw(sql, await getMission(sql, params.mission), params);
    return boxed(download(found.raw, { type: 'application/octet-stream', name: `${found.code}.xml` }));
  },
});

const file = ({ blobs }: DeskGround) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/reports/:report/files/:sha256',
    access: 'reader',
    params: partParams,
    reads: ({ params }) => ({ what: 'report-file', subject: { kind: 'report', id: params.report } }),
    prepare: async ({ pool, params }) => {
      const { id } = await getMission(pool, params.mission);
      const { name } = await findReportFile(pool, id, params);
      const content = await blobs.open(Buffer.from(params.sha256, 'hex'));
      if (content === null) throw new Problem('not-found', { what: `file ${params.sha256}` });
      return boxed(download(content, { type: 'application/octet-stream', name }));
    },
    handle: async ({ prepared }) => prepared,
  });

const everything = ({ load }: DeskGround) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/reports/export.ndjson',
    access: 'reader',
    recentSignIn: true,
    params: missionParams,
    streams: true,
    reads: ({ params }) => ({ what: 'reports-export', subject: { kind: 'mission-here', id: params.mission } }),
    handle: async ({ pool, params }) => exportReports({ sql: pool, load }, await getMission(pool, params.mission)),
  });

/** What is told of one report, and of all. */
export function reportEndpoints(ground: DeskGround): readonly Endpoint[] {
  // The export first: its name could be taken for the id of a report.
  return [everything(ground), report, answers, raw, file(ground)];
}

/** A reply that runs nothing even where a browser is made to open it: it has no origin, no script and no neighbours. */
function boxed(reply: Response): Response {
  reply.headers.set('content-security-policy', "sandbox; default-src 'none'");
  return reply;
}
