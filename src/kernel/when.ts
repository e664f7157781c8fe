import { type CalendarDate, calendarDate, daysInMonth, parseCalendarDate } from './calendar-date.ts';

/**
 * When something happened, as well as the sources know it. `text` is the spelling in the file:
 * `2024-01-09` (that day), `by 2024-01-09` (that day or earlier), `from 2024-01-09` (that day or later),
 * `2024-01-02/2024-01-05` (between, both included), `2024-02` (in that month), `2025` (in that year).
 * Not known at all is null, never a When. `earliest` and `latest` are null where nothing bounds that side.
 */
export interface When {
  readonly text: string;
  readonly earliest: CalendarDate | null;
  readonly latest: CalendarDate | null;
}

/** The When that `text` spells, or null where it spells none. */
export function parseWhen(text: string): When | null {
  const bounds = parseBounds(text);
  if (bounds === null) return null;
  return { text, earliest: bounds[0], latest: bounds[1] };
}

/** A day that is known exactly. */
export function onDay(date: CalendarDate): When {
  return { text: date, earliest: date, latest: date };
}

/** The day, where it is known exactly, else null. */
export function exactDay(when: When | null): CalendarDate | null {
  if (when === null || when.earliest === null) return null;
  return when.earliest === when.latest ? when.earliest : null;
}

/** Whether `a` is certainly before `b`: every day that `a` may be lies before every day that `b` may be. */
export function isCertainlyBefore(a: When, b: When): boolean {
  return a.latest !== null && b.earliest !== null && a.latest < b.earliest;
}

type Bounds = readonly [CalendarDate | null, CalendarDate | null];

function parseBounds(text: string): Bounds | null {
  const exact = parseCalendarDate(text);
  if (exact !== null) return [exact, exact];
  if (text.startsWith('by ')) return onlyWith(parseCalendarDate(text.slice(3)), (date) => [null, date]);
  if (text.startsWith('from ')) return onlyWith(parseCalendarDate(text.slice(5)), (date) => [date, null]);
  if (text.includes('/')) return parseRange(text);
  return parsePeriod(text);
}

function parseRange(text: string): Bounds | null {
  const [first, last, ...rest] = text.split('/').map(parseCalendarDate);
  if (!first || !last || rest.length > 0) return null;
  return first < last ? [first, last] : null;
}

function parsePeriod(text: string): Bounds | null {
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  if (year < 1) return null;
  if (match[2] === undefined) return [calendarDate(year, 1, 1), calendarDate(year, 12, 31)];
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  return [calendarDate(year, month, 1), calendarDate(year, month, daysInMonth(year, month))];
}

function onlyWith(date: CalendarDate | null, make: (date: CalendarDate) => Bounds): Bounds | null {
  return date === null ? null : make(date);
}
