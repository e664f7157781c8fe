/** What a cell format makes of a number: a number, a point in time, or a span of hours, minutes and seconds. */
export type DateKind = 'number' | 'date' | 'span';

/** What a number format shows (ECMA-376 part 1, 18.8.30 and 18.8.31); `code` null for one of the formats that need none. */
export function dateKindOf(id: number, code: string | null): DateKind {
  if (code === null) {
    if (id === 46) return 'span';
    const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return isDate ? 'date' : 'number';
  }
  const section = code.split(';')[0] ?? '';
  const bare = section.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'span';
  return /[dmyhs]/i.test(bare.replace(/\[[^\]]*\]/g, '').replace(/general/gi, '')) ? 'date' : 'number';
}

const DAY = 86_400_000;
/** Days from 1970-01-01 back to the day before the first one of a calendar. */
const BEFORE_1900_MARCH = 25_569;
const BEFORE_1904 = 24_107;
const LAST_DAY = 2_958_465;

/**
 * A point in time as ISO 8601: a date where the number is whole, a time where it is below 1, both otherwise; to the
 * millisecond. Null where there is none: below 0, after 9999, and 29 February 1900, which the calendar of 1900 has and the
 * world had not.
 */
export function isoOf(serial: number, hasDatesFrom1904: boolean): string | null {
  const milliseconds = Math.round(serial * DAY);
  const day = Math.floor(milliseconds / DAY);
  const time = timeOf(milliseconds - day * DAY);
  if (!(serial >= 0) || day > LAST_DAY - (hasDatesFrom1904 ? BEFORE_1900_MARCH - BEFORE_1904 : 0)) return null;
  if (hasDatesFrom1904) return joined(day - BEFORE_1904, time);
  if (day === 60) return null;
  if (day === 0) return time;
  return joined(day - BEFORE_1900_MARCH + (day < 60 ? 1 : 0), time);
}

function joined(days: number, time: string): string {
  const date = new Date(days * DAY).toISOString().slice(0, 10);
  return time === '00:00:00' ? date : `${date}T${time}`;
}

/** A span as hours, minutes and seconds, hours beyond 24 included. */
export function spanOf(serial: number): string | null {
  return serial >= 0 && serial <= LAST_DAY ? timeOf(Math.round(serial * DAY)) : null;
}

function timeOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const rest = milliseconds % 1000;
  const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return rest === 0 ? time : `${time}.${String(rest).padStart(3, '0')}`;
}

/** A number as spreadsheets show it: at most 15 digits that count, no exponent, no `.0`. */
export function decimalOf(value: number): string {
  const shown = String(Number(value.toPrecision(15)));
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shown);
  if (match === null) return shown === '-0' ? '0' : shown;
  const [, sign = '', first = '', rest = '', power = '0'] = match;
  const exponent = Number(power);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${first}${rest}`;
  return sign + first + rest.padEnd(exponent, '0');
}
