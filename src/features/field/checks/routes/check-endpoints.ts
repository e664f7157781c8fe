import { type AuditNote, type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import type { CheckWords, FoundReport, ListedCheck, ShownCheck, Trial } from '../check.ts';
import { checkBody, checkParams, missionParams, newCheckBody, resultQuery, trialBody } from '../contract.ts';
import { RuleShelf } from '../jobs/open-rules.ts';
import { tryRule } from '../jobs/try-rule.ts';
import type { Rule } from '../rule/term.ts';
import {
  changeCheck,
  countResults,
  getCheck,
  listChecks,
  listVersions,
  type NewVersion,
  type StoredCheck,
  saveCheck,
} from '../store/keep-checks.ts';
import { listFound } from '../store/list-found.ts';
import { type CheckedForm, findCheckedForm, findRegister, loadSubjects } from '../store/load-world.ts';
import { verificationEndpoints } from './verification-endpoints.ts';

const PATH = '/api/missions/:mission/checks';
/** So many checks a mission may have. */
const MOST_CHECKS = 500;

type Mission = Awaited<ReturnType<typeof getMission>>;

const list = defineEndpoint({
  method: 'GET',
  path: PATH,
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<ListedCheck[]> => {
    const { id } = await getMission(sql, params.mission);
    const checks = await listChecks(sql, id);
    const counts = await countResults(
      sql,
      checks.map((check) => check.id),
    );
    return checks.map((check) => listed(check, counts.get(check.id)));
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: `${PATH}/:check`,
  access: 'reader',
  params: checkParams,
  handle: async ({ sql, params }): Promise<ShownCheck> => {
    const { id } = await getMission(sql, params.mission);
    return await shownCheck(sql, await getCheck(sql, id, { id: params.check }));
  },
});

const found = defineEndpoint({
  method: 'GET',
  path: `${PATH}/:check/reports`,
  access: 'reader',
  params: checkParams,
  query: resultQuery,
  reads: ({ params }) => ({ what: 'reports', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query }): Promise<FoundReport[]> => {
    const { id } = await getMission(sql, params.mission);
    const check = await getCheck(sql, id, { id: params.check });
    return await listFound(sql, check.id, { ...query, after: query.after ?? null });
  },
});

const tryOut = defineEndpoint({
  method: 'POST',
  path: `${PATH}/trial`,
  access: 'editor',
  params: missionParams,
  body: trialBody,
  unaudited: 'nothing is stored',
  handle: async ({ sql, params, body }): Promise<Trial> => {
    const mission = await getMission(sql, params.mission);
    const { rule, form, other } = await readGiven(sql, mission, body);
    const order = { missionId: mission.id, electionId: mission.electionId, formUuid: form.id, rule };
    return await tryRule(sql, { ...order, otherUuid: other?.id ?? null });
  },
});

const make = defineEndpoint({
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: missionParams,
  body: newCheckBody,
  status: 201,
  unaudited: 'one that is sent again is there already',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownCheck> => {
    const mission = await getWorkingMission(sql, params.mission);
    const known = await listChecks(sql, mission.id);
    if (known.length >= MOST_CHECKS && !known.some(({ id }) => id === body.id)) {
      throw new Problem('too-large', { limit: MOST_CHECKS });
    }
    const given = await readGiven(sql, mission, body);
    const by = { id: actor.id, name: actor.name, at: now };
    const version = { ...versionOf(body, given), id: body.id, number: 1, isNewRule: true, reason: null, by };
    const isNew = await saveCheck(sql, { missionId: mission.id, formUuid: given.form.id }, version);
    const check = await getCheck(sql, mission.id, { id: body.id });
    if (isNew) await audit(noteOf('check.made', mission, { after: check }));
    return await shownCheck(sql, check);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: `${PATH}/:check`,
  access: 'editor',
  params: checkParams,
  body: checkBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownCheck> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await getCheck(sql, mission.id, { id: params.check, isHeld: true });
    if (before.version !== body.base) throw new Problem('changed-meanwhile');
    const given = await readGiven(sql, mission, { ...body, form: before.form });
    const isNewRule = before.expression !== body.expression || before.otherUuid !== (given.other?.id ?? null);
    const by = { id: actor.id, name: actor.name, at: now };
    const number = before.version + 1;
    await changeCheck(sql, { ...versionOf(body, given), id: before.id, number, isNewRule, reason: body.reason, by });
    const after = await getCheck(sql, mission.id, { id: before.id });
    await audit({ ...noteOf(actOf(before, after), mission, { before, after }), reason: body.reason });
    return await shownCheck(sql, after);
  },
});

/** The checks of a mission, what they find, and what people make sure of. */
export const checkEndpoints: readonly Endpoint[] = [list, show, found, tryOut, make, change, ...verificationEndpoints];

interface GivenRule {
  readonly rule: Rule;
  readonly form: CheckedForm;
  readonly other: CheckedForm | null;
}

/** The rule, read against the newest versions of its forms. @throws Problem `invalid-input` with all that is wrong. */
async function readGiven(
  sql: Db,
  mission: Mission,
  { form: formId, other: otherId, expression }: { form: string; other: string | null; expression: string },
): Promise<GivenRule> {
  const form = await getForm(sql, mission.id, { formId, column: 'form' });
  const other = otherId === null ? null : await getForm(sql, mission.id, { formId: otherId, column: 'other' });
  const stored = {
    ...{ expression, formUuid: form.id, formNumber: form.number },
    ...{ otherUuid: other?.id ?? null, otherNumber: other?.number ?? null },
  };
  const read = await new RuleShelf().read(sql, stored, await loadSubjects(sql, mission.electionId));
  if (read.ok) return { rule: read.value, form, other };
  throw new Problem(
    'invalid-input',
    {},
    read.error.map((fault) => ({ ...fault, column: 'expression' })),
  );
}

async function getForm(
  sql: Db,
  missionId: string,
  { formId, column }: { readonly formId: string; readonly column: string },
): Promise<CheckedForm> {
  const form = await findCheckedForm(sql, missionId, formId);
  if (form !== null) return form;
  throw new Problem('invalid-input', {}, [{ code: 'check-form-unknown', parameters: { found: formId }, column }]);
}

function versionOf(
  { title, severity, expression, isOn }: Omit<CheckWords, 'other'>,
  { rule, form, other }: GivenRule,
): Omit<NewVersion, 'id' | 'number' | 'isNewRule' | 'reason' | 'by'> {
  const otherUuid = other?.id ?? null;
  const words = { title, severity, expression, isOn, readsRegister: rule.readsRegister };
  return { ...words, otherUuid, formNumber: form.number, otherNumber: other?.number ?? null };
}

function listed(
  check: StoredCheck,
  counts: ListedCheck['counts'] = { flagged: 0, verified: 0, missing: 0 },
): ListedCheck {
  const { id, form, version, title, severity, expression, other, isOn, judgedVersion, ruleVersion } = check;
  const isJudged = isOn && judgedVersion === ruleVersion;
  return { id, form, version, title, severity, expression, other, isOn, isJudged, counts };
}

async function shownCheck(sql: Db, check: StoredCheck): Promise<ShownCheck> {
  const register = await findRegister(sql, check.missionId);
  const newest = await findCheckedForm(sql, check.missionId, check.form);
  const other = check.other === null ? null : await findCheckedForm(sql, check.missionId, check.other);
  const now = { ...check, formNumber: newest?.number ?? 0, otherNumber: other?.number ?? null };
  const read = await new RuleShelf().read(sql, now, await loadSubjects(sql, register?.id ?? null));
  const counts = await countResults(sql, [check.id]);
  const versions = await listVersions(sql, check.id);
  return { ...listed(check, counts.get(check.id)), versions, faults: read.ok ? [] : read.error };
}

function actOf(before: StoredCheck, after: StoredCheck): string {
  if (before.isOn === after.isOn) return 'check.changed';
  return after.isOn ? 'check.switched-on' : 'check.switched-off';
}

function noteOf(
  action: string,
  { slug, electionId }: Mission,
  { before, after }: { readonly before?: StoredCheck; readonly after: StoredCheck },
): AuditNote {
  const name = Object.values(after.title)[0] ?? '';
  const told = { ...(before && { before: wordsOf(before) }), after: wordsOf(after) };
  return { action, subject: { kind: 'check', id: after.id }, electionId, parameters: { mission: slug, name, ...told } };
}

/** What a check is, field by field, as a history shows differences. */
function wordsOf({ title, severity, expression, other, isOn, form }: StoredCheck): Record<string, string> {
  const titles = Object.fromEntries(Object.entries(title).map(([language, text]) => [`title_${language}`, text]));
  return { ...titles, form, severity, expression, other: other ?? '', on: String(isOn) };
}
