import type { TransactionSql } from 'postgres';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { nameFileChoices, openCodebooks } from '../../forms/access.ts';
import { wordAnswers } from '../../reports/arrivals/word-answers.ts';
import { plainPath } from '../../reports/reading/plain-path.ts';
import type { ConcernedAnswer, ReportCheck, ReportChecks, ShownVerification } from '../check.ts';
import { reportParams, verificationBody, verificationParams, withdrawalBody } from '../contract.ts';
import { RuleShelf } from '../jobs/open-rules.ts';
import { concernedAnswers } from '../rule/concerned.ts';
import type { ValueType } from '../rule/term.ts';
import { noteDue } from '../store/find-due.ts';
import { listChecks, type StoredCheck } from '../store/keep-checks.ts';
import {
  findVerification,
  listVerifications,
  type StoredVerification,
  saveVerifications,
  withdrawVerification,
} from '../store/keep-verifications.ts';
import { type CheckedStanding, findReport, loadStates } from '../store/list-found.ts';
import { type CheckedReport, loadReports } from '../store/load-reports.ts';
import { loadSubjects } from '../store/load-world.ts';

const PATH = '/api/missions/:mission/reports/:report';

const show = defineEndpoint({
  method: 'GET',
  path: `${PATH}/checks`,
  access: 'reader',
  params: reportParams,
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params }): Promise<ReportChecks> => {
    const mission = await getMission(sql, params.mission);
    const { id, formNumber, isDue } = await getReport(sql, mission.id, params.report);
    const [report] = await loadReports(sql, [id]);
    if (report === undefined) return { isPending: isDue, checks: [] };
    const checks = (await listChecks(sql, mission.id)).filter(
      ({ isOn, formUuid }) => isOn && formUuid === report.formUuid,
    );
    const subjects = await loadSubjects(sql, mission.electionId);
    const known = { report, states: await loadStates(sql, id), verified: await listVerifications(sql, [id]), subjects };
    const shelf = new RuleShelf();
    const judged: JudgedCheck[] = [];
    for (const check of checks) judged.push(await judgedBy(sql, check, { ...known, shelf }));
    const isPending = isDue || checks.some(({ judgedVersion, ruleVersion }) => judgedVersion !== ruleVersion);
    return { isPending, checks: await worded(sql, judged, { id: report.formUuid, number: formNumber }) };
  },
});

const verify = defineEndpoint({
  method: 'POST',
  path: `${PATH}/verifications`,
  access: 'editor',
  params: reportParams,
  body: verificationBody,
  status: 201,
  unaudited: 'one that is sent again is there already',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const report = await getReport(sql, mission.id, params.report);
    const { id, how, note } = body;
    const by = { byId: actor.id, byName: actor.name, at: now };
    const rows = body.answers.map((answer) => ({ ...answer, ...by, id, reportId: report.id, how, note }));
    if (await isKnown(sql, rows)) return;
    const [standing] = await loadReports(sql, [report.id]);
    if (standing === undefined) throw new Problem('report-state', { state: report.state });
    const isShown = rows.every(({ path, value }) => (standing.answers[path] ?? '') === value);
    if (!isShown) throw new Problem('changed-meanwhile');
    await saveVerifications(sql, mission.id, rows);
    await noteDue(sql, mission.id, [report.id]);
    const parameters = { mission: mission.slug, how, answers: rows.map(({ path }) => path).join(', ') };
    const subject = { kind: 'report', id: report.id };
    await audit({ action: 'report.answers-verified', subject, electionId: mission.electionId, parameters });
  },
});

