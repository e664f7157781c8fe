import { hash } from 'node:crypto';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import {
  defineKeyEndpoint,
  type KeyEndpoint,
  type KeyHolder,
} from '../../../../../platform/http/keyed/key-endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { inTurns } from '../../../../../platform/jobs/in-turns.ts';
import type { LoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import { type PeekedRecord, peekRecordInSteps } from '../../../../../xforms/openrosa/peek-record.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { Arrival, Intake } from '../../arrival.ts';
import {
  apiMissionParams,
  apiReportParams,
  newReportBody,
  RECORD_BODY_BYTES,
  reportReply,
  reportsQuery,
  reportsReply,
  takenReply,
  type VersionReply,
} from '../../contract/api.ts';
import { listAfter, listVersionsOf, type ProgramVersion } from '../../store/show/list-for-programs.ts';
import { idsOfReport, loadReport } from '../../store/show/load-report.ts';
import { exportReports } from '../export/export-reports.ts';

/** What programs reach through their door. */
export interface ProgramGround {
  readonly intake: Intake;
  readonly load: LoadMeter;
  /** The signed checkpoint of a mission's log; null: nothing was logged yet. */
  readonly findCheckpoint: (missionSlug: string) => Promise<string | null>;
}

const NDJSON = 'application/x-ndjson';
const MOST_VERSIONS = 200;

const send = ({ intake }: ProgramGround) =>
  defineKeyEndpoint({
    method: 'POST',
    path: '/api/v1/missions/:mission/reports',
    scope: 'reports:write',
    says: 'Sends a report. The answer comes when it is stored and its receipt is in the signed log; sending again is safe.',
    params: apiMissionParams,
    body: newReportBody,
    bodyLimitBytes: RECORD_BODY_BYTES,
    replies: {
      201: { says: 'It was taken', schema: takenReply },
      200: { says: 'It was here already; the receipt is the one from then', schema: takenReply },
    },
    handle: async ({ sql, holder, body }) => {
      const { isArchived } = await getMission(sql, holder.mission);
      if (isArchived) throw new Problem('mission-archived', { mission: holder.mission });
      const raw = Buffer.from(body.xml, 'utf8');
      const peeked = await inTurns(peekRecordInSteps(raw));
      if (peeked.kind === 'refused') throw new Problem('hostile-record', { code: peeked.fault.code });
      const { status, reportId, place, code } = await intake.take(holder.missionId, arrivalOf(raw, peeked, holder.id));
      const receipt = { code, index: place.index, leafHash: formatHex(place.leafHash) };
      return { status: status === 'same' ? 200 : 201, body: { status, reportId, receipt } };
    },
  });

function arrivalOf(raw: Uint8Array, peeked: Exclude<PeekedRecord, { kind: 'refused' }>, apiKeyId: string): Arrival {
  return {
    channel: 'api',
    sender: { deviceId: null, pseudonym: null, courierId: null, apiKeyId },
    raw,
    sha256: hash('sha256', raw, 'buffer'),
    envelope: peeked.envelope,
    fault: peeked.kind === 'unreadable' ? peeked.fault.code : null,
    files: [],
    reportId: null,
    stated: null,
  };
}

const list = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/reports',
  scope: 'reports:read',
  says: 'Lists versions of reports in the order of the log.',
  params: apiMissionParams,
  query: reportsQuery,
  replies: { 200: { says: 'The next versions', schema: reportsReply } },
  reads: ({ params }) => ({ what: 'reports', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, holder, query: { after, limit } }) => {
    const found = await listAfter(sql, namesOf(holder), { after, limit: limit + 1 });
    const reports = found.slice(0, limit).map(versionOf);
    return { status: 200, body: { reports, next: reports.at(-1)?.index ?? after, isMore: found.length > limit } };
  },
});

const exported = ({ load }: ProgramGround) =>
  defineKeyEndpoint({
    method: 'GET',
    path: '/api/v1/missions/:mission/reports/export.ndjson',
    scope: 'reports:read',
    says: 'Everything that came, as lines of JSON in the order of the log: a head, a line a version, an end.',
    params: apiMissionParams,
    replies: { 200: { says: 'Streamed while it is read', mediaType: NDJSON } },
    reads: ({ params }) => ({ what: 'reports-export', subject: { kind: 'mission-here', id: params.mission } }),
    handle: ({ sql, holder }) => exportReports({ sql, load }, namesOf(holder)),
  });

const show = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/reports/:report',
  scope: 'reports:read',
  says: 'Shows a report with all that came for it.',
  params: apiReportParams,
  replies: { 200: { says: 'The report', schema: reportReply } },
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, holder, params }) => {
    const mission = namesOf(holder);
    const { reportId, files } = await loadReport(sql, mission, params.report);
    const ids = await idsOfReport(sql, reportId);
    const versions = await listVersionsOf(sql, mission, { ids, limit: MOST_VERSIONS });
    const told = files.map(({ name, sha256, bytes, contentType, receivedAt }) => {
      return { name, sha256, bytes, contentType, receivedAt };
    });
    return { status: 200, body: { reportId, versions: versions.map(versionOf), files: told } };
  },
});

/** What programs can ask about reports. */
export function reportApi(ground: ProgramGround): readonly KeyEndpoint[] {
  // The export first: its name could be taken for the id of a report.
  return [send(ground), list, exported(ground), show];
}

function namesOf({ missionId, mission }: KeyHolder): { id: string; slug: string } {
  return { id: missionId, slug: mission };
}

function versionOf(found: ProgramVersion): VersionReply {
  const { leafHash, code, device, formId, formTitle: _, flags, index, ...told } = found;
  const receipt = { code, index, leafHash: formatHex(leafHash) };
  const { reportId, sha256, number, receivedAt, channel, formVersion, instanceId, deprecatedId, bytes } = told;
  const { state, reason, answers, isErased } = told;
  const named = { form: formId, formVersion, instanceId, deprecatedId };
  const came = { index, reportId, sha256, number, receivedAt, channel, device: device?.pseudonym ?? null };
  return { ...came, ...named, bytes, receipt, state, reason, flags: [...flags], answers, isErased };
}
