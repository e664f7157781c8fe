import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, fromEpochDay, toEpochDay } from '../calendar-date.ts';
import {
  addHours,
  endOfDay,
  formatInstant,
  localDateOf,
  offsetAt,
  startOfDay,
  toInstant,
  toLocalTime,
} from './zoned-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const zones = fc.constantFrom(
  'Asia/Baku',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
);
const times = fc
  .integer({ min: 0, max: 1_439 })
  .map((minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
/** 1975 to 2037: standard times without seconds, and changes of the clocks of every sort. */
const dates = fc.integer({ min: 1_826, max: 24_836 }).map(fromEpochDay);
const instants = fc.integer({ min: 2_629_440, max: 35_763_840 }).map((minutes) => minutes * MINUTE_MS);
const everyDate = fc.integer({ min: -719_162, max: 2_932_896 }).map(fromEpochDay);

/** All instants at which the clocks show `local`, found by trying every offset in use within two days. */
function findShowing(local: { date: CalendarDate; time: string }, zone: string): number[] {
  const [hours, minutes] = local.time.split(':').map(Number);
  const wall = toEpochDay(local.date) * DAY_MS + ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE_MS;
  const offsets = new Set<number>();
  for (let hour = -48; hour <= 48; hour += 1) offsets.add(offsetAt(wall + hour * 3_600_000, zone));
  const shows = (instant: number) => {
    const shown = toLocalTime(instant, zone);
    return shown.date === local.date && shown.time === local.time;
  };
  return [...offsets]
    .map((offset) => wall - offset)
    .filter(shows)
    .sort((a, b) => a - b);
}

describe('toInstant', () => {
  it.each([
    ['2024-02-07', '08:00', 'Asia/Baku', '2024-02-07T04:00:00Z', null],
    ['2015-03-29', '04:30', 'Asia/Baku', '2015-03-29T00:30:00Z', 'skipped'],
    ['2015-10-25', '04:30', 'Asia/Baku', '2015-10-24T23:30:00Z', 'repeated'],
    ['2016-03-27', '04:30', 'Asia/Baku', '2016-03-27T00:30:00Z', null],
    ['2024-03-31', '02:30', 'Europe/Berlin', '2024-03-31T01:30:00Z', 'skipped'],
    ['2024-10-27', '02:30', 'Europe/Berlin', '2024-10-27T00:30:00Z', 'repeated'],
    ['2024-03-10', '02:00', 'America/New_York', '2024-03-10T07:00:00Z', 'skipped'],
    ['2024-11-03', '01:59', 'America/New_York', '2024-11-03T05:59:00Z', 'repeated'],
    ['2024-11-03', '02:00', 'America/New_York', '2024-11-03T07:00:00Z', null],
    ['2024-10-06', '02:15', 'Australia/Lord_Howe', '2024-10-05T15:45:00Z', 'skipped'],
    ['2024-04-07', '01:45', 'Australia/Lord_Howe', '2024-04-06T14:45:00Z', 'repeated'],
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z', 'skipped'],
  ])('%s %s in %s is %s, %s', (date, time, zone, instant, irregularity) => {
    const found = toInstant({ date: date as CalendarDate, time }, zone);
    expect(formatInstant(found.instant)).toBe(instant);
    expect(found.irregularity).toBe(irregularity);
  });

  it('agrees with a search through every offset in use', () => {
    fc.assert(
      fc.property(dates, times, zones, (date, time, zone) => {
        const found = toInstant({ date, time }, zone);
        const showing = findShowing({ date, time }, zone);
        expect(found.irregularity).toBe([`skipped`, null, 'repeated'][showing.length]);
        if (showing.length > 0) expect(found.instant).toBe(showing[0]);
      }),
      { numRuns: 300 },
    );
  });

  it('comes back as the same time, unless the clocks skipped it', () => {
    fc.assert(
      fc.property(everyDate, times, zones, (date, time, zone) => {
        const found = toInstant({ date, time }, zone);
        if (found.irregularity === 'skipped') return;
        expect(toLocalTime(found.instant, zone)).toEqual({ date, time });
      }),
    );
  });

  it('keeps the order of days', () => {
    fc.assert(
      fc.property(dates, times, zones, (date, time, zone) => {
        const today = toInstant({ date, time }, zone).instant;
        expect(toInstant({ date: addDays(date, 1), time }, zone).instant).toBeGreaterThanOrEqual(today);
      }),
    );
  });

  it('refuses a zone that is none', () => {
    expect(() => toInstant({ date: fromEpochDay(0), time: '00:00' }, 'Asia/Nowhere')).toThrow(RangeError);
  });
});

describe('toLocalTime', () => {
  it('comes back as the same instant, or as the first of the two that look alike', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const found = toInstant(toLocalTime(instant, zone), zone);
        if (found.irregularity === null) expect(found.instant).toBe(instant);
        else expect(found.irregularity === 'repeated' && found.instant <= instant).toBe(true);
      }),
    );
  });

  it('cuts off seconds and milliseconds', () => {
    expect(toLocalTime(Date.UTC(2024, 1, 7, 3, 59, 59, 999), 'Asia/Baku').time).toBe('07:59');
    expect(toLocalTime(-1, 'UTC')).toEqual({ date: '1969-12-31', time: '23:59' });
  });

  it('works in the first and the last year, and refuses what lies outside', () => {
    expect(toLocalTime(toInstant({ date: '0001-01-01' as CalendarDate, time: '00:00' }, 'UTC').instant, 'UTC')).toEqual(
      {
        date: '0001-01-01',
        time: '00:00',
      },
    );
    const last = toInstant({ date: '9999-12-31' as CalendarDate, time: '23:59' }, 'America/New_York');
    expect(toLocalTime(last.instant, 'America/New_York').date).toBe('9999-12-31');
    expect(() => toLocalTime(addHours(last.instant, 1), 'America/New_York')).toThrow(RangeError);
  });
});

