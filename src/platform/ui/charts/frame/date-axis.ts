import { scaleLinear } from 'd3-scale';
import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dateParts,
  daysBetween,
  toEpochDay,
  weekdayOf,
} from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import type { When } from '../../../../kernel/when.ts';

/** Where days stand on a picture: the middle of each day, in px. */
export interface DateScale {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Middle of the day. */
  readonly at: (date: CalendarDate) => number;
  readonly dayWidth: number;
}

/** The scale on which the days `from` to `to` fill the px from `start` to `end`. */
export function dateScale(
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  px: { readonly start: number; readonly end: number },
): DateScale {
  const first = toEpochDay(span.from);
  const days = daysBetween(span.from, span.to) + 1;
  const scale = scaleLinear()
    .domain([first, first + days])
    .range([px.start, px.end]);
  return { ...span, at: (date) => scale(toEpochDay(date) + 0.5), dayWidth: Math.abs(px.end - px.start) / days };
}

/** The days from the earliest to the latest of `whens`, widened by a fiftieth on each side; null where none has a day. */
export function spanOf(
  whens: readonly (When | null)[],
): { readonly from: CalendarDate; readonly to: CalendarDate } | null {
  const days = whens.flatMap((when) => [when?.earliest, when?.latest]).filter((day) => day != null);
  if (days.length === 0) return null;
  const sorted = days.toSorted();
  const [from, to] = [must(sorted[0], 'a day'), must(sorted.at(-1), 'a day')];
  const margin = Math.ceil(daysBetween(from, to) / 50);
  return { from: addDays(from, -margin), to: addDays(to, margin) };
}

/** A place on the axis of days that gets words. */
export interface DateTick {
  readonly date: CalendarDate;
  /** How much of the date is said there. */
  readonly says: 'day' | 'month' | 'year';
}

/** Days worth a label: Mondays, firsts of months, quarters or years, whichever gives at most `most` of them. */
export function dateTicks(span: { readonly from: CalendarDate; readonly to: CalendarDate }, most: number): DateTick[] {
  const days = daysBetween(span.from, span.to);
  const enough = Math.max(1, most);
  for (const step of [1, 7, 14]) {
    if (days / step <= enough) return everyDays(span, step);
  }
  for (const step of [1, 3, 6, 12, 60, 120]) {
    if (days / (30.4 * step) <= enough) return everyMonths(span, step);
  }
  return everyMonths(span, 1_200);
}

function everyDays({ from, to }: { from: CalendarDate; to: CalendarDate }, step: number): DateTick[] {
  const ticks: DateTick[] = [];
  const toMonday = step === 1 ? 0 : (8 - weekdayOf(from)) % 7;
  for (let date = addDays(from, toMonday); date <= to; date = addDays(date, step)) ticks.push({ date, says: 'day' });
  return ticks;
}

function everyMonths({ from, to }: { from: CalendarDate; to: CalendarDate }, step: number): DateTick[] {
  const { year, month } = dateParts(from);
  const says = step >= 12 ? 'year' : 'month';
  const ticks: DateTick[] = [];
  const first = step >= 12 ? calendarDate(year, 1, 1) : calendarDate(year, month, 1);
  for (let date = first; date <= to; date = addMonths(date, step)) if (date >= from) ticks.push({ date, says });
  return ticks;
}
