import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, dateParts, weekdayOf } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import { parseWhen } from '../../../../kernel/when.ts';
import { dateScale, dateTicks, spanOf } from './date-axis.ts';

const FIRST = calendarDate(2023, 12, 1);
const when = (text: string) => must(parseWhen(text), text);

describe('dateTicks', () => {
  test('are inside, in order, apart, and not too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20 }), (days, most) => {
        const span = { from: FIRST, to: addDays(FIRST, days) };
        const dates = dateTicks(span, most).map(({ date }) => date);
        expect(dates.every((date) => date >= span.from && date <= span.to)).toBe(true);
        expect(new Set(dates).size).toBe(dates.length);
        expect([...dates].sort()).toEqual(dates);
        expect(dates.length).toBeLessThanOrEqual(most + 2);
      }),
    );
  });
  test('fall on Mondays, on firsts of months, or on new year', () => {
    const ticks = (days: number) => dateTicks({ from: FIRST, to: addDays(FIRST, days) }, 8);
    expect(ticks(50).every(({ date, says }) => weekdayOf(date) === 1 && says === 'day')).toBe(true);
    expect(ticks(200).every(({ date, says }) => dateParts(date).day === 1 && says === 'month')).toBe(true);
    expect(ticks(3_000).every(({ date, says }) => date.endsWith('-01-01') && says === 'year')).toBe(true);
  });
});

test('dateScale gives every day the same room', () => {
  const scale = dateScale({ from: FIRST, to: addDays(FIRST, 9) }, { start: 100, end: 200 });
  expect(scale.dayWidth).toBeCloseTo(10);
  expect(scale.at(FIRST)).toBeCloseTo(105);
  expect(scale.at(addDays(FIRST, 9))).toBeCloseTo(195);
});

test('spanOf holds every bound with a little room', () => {
  const span = spanOf([when('by 2024-02-10'), null, when('2023-12-07'), when('2024-01-02/2024-01-05')]);
  expect(span).toEqual({ from: '2023-12-05', to: '2024-02-12' });
  expect(spanOf([null])).toBeNull();
});
