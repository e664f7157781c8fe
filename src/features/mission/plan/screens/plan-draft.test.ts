import { expect, test } from 'vitest';
import { draftOf, findPhaseFaults, findPlanFaults, newPhase, readDraft } from './plan-draft.ts';

const plan = {
  zone: 'Asia/Baku',
  dayBeginsAt: 4,
  phases: [{ key: 'opening', name: { en: 'Opening' }, dueAt: '09:30', dueDays: 0, forms: ['a'] }],
  forms: [],
  electionDay: null,
  revision: 1,
  changedBy: null,
};

test('a plan that is not touched is sent as it is kept', () => {
  const { zone, dayBeginsAt, phases } = plan;
  expect(readDraft(draftOf(plan))).toEqual({ zone, dayBeginsAt, phases });
});

test('what is wrong is told of its field, and nothing is sent', () => {
  const wrong = { ...draftOf(plan), zone: 'Asia/Nowhere', dayBeginsAt: '13' };
  expect([...findPlanFaults(wrong)]).toEqual(['zone', 'hour']);
  expect(readDraft(wrong)).toBeNull();
  const [opening = newPhase()] = draftOf(plan).phases;
  const phases = [opening, { ...newPhase('Opening!'), dueAt: '9:30', dueDays: '8' }, { ...opening, name: { en: ' ' } }];
  expect([...findPhaseFaults(phases, 1)]).toEqual(['key', 'name', 'time', 'days']);
  expect([...findPhaseFaults(phases, 2)]).toEqual(['key-twice', 'name', 'form-twice']);
  expect([...findPhaseFaults(phases, 3)]).toEqual([]);
});
