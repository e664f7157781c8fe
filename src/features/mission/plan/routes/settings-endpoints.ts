import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { missionParams, planBody } from '../contract.ts';
import { findDoubledKey, findSharedForm, type PlanPhase } from '../plan.ts';
import type { PlanForm, ShownPlan } from '../plan-replies.ts';
import { findPlan, findVote, listForms, savePlan } from '../store/keep-plan.ts';
import { doerOf, type PlanMission } from './plan-door.ts';

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<ShownPlan> => await shownPlan(sql, await getMission(sql, params.mission)),
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/plan',
  access: 'editor',
  params: missionParams,
  body: planBody,
  handle: async ({ sql, params, body: { base, reason, ...plan }, actor, now, audit }): Promise<ShownPlan> => {
    const mission = await getWorkingMission(sql, params.mission);
    requireDistinct(plan.phases, await listForms(sql, mission.id));
    const before = await findPlan(sql, mission.id);
    await savePlan(sql, mission.id, { plan, base, by: doerOf(actor, now, reason) });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { before: before === null ? null : toldOf(before), after: toldOf(plan) };
    await audit({ action: 'plan.decided', subject, electionId: mission.electionId, reason, parameters });
    return await shownPlan(sql, mission);
  },
});

/** Which phases a mission has, and which forms each of them expects. */
export const settingsEndpoints: readonly Endpoint[] = [show, change];

/** What one begins with where the mission observes no election. */
const NO_VOTE = { zone: 'UTC', day: null };

async function shownPlan(sql: Db, { id, electionId }: PlanMission): Promise<ShownPlan> {
  const [plan, vote, forms] = [await findPlan(sql, id), await findVote(sql, electionId), await listForms(sql, id)];
  const { zone, day } = vote ?? NO_VOTE;
  const empty = { zone, dayBeginsAt: 4, phases: [], revision: 0, changedBy: null };
  return { ...(plan ?? empty), forms, electionDay: day };
}

/** @throws Problem `invalid-input` with what stands twice, or is no form of the mission. */
function requireDistinct(phases: readonly PlanPhase[], forms: readonly PlanForm[]): void {
  const names = new Map(forms.map(({ id, name }) => [id, name]));
  const refuse = (code: string, found: string) => {
    throw new Problem('invalid-input', {}, [{ ...fault(code, { found }), column: 'phases' }]);
  };
  const doubled = findDoubledKey(phases);
  if (doubled !== null) refuse('plan-phase-twice', doubled);
  const unknown = phases.flatMap((phase) => phase.forms).find((form) => !names.has(form));
  if (unknown !== undefined) refuse('plan-form-unknown', unknown);
  const shared = findSharedForm(phases);
  if (shared !== null) refuse('plan-form-twice', names.get(shared.form) ?? shared.form);
}

/** As the history tells it: phases with their forms, one after the other. */
function toldOf({ zone, dayBeginsAt, phases }: Pick<ShownPlan, 'zone' | 'dayBeginsAt' | 'phases'>) {
  return { zone, dayBeginsAt, phases: phases.map(({ key }) => key).join(', ') };
}
