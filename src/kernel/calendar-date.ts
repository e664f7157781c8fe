/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD`, 0001 to 9999: sorts as text, has no time zone. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The first day that a CalendarDate can be. */
export const FIRST_DAY = '0001-01-01' as CalendarDate;

/** The last day that a CalendarDate can be. */
export const LAST_DAY = '9999-12-31' as CalendarDate;

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** The date that `text` spells as `YYYY-MM-DD`, or null where there is no such day. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = DATE_PATTERN.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? (text as CalendarDate) : null;
}

/** The date of the parts. @throws RangeError where there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const date = parseCalendarDate(text);
  if (date === null) throw new RangeError(`Expected a day of the calendar but found ${text}`);
  return date;
}

/** Year, month (1 to 12) and day of the month. */
export function dateParts(date: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** How many days the month has; `month` 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether the year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The date `days` later (earlier where negative). @throws RangeError outside the years 1 to 9999. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/**
 * The same day of the month `months` later (earlier where negative); where that month is shorter, its last day:
 * 31 December + 2 months = 29 February in a leap year.
 *
 * @throws RangeError outside the years 1 to 9999.
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  if (toYear < 1 || toYear > 9999) throw new RangeError(`Expected a year from 1 to 9999 but found ${toYear}`);
  return calendarDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The day of the week, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: CalendarDate): Weekday {
  const index = (((toEpochDay(date) + 3) % 7) + 7) % 7;
  return (index + 1) as Weekday;
}

/** Days since 1970-01-01. */
export function toEpochDay(date: CalendarDate): number {
  const { year, month, day } = dateParts(date);
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  return Math.round(instant.getTime() / DAY_MS);
}

/** The date that lies `epochDay` days after 1970-01-01. @throws RangeError outside the years 1 to 9999. */
export function fromEpochDay(epochDay: number): CalendarDate {
  const instant = new Date(epochDay * DAY_MS);
  const year = instant.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`Expected a year from 1 to 9999 but found ${year}`);
  return calendarDate(year, instant.getUTCMonth() + 1, instant.getUTCDate());
}

/** The day of a moment in UTC. @throws RangeError outside the years 1 to 9999. */
export function dayInUtc(moment: Date): CalendarDate {
  return fromEpochDay(Math.floor(moment.getTime() / DAY_MS));
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
