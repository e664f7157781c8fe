import { type CalendarDate, fromEpochDay, toEpochDay } from '../calendar-date.ts';
import { formatClock } from './clock-time.ts';

/** What the clocks on the wall show in some place: a day and a time of day, `HH:MM`. */
export interface LocalTime {
  readonly date: CalendarDate;
  readonly time: string;
}

/**
 * The instant of a local time, and what was odd about it. `skipped`: the clocks were put forward over that time, so it
 * never was; the instant is as far behind the change as the time asked for (02:30 in a gap of an hour is 03:30).
 * `repeated`: the clocks were put back, so it was twice; the instant is the first.
 */
export interface ZonedInstant {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly instant: number;
  readonly irregularity: 'skipped' | 'repeated' | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * When the clocks of `zone` (IANA name) show `local`.
 *
 * @throws RangeError where there is no such zone.
 * @example toInstant({ date: '2024-03-31', time: '02:30' }, 'Europe/Berlin') // skipped: 01:30 UTC, 03:30 in Berlin
 */
export function toInstant(local: LocalTime, zone: string): ZonedInstant {
  const wall = wallOf(local);
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const instants = [...new Set([before, after])]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === wall);
  if (instants.length === 0) return { instant: wall - before, irregularity: 'skipped' };
  return { instant: Math.min(...instants), irregularity: instants.length > 1 ? 'repeated' : null };
}

/**
 * What the clocks of `zone` (IANA name) show at `instant` (milliseconds since the epoch); seconds are cut off.
 *
 * @throws RangeError where there is no such zone, or the year is not 1 to 9999 there.
 */
export function toLocalTime(instant: number, zone: string): LocalTime {
  const wall = instant + offsetAt(instant, zone);
  const day = Math.floor(wall / DAY_MS);
  const minutes = Math.floor((wall - day * DAY_MS) / MINUTE_MS);
  return { date: fromEpochDay(day), time: formatClock(minutes) };
}

/** The day that it is in `zone` (IANA name) at `instant` (milliseconds since the epoch). Errors as of `toLocalTime`. */
export function localDateOf(instant: number, zone: string): CalendarDate {
  return toLocalTime(instant, zone).date;
}

/** The instant `hours` later (earlier where negative) on the line of time, whatever the clocks do meanwhile. */
export function addHours(instant: number, hours: number): number {
  return instant + hours * HOUR_MS;
}

/** The first instant of the day in `zone`: 00:00, or the change of the clocks that skips it. */
export function startOfDay(date: CalendarDate, zone: string): number {
  const first = toInstant({ date, time: '00:00' }, zone);
  return first.irregularity === 'skipped' ? changeNear(first.instant, zone) : first.instant;
}

/**
 * The last millisecond of the day in `zone`; one less than its start where the clocks skip the whole day, as in Samoa
 * on 30 December 2011.
 */
export function endOfDay(date: CalendarDate, zone: string): number {
  const last = toInstant({ date, time: '23:59' }, zone);
  if (last.irregularity === 'skipped') return changeNear(last.instant, zone) - 1;
  if (last.irregularity === null) return last.instant + MINUTE_MS - 1;
  return wallOf({ date, time: '23:59' }) - offsetAt(last.instant + DAY_MS, zone) + MINUTE_MS - 1;
}

/** How far the clocks of `zone` are ahead of UTC at `instant`, in milliseconds. @throws RangeError: no such zone. */
export function offsetAt(instant: number, zone: string): number {
  const second = Math.floor(instant / 1_000) * 1_000;
  const parts = formatterOf(zone).formatToParts(second);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  const isBeforeYearOne = parts.some((found) => found.type === 'era' && found.value.startsWith('B'));
  const year = isBeforeYearOne ? 1 - part('year') : part('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - second;
}

/** An instant as `2024-02-07T04:00:00Z`. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The instant at which the offset of `zone` changes within a day of `instant`; one change is taken for granted. */
function changeNear(instant: number, zone: string): number {
  let [low, high] = [instant - DAY_MS, instant + DAY_MS];
  const before = offsetAt(low, zone);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The local time as if it were UTC. */
function wallOf({ date, time }: LocalTime): number {
  return toEpochDay(date) * DAY_MS + Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3, 5)) * MINUTE_MS;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times as much as using one. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}
