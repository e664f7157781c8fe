import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { electionOf, holidayOf, recordsOf, ruleOf } from '../../../../../test/support/calendar-records.ts';
import { addDays, addMonths, type CalendarDate, fromEpochDay, weekdayOf } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import { toInstant, toLocalTime } from '../../../../kernel/time/zoned-time.ts';
import { type CalendarRule, RELATIONS } from '../rule.ts';
import { contextOf } from './context.ts';
import { directionOf } from './count-units.ts';
import { findLimit, type Limit } from './find-limit.ts';
import { isWorkingDay } from './working-days.ts';

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Baku', 'UTC');
/** 1990 to 2030: Baku changed its clocks until 2015, the others still do. */
const dates = fc.integer({ min: 7_305, max: 21_914 }).map(fromEpochDay);
const offsets = fc.integer({ min: 0, max: 400 });
const relations = fc.constantFrom(...RELATIONS);
const dayUnits = fc.constantFrom('day', 'working_day', 'calendar_month', 'weekday');
const times = fc.constantFrom('00:00', '01:45', '02:30', '08:00', '19:00', '23:59');

const holidays = ['2024-01-01', '2024-01-02', '2024-03-08', '2024-03-20'].map((date) => holidayOf(date));

function limitOf(rule: CalendarRule, origin: { date: CalendarDate; time: string }, zone: string): Limit {
  const context = contextOf(recordsOf({ election: [electionOf({ timezone: zone })], holiday: holidays }), 0);
  return must(findLimit(rule, origin, context), 'The limit lies in the calendar');
}

function dayRule(unit: string, offset: number, relation: string): CalendarRule {
  return ruleOf({ unit, offset: String(offset), relation, ...(unit === 'weekday' ? { weekday: '3' } : {}) });
}

function codesOf(limit: Limit): string[] {
  return limit.steps.map(({ code }) => code);
}

describe('days, working days, months and weekdays', () => {
  it('lie on the side of the anchor that the relation names, at the end of that day', () => {
    fc.assert(
      fc.property(dates, offsets, relations, dayUnits, zones, (date, offset, relation, unit, zone) => {
        const limit = limitOf(dayRule(unit, offset, relation), { date, time: '08:00' }, zone);
        if (offset === 0) expect(limit.date).toBe(date);
        else expect(limit.date < date).toBe(relation.endsWith('_before'));
        expect(toLocalTime(limit.start, zone).date).toBe(limit.date);
        expect(toLocalTime(limit.end, zone).date).toBe(limit.date);
        expect(toLocalTime(limit.end + 1, zone).date).toBe(addDays(limit.date, 1));
      }),
    );
  });

  it('do not depend on the zone', () => {
    fc.assert(
      fc.property(dates, offsets, relations, dayUnits, zones, (date, offset, relation, unit, zone) => {
        const rule = dayRule(unit, offset, relation);
        expect(limitOf(rule, { date, time: '08:00' }, zone).date).toBe(
          limitOf(rule, { date, time: '08:00' }, 'UTC').date,
        );
      }),
    );
  });

  it('keep the order of the days counted from', () => {
    fc.assert(
      fc.property(dates, dates, offsets, relations, dayUnits, (a, b, offset, relation, unit) => {
        const rule = dayRule(unit, offset, relation);
        const [first, last] = [a, b].sort().map((date) => limitOf(rule, { date, time: '08:00' }, 'UTC'));
        expect(must(first, 'first').date <= must(last, 'last').date).toBe(true);
      }),
    );
  });

  it('of days and of hours in UTC add up', () => {
    fc.assert(
      fc.property(dates, offsets, offsets, relations, fc.constantFrom('day', 'hour'), (date, a, b, relation, unit) => {
        const origin = { date, time: '08:00' };
        const half = limitOf(dayRule(unit, a, relation), origin, 'UTC');
        const from = { date: half.date, time: half.times[0] ?? '08:00' };
        const whole = limitOf(dayRule(unit, a + b, relation), origin, 'UTC');
        expect(limitOf(dayRule(unit, b, relation), from, 'UTC').date).toBe(whole.date);
      }),
    );
  });

  it('of months do not add up at the end of a month', () => {
    const from = { date: '2023-12-31' as CalendarDate, time: '00:00' };
    const one = limitOf(dayRule('calendar_month', 2, 'no_later_after'), from, 'UTC');
    const other = limitOf(dayRule('calendar_month', 1, 'no_later_after'), { ...from, date: one.date }, 'UTC');
    expect([one.date, other.date]).toEqual(['2024-02-29', '2024-03-29']);
    expect(limitOf(dayRule('calendar_month', 3, 'no_later_after'), from, 'UTC').date).toBe('2024-03-31');
    expect(codesOf(one)).toContain('count.month-end');
  });

  it('of months land where the calendar lands, leap years or not', () => {
    fc.assert(
      fc.property(dates, offsets, relations, (date, offset, relation) => {
        const limit = limitOf(dayRule('calendar_month', offset, relation), { date, time: '08:00' }, 'UTC');
        expect(limit.date).toBe(addMonths(date, offset * directionOf(relation)));
      }),
    );
  });

  it('of weekdays are that day of the week, the offset-th from the anchor', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), relations, (date, offset, relation) => {
        const limit = limitOf(dayRule('weekday', offset, relation), { date, time: '08:00' }, 'UTC');
        expect(weekdayOf(limit.date)).toBe(3);
        let found = 0;
        for (let day = date; day !== limit.date; ) {
          day = addDays(day, directionOf(relation));
          if (weekdayOf(day) === 3) found += 1;
        }
        expect(found).toBe(offset);
      }),
    );
  });
});

