import { dayNumberOf } from '../values/day-number.ts';

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const CLOCK = /(?:^|T)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** Numbers and names of a moment as it is written, without regard to its offset. */
interface Moment {
  /** Milliseconds since 1970 of the same figures in UTC. */
  readonly figures: number;
}

/** The date of a date, a date-time (as it is written there) or a number of days since 1970; empty where it is none of these. */
export function dateOf(value: string | number): string {
  const days = typeof value === 'number' ? value : DATE.test(value) ? dayNumberOf(value.slice(0, 10)) : Number.NaN;
  return Number.isFinite(days) && Math.abs(days) < 1e7 ? isoDate(Math.floor(days) * DAY_MS) : '';
}

/** Days since 1970 UTC with their share. A date alone, or a date-time without offset, is meant where the device is. */
export function decimalDateTimeOf(value: string, offsetMinutes: number): number {
  const hasOffset = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(value);
  return dayNumberOf(value) - (hasOffset ? 0 : offsetMinutes / 1440);
}

/** The share of the day of a time or date-time where the device is; not a number where it is none. */
export function decimalTimeOf(value: string, offsetMinutes: number): number {
  const match = CLOCK.exec(value.trim());
  if (match === null) return Number.NaN;
  const [, hour, minute, second, , zone] = match;
  const written = (Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0);
  const moved = zone === undefined ? 0 : offsetMinutes - zoneMinutes(zone);
  return ((((written + moved * 60) % 86_400) + 86_400) % 86_400) / 86_400;
}

/**
 * A date or date-time by the marks of the specification (`%Y %y %m %n %b %d %e %a %H %h %M %S %3`); empty where it is none.
 * `language` is a tag for names of months and days, English where it is unknown.
 */
export function formatDate(value: string, format: string, language: string): string {
  const moment = momentOf(value.trim());
  if (moment === null) return '';
  return format.replace(/%(.)/g, (written, mark: string) => part(mark, new Date(moment.figures), language) ?? written);
}

function part(mark: string, date: Date, language: string): string | null {
  const parts: Readonly<Record<string, () => string>> = {
    Y: () => pad(date.getUTCFullYear(), 4),
    y: () => pad(date.getUTCFullYear() % 100, 2),
    m: () => pad(date.getUTCMonth() + 1, 2),
    n: () => String(date.getUTCMonth() + 1),
    b: () => named(date, language, { month: 'short' }),
    d: () => pad(date.getUTCDate(), 2),
    e: () => String(date.getUTCDate()),
    a: () => named(date, language, { weekday: 'short' }),
    H: () => pad(date.getUTCHours(), 2),
    h: () => String(date.getUTCHours()),
    M: () => pad(date.getUTCMinutes(), 2),
    S: () => pad(date.getUTCSeconds(), 2),
    3: () => pad(date.getUTCMilliseconds(), 3),
    '%': () => '%',
  };
  return parts[mark]?.() ?? null;
}

function named(date: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  const known = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language)
    ? Intl.DateTimeFormat.supportedLocalesOf(language)
    : [];
  return new Intl.DateTimeFormat(known[0] ?? 'en', { ...options, timeZone: 'UTC' }).format(date);
}

function momentOf(value: string): Moment | null {
  const days = dayNumberOf(DATE.test(value) ? value.slice(0, 10) : '');
  const match = CLOCK.exec(value);
  if (Number.isNaN(days) && (match === null || value.includes('T') || value.includes('-', 1))) return null;
  const [, hour, minute, second, fraction] = match ?? [];
  const clock = (Number(hour ?? 0) * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0);
  return { figures: (days || 0) * DAY_MS + clock * 1000 + Number((fraction ?? '').padEnd(3, '0')) };
}

function zoneMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
