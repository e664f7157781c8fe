import { createHash, randomBytes } from 'node:crypto';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import { commitContent } from '../../../../../ledger/commitment/field-commitment.ts';
import { defineEndpoint, type SignedInContext } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { announceEvent } from '../../../../../platform/log/announced-event.ts';
import { getWorkingMission } from '../../../../mission/missions/access.ts';
import type { Intake, Taken } from '../../arrival.ts';
import type { ActReply } from '../../arrivals/standing-replies.ts';
import { type ActBody, actBody } from '../../contract/act.ts';
import { reportParams } from '../../contract/desk.ts';
import { actDigest, actsOn, type ReportAct } from '../../standing/act.ts';
import { type ActedReport, findAct, findFormVersion, holdReport } from '../../store/acts/find-acted.ts';
import { saveAct } from '../../store/acts/keep-acts.ts';
import { loadTold } from '../../store/acts/tell-act.ts';
import { codeOf } from '../../store/show/arrival-row.ts';
import { saveStandings } from '../../store/standing/save-standings.ts';
import { type Decided, decideAct } from './decide-act.ts';
import { getActedVersion } from './make-version.ts';
import { tellAct } from './tell-act.ts';

/** What acts need of the program around them. */
export interface ActGround {
  readonly intake: Pick<Intake, 'take'>;
  /** Has what a mission holds read anew, soon. */
  readonly readAgain: (missionId: string) => void;
}

type Call = SignedInContext<{ mission: string; report: string }, unknown, ActBody, undefined>;
type Mission = Awaited<ReturnType<typeof getWorkingMission>>;

/** The largest record with all that JSON makes of it. */
const MOST_BODY_BYTES = 6_000_000;

/**
 * What a person does to a report: each act with its reason, on the version that the person saw. What it makes goes in the way
 * that everything comes, before the act is stored: the act is never there without it, and sending it again mends the opposite.
 */
export const acting = (ground: ActGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/reports/:report/acts',
    access: 'editor',
    params: reportParams,
    body: actBody,
    bodyLimitBytes: MOST_BODY_BYTES,
    unaudited: 'an act that is sent again changes nothing',
    handle: async (call): Promise<ActReply> => {
      const { sql, params, body } = call;
      const mission = await getWorkingMission(sql, params.mission);
      const report = await holdReport(sql, mission.id, params.report);
      if (report === null) throw new Problem('not-found', { what: `report ${params.report}` });
      const known = await findAct(sql, report, body.id);
      if (known !== null) return await repeated(call, { mission, report, known });
      requireState(report, body);
      const decided = await decideAct({ sql, mission, report, body });
      const taken = await takeMade(ground, { mission, report, decided });
      await keep(call, { mission, report, decided, taken });
      // It was here already: read, perhaps, before it was known to be released.
      if (taken?.status === 'same') ground.readAgain(mission.id);
      return { id: body.id, code: taken?.code ?? null };
    },
  });

function requireState({ state }: ActedReport, { kind }: ActBody): void {
  if (!actsOn(state).includes(kind)) throw new Problem('report-state', { state });
}

/** What makes no version comes to nothing here. */
async function takeMade(
  { intake }: ActGround,
  { mission, report, decided }: { readonly mission: Mission; readonly report: ActedReport; readonly decided: Decided },
): Promise<Taken | null> {
  if (decided.made === null) return null;
  const taken = await intake.take(mission.id, decided.made.arrival);
  if (taken.reportId === report.id) return taken;
  throw new Error(`Act on report ${report.id}: what was made went to report ${taken.reportId}`);
}

interface Kept {
  readonly mission: Mission;
  readonly report: ActedReport;
  readonly decided: Decided;
  readonly taken: Taken | null;
}

async function keep(call: Call, { mission, report, decided, taken }: Kept): Promise<void> {
  const { sql, now } = call;
  const act = actOf(call, report, decided);
  const key = randomBytes(32);
  const content = formatHex(commitContent(key, 'act', actDigest(act)));
  const about = formatHex(taken?.place.leafHash ?? decided.about);
  const event = { type: 'decision', id: act.id, version: 1, content, about } as const;
  const announcedId = await announceEvent(sql, mission.id, { event, at: now });
  const before = await loadTold(sql, report.id);
  await saveAct(sql, mission.id, { report, act: { ...act, key, announcedId } });
  await saveStandings(sql, mission.id, { ids: [report.id], at: now });
  await call.audit({
    action: ACTIONS[act.kind],
    subject: { kind: 'report', id: report.id },
    electionId: mission.electionId,
    reason: act.reason,
    parameters: await tellAct(sql, { mission, report, act, before, named: decided.made?.station ?? null }),
  });
}

const ACTIONS = {
  correct: 'report.corrected',
  void: 'report.voided',
  unvoid: 'report.unvoided',
  move: 'report.moved',
  restore: 'report.restored',
  release: 'report.released',
} as const;

function actOf({ actor, body, now }: Call, report: ActedReport, { made, ...decided }: Decided): ReportAct {
  const { on, held, station, deviceId, form } = decided;
  const version = made === null ? decided.version : { reportId: report.id, sha256: made.sha256 };
  const by = { id: actor.id, name: actor.name };
  return { id: body.id, kind: body.kind, at: now, by, reason: body.reason, on, version, held, station, deviceId, form };
}

/** The same act again has the same answer; another one under its id is refused. */
async function repeated(
  { sql, actor, body }: Call,
  { mission, report, known }: { readonly mission: Mission; readonly report: ActedReport; readonly known: ReportAct },
): Promise<ActReply> {
  const isSame =
    known.kind === body.kind && known.by.id === actor.id && known.reason === body.reason && known.on.sha256 === body.on;
  if (!isSame || !(await saysTheSame(sql, mission.id, { known, body }))) {
    throw new Problem('conflict', { what: `act ${body.id}` });
  }
  const isMade = known.kind === 'correct' || known.kind === 'release';
  if (!isMade || known.version === null) return { id: known.id, code: null };
  const { index, leafHash } = await getActedVersion(sql, report, known.version.sha256);
  return { id: known.id, code: codeOf(mission, index, leafHash) };
}

async function saysTheSame(
  sql: Call['sql'],
  missionId: string,
  { known, body }: { readonly known: ReportAct; readonly body: ActBody },
): Promise<boolean> {
  switch (body.kind) {
    case 'move':
      return known.station === body.station;
    case 'restore':
      return known.version?.sha256 === body.version;
    case 'correct':
      return known.version?.sha256 === createHash('sha256').update(body.xml).digest('hex');
    case 'release': {
      const form = await findFormVersion(sql, missionId, body);
      const isForm = form?.id === known.form?.id && body.number === known.form?.number;
      const isOf = known.station === (body.station ?? null) && known.deviceId === (body.device ?? null);
      return isForm && isOf && known.held?.sha256 === body.held;
    }
    default:
      return true;
  }
}
