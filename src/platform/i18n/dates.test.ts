import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, fromEpochDay } from '../../kernel/calendar-date.ts';
import { must } from '../../kernel/result.ts';
import { parseWhen } from '../../kernel/when.ts';
import { formatDate, formatDateRange, formatInstant, formatMonth, formatWeekday, formatWhen } from './dates.ts';
import { LANGUAGES } from './languages.ts';

const DAY = calendarDate(2024, 2, 7);
const when = (text: string) => must(parseWhen(text), text);

describe('formatDate', () => {
  test.each([
    ['en', 'long', '7 February 2024'],
    ['en', 'short', '7 Feb 2024'],
    ['en', 'day', '7 Feb'],
    ['en', 'full', 'Wednesday 7 February 2024'],
    ['ru', 'long', '7 февраля 2024 г.'],
    ['ru', 'short', '7 февр. 2024'],
    ['ru', 'full', 'среда, 7 февраля 2024 г.'],
    ['az', 'long', '7 fevral 2024'],
    ['az', 'short', '7 fev 2024'],
    ['az', 'full', '7 fevral 2024, çərşənbə'],
  ] as const)('%s %s', (language, style, words) => {
    expect(formatDate(language, DAY, style)).toBe(words);
  });
  test('agrees with the calendar of the platform on every day, in English and Russian', () => {
    const day = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromEpochDay);
    const options = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
    fc.assert(
      fc.property(day, fc.constantFrom('en-GB', 'ru'), (date, locale) => {
        const language = locale === 'ru' ? 'ru' : 'en';
        const instant = new Date(`${date}T00:00Z`);
        const known = new Intl.DateTimeFormat(locale, options).format(instant);
        const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(instant);
        expect(formatDate(language, date)).toContain(known);
        expect(formatWeekday(language, date)).toBe(weekday);
      }),
    );
  });
});

describe('formatDateRange', () => {
  const days = (from: string, to: string) => ({ from: must(when(from).earliest, ''), to: must(when(to).latest, '') });
  test('says nothing twice', () => {
    expect(formatDateRange('en', days('2024-01-02', '2024-01-05'))).toBe('2–5 January 2024');
    expect(formatDateRange('en', days('2024-01-28', '2024-02-05'))).toBe('28 January – 5 February 2024');
    expect(formatDateRange('en', days('2023-12-28', '2024-01-03'))).toBe('28 December 2023 – 3 January 2024');
    expect(formatDateRange('en', days('2024-01-28', '2024-02-05'), 'day')).toBe('28 Jan – 5 Feb');
    expect(formatDateRange('ru', days('2024-01-02', '2024-01-05'))).toBe('2–5 января 2024 г.');
    expect(formatDateRange('en', days('2024-01-02', '2024-01-02'))).toBe('2 January 2024');
  });
});

describe('formatWhen', () => {
  test.each([
    ['2024-01-09', '9 January 2024', '9 января 2024 г.', '9 yanvar 2024'],
    ['by 2024-01-09', 'by 9 January 2024', 'не позднее 9 января 2024 г.', 'ən geci 9 yanvar 2024'],
    ['from 2024-01-09', 'from 9 January 2024', 'не ранее 9 января 2024 г.', 'ən tezi 9 yanvar 2024'],
    ['2024-01-02/2024-01-05', '2–5 January 2024', '2–5 января 2024 г.', '2–5 yanvar 2024'],
    ['2024-02', 'February 2024', 'февраль 2024 г.', 'fevral 2024'],
    ['2025', '2025', '2025 год', '2025'],
  ])('%s', (text, english, russian, azerbaijani) => {
    const said = LANGUAGES.map((language) => formatWhen(language, when(text)));
    expect(said).toEqual([english, russian, azerbaijani]);
  });
  test('says that a date is not known', () => {
    expect(LANGUAGES.map((language) => formatWhen(language, null))).toEqual([
      'date not known',
      'дата неизвестна',
      'tarix məlum deyil',
    ]);
  });
  test('a part of a month is no month', () => {
    expect(formatWhen('en', when('2024-02-01/2024-02-28'))).toBe('1–28 February 2024');
    expect(formatWhen('en', when('2024-02-01/2024-02-29'))).toBe('February 2024');
  });
});

test('formatMonth stands alone', () => {
  expect(LANGUAGES.map((language) => formatMonth(language, DAY))).toEqual([
    'February 2024',
    'февраль 2024 г.',
    'fevral 2024',
  ]);
  expect(LANGUAGES.map((language) => formatMonth(language, DAY, 'short'))).toEqual([
    'Feb 2024',
    'февр. 2024',
    'fev 2024',
  ]);
  expect(LANGUAGES.map((language) => formatMonth(language, DAY, 'name'))).toEqual(['Feb', 'февр.', 'fev']);
});

test('formatInstant shows what the clocks of the zone showed', () => {
  const instant = Date.UTC(2024, 1, 7, 20, 30);
  expect(formatInstant('en', instant, { timezone: 'Asia/Baku' })).toBe('8 Feb 2024, 00:30');
  expect(formatInstant('ru', instant, { timezone: 'UTC', style: 'long' })).toBe('7 февраля 2024 г., 20:30');
});

test('TIME-03 a time that the clocks showed twice is told apart by how far they were ahead', () => {
  const show = (utc: string, timezone = 'Europe/Berlin') => formatInstant('en', Date.parse(utc), { timezone });
  expect(show('2024-10-27T00:30:00Z')).toBe('27 Oct 2024, 02:30 (UTC+2)');
  expect(show('2024-10-27T01:30:00Z')).toBe('27 Oct 2024, 02:30 (UTC+1)');
  expect(show('2024-10-26T23:59:00Z')).toBe('27 Oct 2024, 01:59');
  expect(show('2024-10-27T02:00:00Z')).toBe('27 Oct 2024, 03:00');
  expect(show('2024-11-03T05:30:00Z', 'America/New_York')).toBe('3 Nov 2024, 01:30 (UTC-4)');
  expect(show('2024-04-06T15:15:00Z', 'Australia/Lord_Howe')).toBe('7 Apr 2024, 01:45 (UTC+10:30)');
});
