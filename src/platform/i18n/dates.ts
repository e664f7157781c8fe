import { type CalendarDate, calendarDate, dateParts, daysInMonth, weekdayOf } from '../../kernel/calendar-date.ts';
import { must } from '../../kernel/result.ts';
import { offsetAt, toInstant } from '../../kernel/time/zoned-time.ts';
import type { When } from '../../kernel/when.ts';
import { DATE_WORDS } from './date-words.ts';
import type { Language } from './languages.ts';

/**
 * How much of a date is said. `long`: 7 February 2024; `short`: 7 Feb 2024; `day`: 7 Feb, where the year is clear;
 * `full`: Wednesday 7 February 2024.
 */
export type DateStyle = 'long' | 'short' | 'day' | 'full';

/** The day in words: `7 February 2024`, `7 февраля 2024 г.`, `7 fevral 2024`. */
export function formatDate(language: Language, date: CalendarDate, style: DateStyle = 'long'): string {
  const words = DATE_WORDS[language];
  const { year, month, day } = dateParts(date);
  const isBrief = style === 'short' || style === 'day';
  const name = nth(isBrief ? words.monthsShort : words.months, month);
  if (style === 'day') return `${day} ${name}`;
  return fill(words[style], { year, day, month: name, weekday: nth(words.weekdays, weekdayOf(date)) });
}

/** The days from `from` to `to`, both included, without saying anything twice: `2–5 January 2024`. */
export function formatDateRange(
  language: Language,
  days: { readonly from: CalendarDate; readonly to: CalendarDate },
  style: DateStyle = 'long',
): string {
  const [first, last] = [dateParts(days.from), dateParts(days.to)];
  const end = formatDate(language, days.to, style);
  if (days.from === days.to) return end;
  if (style === 'full' || first.year !== last.year) return `${formatDate(language, days.from, style)} – ${end}`;
  if (first.month === last.month) return `${first.day}–${end}`;
  const words = DATE_WORDS[language];
  const name = nth(style === 'long' ? words.months : words.monthsShort, first.month);
  return `${first.day} ${name} – ${end}`;
}

/** A day as well as it is known: `by 9 January 2024`, `February 2024`, `2–5 January 2024`, or that it is not known. */
export function formatWhen(language: Language, when: When | null, style: DateStyle = 'long'): string {
  const words = DATE_WORDS[language];
  if (when === null) return words.unknown;
  const { earliest, latest } = when;
  if (earliest === null && latest === null) return words.unknown;
  if (earliest === null) return fill(words.by, { date: formatDate(language, must(latest, 'bounded'), style) });
  if (latest === null) return fill(words.since, { date: formatDate(language, earliest, style) });
  return formatPeriod(language, { from: earliest, to: latest }, style);
}

/** How much of a month is said. `long`: February 2024; `short`: Feb 2024; `name`: Feb, where the year is clear. */
export type MonthStyle = 'long' | 'short' | 'name';

/** The month and year of a date: `February 2024`, `февраль 2024 г.`. */
export function formatMonth(language: Language, date: CalendarDate, style: MonthStyle = 'long'): string {
  const words = DATE_WORDS[language];
  const { year, month } = dateParts(date);
  if (style !== 'long') return [nth(words.monthsShort, month), ...(style === 'short' ? [year] : [])].join(' ');
  return fill(words.monthAndYear, { year, month: nth(words.monthsAlone, month) });
}

/** The day of the week, `Wednesday`, or `Wed` where `isShort`. */
export function formatWeekday(language: Language, date: CalendarDate, isShort = false): string {
  const words = DATE_WORDS[language];
  return nth(isShort ? words.weekdaysShort : words.weekdays, weekdayOf(date));
}

/**
 * The day and time of an instant (milliseconds since the epoch) where the clocks show `timezone`: `7 Feb 2024, 19:00`. Where
 * the clocks showed that time twice because they were put back, it says which: `27 Oct 2024, 02:30 (UTC+1)`.
 */
export function formatInstant(
  language: Language,
  instant: number,
  options: { readonly timezone: string; readonly style?: DateStyle },
): string {
  const part = Object.fromEntries(
    clockOf(options.timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const day = calendarDate(Number(part.year), Number(part.month), Number(part.day));
  const text = `${formatDate(language, day, options.style ?? 'short')}, ${part.hour}:${part.minute}`;
  const local = { date: day, time: `${part.hour}:${part.minute}` };
  if (toInstant(local, options.timezone).irregularity !== 'repeated') return text;
  return `${text} (${formatOffset(offsetAt(instant, options.timezone))})`;
}

const MINUTE_MS = 60_000;

/** `UTC+2`, `UTC+10:30`. */
function formatOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offsetMs < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

function formatPeriod(
  language: Language,
  days: { readonly from: CalendarDate; readonly to: CalendarDate },
  style: DateStyle,
): string {
  const [first, last] = [dateParts(days.from), dateParts(days.to)];
  const isFromFirst = first.year === last.year && first.day === 1;
  if (isFromFirst && first.month === 1 && last.month === 12 && last.day === 31) {
    return fill(DATE_WORDS[language].year, { year: first.year });
  }
  const isWholeMonth = isFromFirst && first.month === last.month && last.day === daysInMonth(last.year, last.month);
  return isWholeMonth ? formatMonth(language, days.from) : formatDateRange(language, days, style);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  const clock = new Intl.DateTimeFormat('en-GB', { ...fields, hourCycle: 'h23', timeZone: timezone });
  clocks.set(timezone, clock);
  return clock;
}

function nth(words: readonly string[], number: number): string {
  return must(words[number - 1], `No word for ${number}`);
}

function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
