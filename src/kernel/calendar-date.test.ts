import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dateParts,
  dayInUtc,
  daysBetween,
  daysInMonth,
  FIRST_DAY,
  fromEpochDay,
  isLeapYear,
  LAST_DAY,
  parseCalendarDate,
  toEpochDay,
  weekdayOf,
} from './calendar-date.ts';

const FIRST_EPOCH_DAY = -719_162;
const LAST_EPOCH_DAY = 2_932_896;

const dates = fc.integer({ min: FIRST_EPOCH_DAY, max: LAST_EPOCH_DAY }).map(fromEpochDay);
const centralDates = fc.integer({ min: -200_000, max: 200_000 }).map(fromEpochDay);
const dayCounts = fc.integer({ min: -10_000, max: 10_000 });
const monthCounts = fc.integer({ min: -3_000, max: 3_000 });

/** Days since 1970-01-01 by arithmetic alone, years counted from March. */
function epochDayByArithmetic(date: CalendarDate): number {
  const { year, month, day } = dateParts(date);
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

describe('parseCalendarDate', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-04-31', false],
    ['2024-13-01', false],
    ['2024-00-10', false],
    ['2024-01-00', false],
    ['0000-01-01', false],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['2024-2-7', false],
    ['2024-02-07 ', false],
    ['2024-02-07\n', false],
    ['٢٠٢٤-٠٢-٠٧', false],
    ['7.2.2024', false],
    ['', false],
  ])('%j is a day: %s', (text, isDay) => {
    expect(parseCalendarDate(text)).toBe(isDay ? text : null);
  });

  it('takes exactly the texts that name a day of the platform’s own calendar', () => {
    const texts = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
      .map(([year, month, day]) => [String(year).padStart(4, '0'), two(month), two(day)].join('-'));
    fc.assert(
      fc.property(texts, (text) => {
        const instant = new Date(`${text}T00:00:00Z`);
        const isSame = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
        expect(parseCalendarDate(text)).toBe(isSame ? text : null);
      }),
    );
  });
});

describe('calendarDate', () => {
  it('is undone by dateParts', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const { year, month, day } = dateParts(date);
        expect(calendarDate(year, month, day)).toBe(date);
      }),
    );
  });

  it.each([
    [2023, 2, 29],
    [0, 1, 1],
    [-1, 1, 1],
    [10_000, 1, 1],
    [2024, 1.5, 1],
    [Number.NaN, 1, 1],
  ])('refuses %d-%d-%d', (year, month, day) => {
    expect(() => calendarDate(year, month, day)).toThrow(RangeError);
  });
});

describe('epoch days', () => {
  it('agree with plain arithmetic and come back', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(toEpochDay(date)).toBe(epochDayByArithmetic(date));
        expect(fromEpochDay(toEpochDay(date))).toBe(date);
      }),
    );
  });

  it('begin at midnight in UTC', () => {
    expect(dayInUtc(new Date('2024-02-28T23:59:59.999Z'))).toBe('2024-02-28');
    expect(dayInUtc(new Date('2024-02-29T00:00:00.000Z'))).toBe('2024-02-29');
    expect(dayInUtc(new Date('1969-12-31T23:59:59.999Z'))).toBe('1969-12-31');
    expect(() => dayInUtc(new Date(Number.NaN))).toThrow(RangeError);
  });

  it('sort as the texts do', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(toEpochDay(a) - toEpochDay(b))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });

  it('end with the years 1 and 9999', () => {
    expect(fromEpochDay(FIRST_EPOCH_DAY)).toBe(FIRST_DAY);
    expect(fromEpochDay(LAST_EPOCH_DAY)).toBe(LAST_DAY);
    expect(() => fromEpochDay(FIRST_EPOCH_DAY - 1)).toThrow(RangeError);
    expect(() => fromEpochDay(LAST_EPOCH_DAY + 1)).toThrow(RangeError);
    expect(() => fromEpochDay(Number.NaN)).toThrow(RangeError);
    expect(() => addDays(calendarDate(9999, 12, 31), 1)).toThrow(RangeError);
    expect(() => addDays(calendarDate(1, 1, 1), -1)).toThrow(RangeError);
  });
});

describe('addDays', () => {
  it('adds up, goes back, and counts what lies between', () => {
    fc.assert(
      fc.property(centralDates, dayCounts, dayCounts, (date, a, b) => {
        expect(addDays(addDays(date, a), b)).toBe(addDays(date, a + b));
        expect(addDays(addDays(date, a), -a)).toBe(date);
        expect(daysBetween(date, addDays(date, a))).toBe(a);
      }),
    );
  });
});

describe('addMonths', () => {
  it('lands in the month asked for, on the same day or the last one of the month', () => {
    fc.assert(
      fc.property(centralDates, monthCounts, (date, months) => {
        const [from, to] = [dateParts(date), dateParts(addMonths(date, months))];
        expect(to.year * 12 + to.month - (from.year * 12 + from.month)).toBe(months);
        expect(to.day).toBe(Math.min(from.day, daysInMonth(to.year, to.month)));
      }),
    );
  });

  it('adds up and goes back for days that every month has', () => {
    const safe = centralDates.filter((date) => dateParts(date).day <= 28);
    fc.assert(
      fc.property(safe, monthCounts, monthCounts, (date, a, b) => {
        expect(addMonths(addMonths(date, a), b)).toBe(addMonths(date, a + b));
        expect(addMonths(addMonths(date, a), -a)).toBe(date);
      }),
    );
  });

  it('never overtakes: of two days the later one stays the later or equal', () => {
    fc.assert(
      fc.property(centralDates, centralDates, monthCounts, (a, b, months) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(addMonths(early, months) <= addMonths(late, months)).toBe(true);
      }),
    );
  });

  it.each([
    ['2023-12-07', 2, '2024-02-07'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2022-12-31', 2, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-02-07', 6, '2024-08-07'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from as CalendarDate, months)).toBe(to);
  });

  it('does not add up at the ends of months: 31 January + 1 + 1 is not 31 January + 2', () => {
    const date = calendarDate(2023, 1, 31);
    expect(addMonths(addMonths(date, 1), 1)).toBe('2023-03-28');
    expect(addMonths(date, 2)).toBe('2023-03-31');
  });

  it('ends with the years 1 and 9999', () => {
    expect(() => addMonths(calendarDate(9999, 12, 1), 1)).toThrow(RangeError);
    expect(() => addMonths(calendarDate(1, 1, 1), -1)).toThrow(RangeError);
  });
});

describe('weekdays, months and leap years', () => {
  it('repeat every seven days and agree with the platform', () => {
    fc.assert(
      fc.property(centralDates, (date) => {
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date));
        expect(weekdayOf(date) % 7).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
      }),
    );
  });

  it.each([
    ['2024-02-07', 3],
    ['2023-12-07', 4],
    ['1970-01-01', 4],
    ['0001-01-01', 1],
    ['9999-12-31', 5],
  ])('%s is day %i of the week', (date, weekday) => {
    expect(weekdayOf(date as CalendarDate)).toBe(weekday);
  });

  it('give a year 365 or 366 days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (year) => {
        const months = Array.from({ length: 12 }, (_, index) => daysInMonth(year, index + 1));
        expect(months.reduce((sum, days) => sum + days, 0)).toBe(isLeapYear(year) ? 366 : 365);
        expect(daysBetween(calendarDate(year, 1, 1), calendarDate(year, 12, 31))).toBe(isLeapYear(year) ? 365 : 364);
      }),
    );
  });
});

function two(value: number): string {
  return String(value).padStart(2, '0');
}
