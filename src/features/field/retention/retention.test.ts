import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, parseCalendarDate } from '../../../kernel/calendar-date.ts';
import { must } from '../../../kernel/result.ts';
import { dayEverywhere, decideStep, firstDayOfDeletion, kindsDue, partsOf, type StepGround } from './retention.ts';

const day = (text: string): CalendarDate => must(parseCalendarDate(text), text);

// TIME-09: leap days and ends of years.
describe('TIME-09 the first day on which something may be deleted', () => {
  test.each([
    ['2024-02-07', 90, '2024-05-08'],
    ['2024-02-28', 1, '2024-03-01'],
    ['2024-02-28', 0, '2024-02-29'],
    ['2023-02-28', 0, '2023-03-01'],
    ['2024-02-29', 365, '2025-03-01'],
    ['2023-12-31', 0, '2024-01-01'],
    ['2023-10-03', 90, '2024-01-02'],
  ])('%s and %d days: %s', (endsOn, days, first) => {
    expect(firstDayOfDeletion(day(endsOn), days)).toBe(first);
    const rule = { endsOn, days: { files: days } };
    expect(kindsDue(rule, day(first))).toEqual(['files']);
    expect(kindsDue(rule, addDays(day(first), -1))).toEqual([]);
  });

  test('has begun everywhere: not before noon in UTC', () => {
    expect(dayEverywhere(Date.UTC(2024, 2, 1, 11, 59, 59, 999))).toBe('2024-02-29');
    expect(dayEverywhere(Date.UTC(2024, 2, 1, 12))).toBe('2024-03-01');
    expect(dayEverywhere(Date.UTC(2024, 0, 1, 11))).toBe('2023-12-31');
  });

  test('whatever the zone, the last day is over there', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2099, 0) });
    fc.assert(
      fc.property(instants, fc.integer({ min: -12, max: 14 }), (now, offset) => {
        const local = new Date(now + offset * 3_600_000).toISOString().slice(0, 10);
        expect(dayEverywhere(now) <= local).toBe(true);
      }),
    );
  });
});

test('a kind without a number of days is never due', () => {
  expect(kindsDue({ endsOn: '1990-01-01', days: {} }, day('2099-12-31'))).toEqual([]);
  expect(partsOf(['papers', 'people'])).toEqual(['device', 'entry', 'scan', 'copy']);
});

describe('a deletion', () => {
  const ground: StepGround = { state: 'made', items: 3, early: [], askedBy: null, by: 'A', hasSecond: true };
  test.each<[string, Partial<StepGround>, string]>([
    ['is asked for where there is a second administrator', {}, 'ask'],
    ['is begun at once where there is none', { hasSecond: false }, 'begin'],
    ['is agreed to by the second', { state: 'asked', askedBy: 'B' }, 'agree'],
    ['is not agreed to by whoever asked', { state: 'asked', askedBy: 'A' }, 'same-person'],
    ['is begun by whoever asked when nobody else is left', { state: 'asked', askedBy: 'A', hasSecond: false }, 'begin'],
    ['is refused where nothing is on the list', { items: 0 }, 'empty'],
    ['is refused before its time', { early: ['files'] }, 'early'],
    ['is refused where it is under way', { state: 'running' }, 'state'],
    ['is refused where it is done', { state: 'done' }, 'state'],
    ['is refused where the list was withdrawn', { state: 'withdrawn' }, 'state'],
  ])('%s', (_, change, decided) => {
    const step = decideStep({ ...ground, ...change });
    expect(step.ok ? step.value : step.error).toBe(decided);
  });
});
