import {
  addDays,
  type CalendarDate,
  FIRST_DAY,
  fromEpochDay,
  LAST_DAY,
  toEpochDay,
  type Weekday,
  weekdayOf,
} from '../../../../kernel/calendar-date.ts';
import type { Election } from '../../election/election.ts';
import type { Holiday } from '../rule.ts';

/** Which days are worked on: all but the weekend, and what the list of holidays says otherwise. */
export interface WorkingDays {
  readonly weekend: ReadonlySet<Weekday>;
  /** Day → whether it is worked on, against what the week says. */
  readonly exceptions: ReadonlyMap<CalendarDate, boolean>;
}

/** The working days of an election: its own weekend (Saturday and Sunday where it names none) and its holidays. */
export function workingDaysOf(election: Election, holidays: readonly Holiday[]): WorkingDays {
  const named = election.weekend.length > 0 ? election.weekend : ['6', '7'];
  return {
    weekend: new Set(named.map((day) => Number(day) as Weekday)),
    exceptions: new Map(holidays.map(({ date, working }) => [date, working === 'yes'])),
  };
}

/** Whether work is done on that day. */
export function isWorkingDay(date: CalendarDate, days: WorkingDays): boolean {
  return days.exceptions.get(date) ?? !days.weekend.has(weekdayOf(date));
}

/**
 * The `count`-th working day after `date` (before it where negative). The day itself is day 0 and does not count,
 * whether it is a working day or not; 0 gives it back as it is.
 *
 * @returns null where that day lies outside the years 1 to 9999, or where no weekday is a working day.
 */
export function addWorkingDays(date: CalendarDate, count: number, days: WorkingDays): CalendarDate | null {
  if (count === 0) return date;
  const direction = count < 0 ? -1 : 1;
  let rest = Math.abs(count);
  let day = date;
  while (rest > 0) {
    const next = nextWorkingDay(day, direction, days);
    if (next === null) return null;
    day = next;
    rest -= 1;
  }
  return day;
}

/** The day itself where it is a working day, else the nearest one after (1) or before it (-1); null as above. */
export function rollToWorkingDay(date: CalendarDate, direction: 1 | -1, days: WorkingDays): CalendarDate | null {
  return isWorkingDay(date, days) ? date : nextWorkingDay(date, direction, days);
}

/** The date `days` later, or null where it would lie outside the years 1 to 9999. */
export function shiftDays(date: CalendarDate, days: number): CalendarDate | null {
  const epochDay = toEpochDay(date) + days;
  return epochDay >= toEpochDay(FIRST_DAY) && epochDay <= toEpochDay(LAST_DAY) ? fromEpochDay(epochDay) : null;
}

function nextWorkingDay(date: CalendarDate, direction: 1 | -1, days: WorkingDays): CalendarDate | null {
  if (days.weekend.size >= 7) return null;
  const edge = direction === 1 ? LAST_DAY : FIRST_DAY;
  let day = date;
  while (day !== edge) {
    day = addDays(day, direction);
    if (isWorkingDay(day, days)) return day;
  }
  return null;
}