describe('hours', () => {
  const hours = (offset: number, relation = 'no_later_before') =>
    ruleOf({ unit: 'hour', offset: String(offset), relation });

  it('are counted on the line of time, whatever the clocks do', () => {
    fc.assert(
      fc.property(dates, times, offsets, relations, zones, (date, time, offset, relation, zone) => {
        const limit = limitOf(hours(offset, relation), { date, time }, zone);
        const from = toInstant({ date, time }, zone).instant;
        expect(limit.start).toBe(from + offset * 3_600_000 * directionOf(relation));
        expect(limit.end).toBe(limit.start);
        expect(toLocalTime(limit.start, zone)).toEqual({ date: limit.date, time: limit.times[0] });
      }),
    );
  });

  it('keep the order of the times counted from', () => {
    fc.assert(
      fc.property(dates, dates, times, offsets, relations, zones, (a, b, time, offset, relation, zone) => {
        const [first, last] = [a, b].sort().map((date) => limitOf(hours(offset, relation), { date, time }, zone));
        expect(must(first, 'first').start <= must(last, 'last').start).toBe(true);
      }),
    );
  });

  it.each([
    ['2024-03-31', 'Europe/Berlin', '2024-03-30', '07:00', true],
    ['2024-10-27', 'Europe/Berlin', '2024-10-26', '09:00', true],
    ['2024-03-10', 'America/New_York', '2024-03-09', '07:00', true],
    ['2024-11-03', 'America/New_York', '2024-11-02', '09:00', true],
    ['2024-10-06', 'Australia/Lord_Howe', '2024-10-05', '07:30', true],
    ['2024-04-07', 'Australia/Lord_Howe', '2024-04-06', '08:30', true],
    ['2015-03-29', 'Asia/Baku', '2015-03-28', '07:00', true],
    ['2016-03-27', 'Asia/Baku', '2016-03-26', '08:00', false],
  ])('24 before 08:00 of %s in %s is %s %s', (date, zone, dueOn, dueAt, isChanged) => {
    const limit = limitOf(hours(24), { date: date as CalendarDate, time: '08:00' }, zone);
    expect([limit.date, limit.times]).toEqual([dueOn, [dueAt]]);
    expect(codesOf(limit).includes('clock.changed')).toBe(isChanged);
  });

  it('are not days: 24 hours and one day differ where the clocks change in between', () => {
    const origin = { date: '2024-10-27' as CalendarDate, time: '23:30' };
    expect(limitOf(hours(24), origin, 'Europe/Berlin')).toMatchObject({ date: '2024-10-27', times: ['00:30'] });
    const late = limitOf(
      hours(24, 'no_later_after'),
      { date: '2024-10-26' as CalendarDate, time: '23:30' },
      'Europe/Berlin',
    );
    expect([late.date, late.times]).toEqual(['2024-10-27', ['22:30']]);
    const early = limitOf(
      hours(24, 'no_later_after'),
      { date: '2024-03-30' as CalendarDate, time: '23:30' },
      'Europe/Berlin',
    );
    expect([early.date, early.times]).toEqual(['2024-04-01', ['00:30']]);
  });
});

describe('rolling', () => {
  const context = contextOf(recordsOf({ holiday: holidays }), 0);

  it('ends on a working day on the named side, and says so only where it moved', () => {
    fc.assert(
      fc.property(
        dates,
        offsets,
        relations,
        fc.constantFrom('day', 'hour', 'calendar_month'),
        fc.boolean(),
        (date, offset, relation, unit, isNext) => {
          const plain = ruleOf({ unit, offset: String(offset), relation });
          const rule = { ...plain, roll: isNext ? ('next-working-day' as const) : ('previous-working-day' as const) };
          const [unrolled, rolled] = [plain, rule].map((one) => limitOf(one, { date, time: '08:00' }, 'Asia/Baku'));
          if (!unrolled || !rolled) throw new Error('no limit');
          expect(isWorkingDay(rolled.date, context.workingDays)).toBe(true);
          expect(isNext ? rolled.date >= unrolled.date : rolled.date <= unrolled.date).toBe(true);
          expect(rolled.times).toEqual(unrolled.times);
          expect(codesOf(rolled).some((code) => code.startsWith('roll.'))).toBe(rolled.date !== unrolled.date);
        },
      ),
    );
  });
});

describe('the ends of the calendar', () => {
  const context = contextOf(recordsOf(), 0);

  it.each([
    ['day', '9999-12-31', 'no_later_after'],
    ['working_day', '9999-12-31', 'no_later_after'],
    ['calendar_month', '9999-12-31', 'no_later_after'],
    ['weekday', '9999-12-31', 'no_later_after'],
    ['hour', '9999-12-31', 'no_later_after'],
    ['day', '0001-01-01', 'no_later_before'],
    ['working_day', '0001-01-01', 'no_later_before'],
    ['calendar_month', '0001-01-01', 'no_later_before'],
    ['weekday', '0001-01-01', 'no_later_before'],
    ['hour', '0001-01-01', 'no_later_before'],
  ])('are not passed: %s from %s, %s', (unit, date, relation) => {
    const rule = dayRule(unit, 30, relation);
    expect(findLimit(rule, { date: date as CalendarDate, time: '08:00' }, context)).toBeNull();
  });
});