describe('localDateOf', () => {
  it('is another day to the east and to the west', () => {
    const instant = Date.UTC(2024, 1, 7, 20, 30);
    expect(localDateOf(instant, 'Asia/Baku')).toBe('2024-02-08');
    expect(localDateOf(instant, 'America/New_York')).toBe('2024-02-07');
  });
});

describe('addHours', () => {
  it('is plain addition on the line of time', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (at, a, b) => {
        expect(addHours(addHours(at, a), b)).toBe(addHours(at, a + b));
      }),
    );
  });

  it.each([
    ['2024-03-31', 'Europe/Berlin', '07:00'],
    ['2024-10-27', 'Europe/Berlin', '09:00'],
    ['2024-10-06', 'Australia/Lord_Howe', '07:30'],
    ['2024-02-07', 'Asia/Baku', '08:00'],
    ['2015-03-29', 'Asia/Baku', '07:00'],
  ])('24 hours before 08:00 of %s in %s is %s of the day before', (date, zone, time) => {
    const opening = toInstant({ date: date as CalendarDate, time: '08:00' }, zone).instant;
    expect(toLocalTime(addHours(opening, -24), zone)).toEqual({ date: addDays(date as CalendarDate, -1), time });
  });
});

describe('days', () => {
  it('begin and end with an instant that shows them, and its neighbours do not', () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const [start, end] = [startOfDay(date, zone), endOfDay(date, zone)];
        if (end < start) return;
        expect(toLocalTime(start, zone).date).toBe(date);
        expect(toLocalTime(start - 1, zone).date).not.toBe(date);
        expect(toLocalTime(end, zone).date).toBe(date);
        expect(toLocalTime(end + 1, zone).date).not.toBe(date);
      }),
    );
  });

  it.each([
    ['2024-03-31', 'Europe/Berlin', 23],
    ['2024-10-27', 'Europe/Berlin', 25],
    ['2024-10-06', 'Australia/Lord_Howe', 23.5],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2018-02-17', 'America/Sao_Paulo', 25],
    ['1919-03-31', 'America/Toronto', 23.5],
    ['2011-12-30', 'Pacific/Apia', 0],
    ['2024-02-07', 'Asia/Baku', 24],
  ])('%s in %s has %d hours', (date, zone, hours) => {
    const day = date as CalendarDate;
    expect((endOfDay(day, zone) + 1 - startOfDay(day, zone)) / 3_600_000).toBe(hours);
  });
});

function two(value: number): string {
  return String(value).padStart(2, '0');
}