const withdraw = defineEndpoint({
  method: 'POST',
  path: `${PATH}/verifications/:verification/withdrawal`,
  access: 'editor',
  params: verificationParams,
  body: withdrawalBody,
  unaudited: 'one that was withdrawn before stays so',
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const report = await getReport(sql, mission.id, params.report);
    const known = await findVerification(sql, report.id, params.verification);
    if (known.length === 0) throw new Problem('not-found', { what: `verification ${params.verification}` });
    if (known.every(({ isWithdrawn }) => isWithdrawn)) return;
    const by = { id: actor.id, name: actor.name, at: now, reason };
    await withdrawVerification(sql, { reportId: report.id, id: params.verification }, by);
    await noteDue(sql, mission.id, [report.id]);
    const parameters = { mission: mission.slug, answers: known.map(({ path }) => path).join(', ') };
    const subject = { kind: 'report', id: report.id };
    await audit({
      action: 'report.verification-withdrawn',
      subject,
      electionId: mission.electionId,
      reason,
      parameters,
    });
  },
});

/** What checks say of one report, and what people made sure of. */
export const verificationEndpoints: readonly Endpoint[] = [show, verify, withdraw];

async function getReport(sql: Db, missionId: string, id: string): Promise<CheckedStanding> {
  const report = await findReport(sql, missionId, id);
  if (report === null) throw new Problem('not-found', { what: `report ${id}` });
  return report;
}

/** Whether it was sent before. @throws Problem `conflict` where something else was sent under its id. */
async function isKnown(sql: TransactionSql, rows: readonly StoredVerification[]): Promise<boolean> {
  const [{ reportId, id } = { reportId: '', id: '' }] = rows;
  const known = await findVerification(sql, reportId, id);
  if (known.length === 0) return false;
  const isSame = (row: StoredVerification) =>
    known.some(
      (one) => one.path === row.path && one.value === row.value && one.byId === row.byId && one.how === row.how,
    );
  if (known.length === rows.length && rows.every(isSame)) return true;
  throw new Problem('conflict', { what: `verification ${id}` });
}

interface JudgedCheck extends Omit<ReportCheck, 'answers'> {
  readonly answers: readonly Pick<ConcernedAnswer, 'path' | 'value' | 'verified'>[];
}

const codebooks = openCodebooks();

/** With the words of the questions and of what was chosen, as the version of the form has them. */
async function worded(
  sql: TransactionSql,
  judged: readonly JudgedCheck[],
  { id, number }: { readonly id: string; readonly number: number | null },
): Promise<ReportCheck[]> {
  const values = new Map(judged.flatMap(({ answers }) => answers.map(({ path, value }) => [path, value])));
  const given = [...values].map(([path, value]) => ({ formUuid: id, path: plainPath(path), value }));
  const questions = number === null ? new Map() : await codebooks.of(sql, { id, number });
  const chosen = await nameFileChoices(sql, given, number);
  const words = wordAnswers({ answers: Object.fromEntries(values), questions, chosen, noted: new Map() });
  const byPath = new Map(words.map(({ isNoted: _, ...answer }) => [answer.path, answer]));
  return judged.map((check) => ({
    ...check,
    answers: check.answers.flatMap(({ path, verified }) => {
      const answer = byPath.get(path);
      return answer === undefined ? [] : [{ ...answer, verified }];
    }),
  }));
}

async function judgedBy(
  sql: TransactionSql,
  check: StoredCheck,
  known: {
    readonly report: CheckedReport;
    readonly states: Awaited<ReturnType<typeof loadStates>>;
    readonly verified: readonly StoredVerification[];
    readonly subjects: ReadonlyMap<string, ValueType>;
    readonly shelf: RuleShelf;
  },
): Promise<JudgedCheck> {
  const read = await known.shelf.read(sql, check, known.subjects);
  const concerned = read.ok ? concernedAnswers(read.value, known.report.answers) : [];
  const answers = concerned.map((answer) => {
    const found = known.verified.find(({ path, value }) => path === answer.path && value === answer.value);
    return { ...answer, verified: found === undefined ? null : shownVerification(found) };
  });
  const { id, title, severity } = check;
  return { check: id, title, severity, state: known.states.get(id) ?? 'ok', answers };
}

function shownVerification({ id, how, note, byName, at }: StoredVerification): ShownVerification {
  return { id, how, note, byName, at: at.toISOString() };
}
