import type { Fault } from '../../../../kernel/issue.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../missions/access.ts';
import { type AccreditationStep, findStepFaults } from '../accreditation.ts';
import { personParams, stepBody, stepParams, strikeBody } from '../contract.ts';
import type { ShownStep } from '../people-replies.ts';
import { beginChange } from '../store/hold-people.ts';
import { getPerson, touchPersons } from '../store/keep-persons.ts';
import { insertStep, listSteps, strikeStep } from '../store/keep-steps.ts';
import { doerOf, subjectOf } from './people-door.ts';

const enter = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/:person/accreditation',
  access: 'editor',
  params: personParams,
  body: stepBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownStep[]> => {
    const mission = await getWorkingMission(sql, params.mission);
    const change = await beginChange(sql, mission.id, doerOf(actor, now));
    const person = await getPerson(sql, mission.id, params.person);
    const steps = await listSteps(sql, mission.id, person.id);
    const there = steps.find(({ id }) => id === body.id);
    if (there === undefined) {
      requireOrder([...standing(steps), body]);
      await insertStep(sql, { personId: person.id, step: body }, change);
      await touchPersons(sql, [person.id], change);
    } else if (!isSame(there, body)) throw new Problem('conflict', { what: `step ${body.id}` });
    const subject = subjectOf('person', mission, person.work);
    const parameters = { step: body.kind, day: body.on, isRepeated: there !== undefined };
    const { reason } = body;
    await audit({
      action: 'person.accreditation-entered',
      subject,
      electionId: mission.electionId,
      reason,
      parameters,
    });
    return await listSteps(sql, mission.id, person.id);
  },
});

const strike = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/:person/accreditation/:step/strike',
  access: 'editor',
  params: stepParams,
  body: strikeBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<ShownStep[]> => {
    const mission = await getWorkingMission(sql, params.mission);
    const change = await beginChange(sql, mission.id, doerOf(actor, now));
    const person = await getPerson(sql, mission.id, params.person);
    const steps = await listSteps(sql, mission.id, person.id);
    const step = steps.find(({ id }) => id === params.step);
    if (step === undefined) throw new Problem('not-found', { what: `step ${params.step}` });
    if (step.struck !== null) throw new Problem('changed-meanwhile', { by: step.struck.by });
    requireOrder(standing(steps).filter(({ id }) => id !== step.id));
    await strikeStep(sql, { missionId: mission.id, id: step.id }, { ...change, reason });
    await touchPersons(sql, [person.id], change);
    const subject = subjectOf('person', mission, person.work);
    const parameters = { step: step.kind, day: step.on };
    await audit({ action: 'person.accreditation-struck', subject, electionId: mission.electionId, reason, parameters });
    return await listSteps(sql, mission.id, person.id);
  },
});

/** The way of somebody's accreditation. */
export const accreditationEndpoints: readonly Endpoint[] = [enter, strike];

function standing(steps: readonly ShownStep[]): ShownStep[] {
  return steps.filter(({ struck }) => struck === null);
}

/** @throws Problem `accreditation-refused` with what is wrong, where one of the steps cannot follow on the one before. */
function requireOrder(steps: readonly AccreditationStep[]): void {
  const faults: readonly Fault[] = findStepFaults(steps);
  if (faults.length > 0) throw new Problem('accreditation-refused', { count: faults.length }, faults);
}

function isSame(one: AccreditationStep, other: AccreditationStep): boolean {
  const cells = ({ kind, on, badge, validTo }: AccreditationStep) => JSON.stringify([kind, on, badge, validTo]);
  return cells(one) === cells(other);
}
