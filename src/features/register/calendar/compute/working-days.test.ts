import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { electionOf, holidayOf } from '../../../../../test/support/calendar-records.ts';
import {
  addDays,
  type CalendarDate,
  FIRST_DAY,
  fromEpochDay,
  LAST_DAY,
  type Weekday,
} from '../../../../kernel/calendar-date.ts';
import {
  addWorkingDays,
  isWorkingDay,
  rollToWorkingDay,
  shiftDays,
  type WorkingDays,
  workingDaysOf,
} from './working-days.ts';

const dates = fc.integer({ min: 18_000, max: 22_000 }).map(fromEpochDay);
const weekdays = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
const workingDays: fc.Arbitrary<WorkingDays> = fc.record({
  weekend: fc.uniqueArray(weekdays, { maxLength: 6 }).map((days) => new Set(days)),
  exceptions: fc.array(fc.tuple(dates, fc.boolean()), { maxLength: 300 }).map((pairs) => new Map(pairs)),
});
const counts = fc.integer({ min: -60, max: 60 });

/** How many working days lie after `from`, up to and with `to`. */
function countWorkingDays(from: CalendarDate, to: CalendarDate, days: WorkingDays): number {
  let found = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, days)) found += 1;
  }
  return found;
}

describe('addWorkingDays', () => {
  it('passes exactly that many working days, and ends on one', () => {
    fc.assert(
      fc.property(dates, counts, workingDays, (from, count, days) => {
        const to = addWorkingDays(from, count, days);
        if (to === null) throw new Error('outside of the calendar');
        if (count === 0) expect(to).toBe(from);
        else expect(isWorkingDay(to, days)).toBe(true);
        if (count > 0) expect(countWorkingDays(from, to, days)).toBe(count);
        if (count < 0) expect(countWorkingDays(addDays(to, -1), addDays(from, -1), days)).toBe(-count);
      }),
    );
  });

  it('adds up in one direction, wherever it starts', () => {
    const positive = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(dates, positive, positive, workingDays, fc.constantFrom(1, -1), (from, a, b, days, direction) => {
        const half = addWorkingDays(from, a * direction, days) as CalendarDate;
        expect(addWorkingDays(half, b * direction, days)).toBe(addWorkingDays(from, (a + b) * direction, days));
      }),
    );
  });

  it('comes back to a working day, but not to a day off: Saturday + 1 − 1 is Friday', () => {
    fc.assert(
      fc.property(dates, counts, workingDays, (from, count, days) => {
        fc.pre(isWorkingDay(from, days));
        const there = addWorkingDays(from, count, days) as CalendarDate;
        expect(addWorkingDays(there, -count, days)).toBe(from);
      }),
    );
    const week = workingDaysOf(electionOf(), []);
    const saturday = '2024-02-10' as CalendarDate;
    expect(addWorkingDays(addWorkingDays(saturday, 1, week) as CalendarDate, -1, week)).toBe('2024-02-09');
  });

  it('keeps the order of days', () => {
    fc.assert(
      fc.property(dates, dates, counts, workingDays, (a, b, count, days) => {
        const [early, late] = [a, b].sort() as [CalendarDate, CalendarDate];
        const [first, last] = [addWorkingDays(early, count, days), addWorkingDays(late, count, days)];
        expect((first as string) <= (last as string)).toBe(true);
      }),
    );
  });

  it('is plain counting where every day is a working day', () => {
    const always: WorkingDays = { weekend: new Set(), exceptions: new Map() };
    fc.assert(
      fc.property(dates, counts, (from, count) => {
        expect(addWorkingDays(from, count, always)).toBe(addDays(from, count));
      }),
    );
  });

  it('gives up where there is no working day, and at the ends of the calendar', () => {
    const never: WorkingDays = { weekend: new Set([1, 2, 3, 4, 5, 6, 7]), exceptions: new Map() };
    expect(addWorkingDays(fromEpochDay(0), 1, never)).toBeNull();
    const week = workingDaysOf(electionOf(), []);
    expect(addWorkingDays(LAST_DAY, 1, week)).toBeNull();
    expect(addWorkingDays(FIRST_DAY, -1, week)).toBeNull();
    expect(shiftDays(LAST_DAY, 1)).toBeNull();
    expect(shiftDays(FIRST_DAY, -1)).toBeNull();
    expect(shiftDays(LAST_DAY, 0)).toBe(LAST_DAY);
  });
});

describe('rollToWorkingDay', () => {
  it('stays on a working day, and else goes to the nearest one', () => {
    fc.assert(
      fc.property(dates, workingDays, fc.constantFrom(1 as const, -1 as const), (date, days, direction) => {
        const rolled = rollToWorkingDay(date, direction, days) as CalendarDate;
        expect(isWorkingDay(rolled, days)).toBe(true);
        for (let day = date; day !== rolled; day = addDays(day, direction)) expect(isWorkingDay(day, days)).toBe(false);
      }),
    );
  });
});

describe('workingDaysOf', () => {
  it('takes Saturday and Sunday where the election names no weekend', () => {
    const week = workingDaysOf(electionOf(), []);
    const days = ['2024-02-05', '2024-02-09', '2024-02-10', '2024-02-11'] as CalendarDate[];
    expect(days.map((day) => isWorkingDay(day, week))).toEqual([true, true, false, false]);
    const other = workingDaysOf(electionOf({ weekend: '5|6' }), []);
    expect(days.map((day) => isWorkingDay(day, other))).toEqual([true, false, false, true]);
  });

  it('follows the list of holidays both ways', () => {
    const holidays = [holidayOf('2024-02-05'), holidayOf('2024-02-10', { working: 'yes' })];
    const week = workingDaysOf(electionOf(), holidays);
    expect(isWorkingDay('2024-02-05' as CalendarDate, week)).toBe(false);
    expect(isWorkingDay('2024-02-10' as CalendarDate, week)).toBe(true);
    expect(addWorkingDays('2024-02-02' as CalendarDate, 5, week)).toBe('2024-02-10');
  });
});
