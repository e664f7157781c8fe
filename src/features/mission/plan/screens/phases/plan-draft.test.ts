import { expect, test } from 'vitest';
import { NAME_LANGUAGES } from '../../../missions/observation-mission.ts';
import {
  draftOf,
  findDayFault,
  findPhaseFaults,
  findPlanFaults,
  newPhase,
  readDraft,
  usualPhases,
} from './plan-draft.ts';

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

test('a day that is given and is none is told otherwise than one that is missing', () => {
  expect([findDayFault(' '), findDayFault('27.11.2026'), findDayFault('2026-11-27 ')]).toEqual([
    'missing',
    'day',
    null,
  ]);
});

test('the usual phases are named in every language of the desk, and have no faults', () => {
  const phases = usualPhases();
  expect(phases.map(({ name }) => Object.keys(name))).toEqual([...NAME_LANGUAGES].map(() => [...NAME_LANGUAGES]));
  expect(phases.flatMap((_, at) => [...findPhaseFaults(phases, at)])).toEqual([]);
});
