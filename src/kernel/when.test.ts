import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, calendarDate, fromEpochDay } from './calendar-date.ts';
import { exactDay, isCertainlyBefore, onDay, parseWhen, type When } from './when.ts';

const dates = fc.integer({ min: -719_162, max: 2_932_896 }).map(fromEpochDay);
const years = fc.integer({ min: 1, max: 9999 }).map((year) => String(year).padStart(4, '0'));
const months = fc.integer({ min: 1, max: 12 }).map((month) => String(month).padStart(2, '0'));

const spellings = fc.oneof(
  dates,
  dates.map((date) => `by ${date}`),
  dates.map((date) => `from ${date}`),
  fc.tuple(dates, dates).map(([a, b]) => (a < b ? `${a}/${b}` : `${b}/${a}`)),
  fc.tuple(years, months).map(([year, month]) => `${year}-${month}`),
  years,
);
const whens = spellings.map(parseWhen).filter((when): when is When => when !== null);

/** The days nearest to now that `when` may mean. */
function possibleDays(when: When): CalendarDate[] {
  const first = when.earliest ?? calendarDate(1, 1, 1);
  const last = when.latest ?? calendarDate(9999, 12, 31);
  return [first, last];
}

describe('parseWhen', () => {
  it.each([
    ['2024-01-09', '2024-01-09', '2024-01-09'],
    ['by 2024-01-09', null, '2024-01-09'],
    ['from 2024-01-09', '2024-01-09', null],
    ['2024-01-02/2024-01-05', '2024-01-02', '2024-01-05'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['0001', '0001-01-01', '0001-12-31'],
    ['9999', '9999-01-01', '9999-12-31'],
  ])('%s lies from %s to %s', (text, earliest, latest) => {
    expect(parseWhen(text)).toEqual({ text, earliest, latest });
  });

  it.each([
    '',
    'unknown',
    'by',
    'by ',
    'by  2024-01-09',
    'By 2024-01-09',
    'by 2024-01',
    'from 2024-02-30',
    '2024-01-05/2024-01-02',
    '2024-01-05/2024-01-05',
    '2024-01-05/',
    '/2024-01-05',
    '2024-01-02/2024-01-03/2024-01-04',
    '2024-13',
    '2024-00',
    '2024-1',
    '0000',
    '0000-01',
    '24',
    '2024-01-09 ',
    '2024-01-09T10:00',
  ])('refuses %j', (text) => {
    expect(parseWhen(text)).toBeNull();
  });

  it('keeps the spelling, and its sides in order', () => {
    fc.assert(
      fc.property(spellings, (text) => {
        const when = parseWhen(text);
        expect(when === null ? 'same day twice' : when.text).toBe(when === null ? 'same day twice' : text);
        if (when?.earliest && when.latest) expect(when.earliest <= when.latest).toBe(true);
        expect(when === null || when.earliest !== null || when.latest !== null).toBe(true);
      }),
    );
  });
});

describe('exactDay', () => {
  it('is there for a day, and only for a day', () => {
    fc.assert(
      fc.property(whens, (when) => {
        expect(exactDay(when)).toBe(when.text.length === 10 ? when.text : null);
      }),
    );
    expect(exactDay(null)).toBeNull();
  });

  it('is the day that onDay was made of', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(exactDay(onDay(date))).toBe(date);
      }),
    );
  });
});

describe('isCertainlyBefore', () => {
  it('holds when every possible day is before every possible day of the other', () => {
    fc.assert(
      fc.property(whens, whens, (a, b) => {
        const isBefore = possibleDays(a).every((first) => possibleDays(b).every((second) => first < second));
        expect(isCertainlyBefore(a, b)).toBe(isBefore);
      }),
    );
  });

  it('is never true both ways, nor of a thing and itself', () => {
    fc.assert(
      fc.property(whens, whens, (a, b) => {
        expect(isCertainlyBefore(a, b) && isCertainlyBefore(b, a)).toBe(false);
        expect(isCertainlyBefore(a, a)).toBe(false);
      }),
    );
  });

  it('does not decide what touches', () => {
    const day = calendarDate(2024, 1, 9);
    const by = (date: CalendarDate) => ({ text: `by ${date}`, earliest: null, latest: date });
    expect(isCertainlyBefore(by(day), onDay(day))).toBe(false);
    expect(isCertainlyBefore(by(day), onDay(addDays(day, 1)))).toBe(true);
    expect(isCertainlyBefore(onDay(addDays(day, -1)), by(day))).toBe(false);
  });
});
