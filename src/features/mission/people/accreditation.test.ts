import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import {
  type AccreditationStep,
  accreditationState,
  findStepFaults,
  STEP_KINDS,
  type StepKind,
} from './accreditation.ts';

const DAY = '2031-05-01' as CalendarDate;
const step = (kind: StepKind, on = DAY, more: Partial<AccreditationStep> = {}): AccreditationStep => {
  return { kind, on, badge: null, validTo: null, ...more };
};
const codes = (steps: readonly AccreditationStep[]) => findStepFaults(steps).map(({ code }) => code);

describe('the steps of an accreditation', () => {
  test.each([
    [['applied'], []],
    [['applied', 'granted'], []],
    [['applied', 'granted', 'withdrawn', 'applied', 'refused', 'applied', 'granted'], []],
    [['applied', 'withdrawn'], []],
    [['granted'], ['accreditation-order']],
    [['refused'], ['accreditation-order']],
    [['withdrawn'], ['accreditation-order']],
    [['applied', 'applied'], ['accreditation-order']],
    [['applied', 'granted', 'refused'], ['accreditation-order']],
    [['applied', 'granted', 'applied'], ['accreditation-order']],
    [['applied', 'refused', 'granted'], ['accreditation-order']],
  ] as const)('%j: %j', (kinds, wanted) => {
    expect(codes(kinds.map((kind) => step(kind)))).toEqual(wanted);
  });

  test('follow on each other in time, and a badge and a last day belong to one that was granted', () => {
    const before = addDays(DAY, -1);
    expect(codes([step('applied'), step('granted', before)])).toEqual(['accreditation-day']);
    expect(codes([step('applied', DAY, { badge: '7' })])).toEqual(['accreditation-badge']);
    expect(codes([step('applied'), step('granted', DAY, { badge: '7', validTo: DAY })])).toEqual([]);
    expect(codes([step('applied'), step('granted', DAY, { validTo: before })])).toEqual(['accreditation-validity']);
  });

  test('may begin anew behind one that is over, and not before', () => {
    const granted = step('granted', DAY, { validTo: DAY });
    expect(codes([step('applied'), granted, step('applied', addDays(DAY, 1))])).toEqual([]);
    expect(codes([step('applied'), granted, step('applied')])).toEqual(['accreditation-order']);
  });

  test('are wrong or right by the one before alone', () => {
    const kind = fc.constantFrom(...STEP_KINDS);
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 8 }), (kinds) => {
        const steps = kinds.map((each) => step(each));
        const ofPair = (at: number) =>
          codes(steps.slice(at - 1, at + 1)).length - codes(steps.slice(at - 1, at)).length;
        const own = steps.map((each, at) => (at === 0 ? codes([each]).length : ofPair(at)));
        expect(codes(steps).length).toBe(own.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});

test('where an accreditation stands is what the last step says', () => {
  expect(accreditationState([], DAY)).toBe('none');
  for (const kind of STEP_KINDS) expect(accreditationState([step('applied'), step(kind)], DAY)).toBe(kind);
  const granted = [step('applied'), step('granted', DAY, { validTo: DAY })];
  expect(accreditationState(granted, DAY)).toBe('granted');
  expect(accreditationState(granted, addDays(DAY, 1))).toBe('expired');
});
