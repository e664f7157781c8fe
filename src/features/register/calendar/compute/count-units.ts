import {
  addMonths,
  type CalendarDate,
  dateParts,
  daysBetween,
  type Weekday,
  weekdayOf,
} from '../../../../kernel/calendar-date.ts';
import { unreachable } from '../../../../kernel/result.ts';
import { type Side, type Step, step } from '../entry.ts';
import type { CalendarRule, Relation, Unit } from '../rule.ts';
import { addWorkingDays, shiftDays, type WorkingDays } from './working-days.ts';

/** A day that was counted to, and the sentence that says how. */
export interface CountedDay {
  readonly date: CalendarDate;
  readonly steps: readonly Step[];
}

/** A rule whose date is counted in days or longer units. */
export type DayRule = Pick<CalendarRule, 'offset' | 'relation' | 'weekday'> & { readonly unit: Exclude<Unit, 'hour'> };

/** On which side of the date due the act may lie. */
export function sideOf(relation: Relation): Side {
  if (relation === 'on') return 'on';
  return relation.startsWith('no_earlier') ? 'from' : 'until';
}

/** −1 where the date lies before the anchor; 1 where it lies after it, or the relation names no side. */
export function directionOf(relation: Relation): 1 | -1 {
  return relation.endsWith('_before') ? -1 : 1;
}

/**
 * Counts from the day of the anchor, which is day 0. `day`: calendar days. `working_day`: only working days count.
 * `calendar_month`: the same day of that month, or its last day where the month is shorter. `weekday`: the offset-th
 * such day of the week; 0 stays on the anchor's day, which then has to be that day of the week.
 *
 * @returns null where the day lies outside the years 1 to 9999, or where there are no working days.
 */
export function countDays(rule: DayRule, from: CalendarDate, workingDays: WorkingDays): CountedDay | null {
  if (rule.unit === 'weekday') return countWeekdays(rule, from);
  if (rule.offset === 0) return { date: from, steps: [] };
  const count = rule.offset * directionOf(rule.relation);
  switch (rule.unit) {
    case 'day':
      return counted(rule, { from, to: shiftDays(from, count) });
    case 'working_day':
      return countWorkingDays(rule, { from, count }, workingDays);
    case 'calendar_month':
      return countMonths(rule, from, count);
    default:
      return unreachable(rule.unit);
  }
}

function counted(rule: DayRule, days: { from: CalendarDate; to: CalendarDate | null }): CountedDay | null {
  if (days.to === null) return null;
  return { date: days.to, steps: [countStep(rule, { from: days.from, date: days.to })] };
}

function countStep(rule: DayRule, parameters: Readonly<Record<string, string | number>>): Step {
  const side = directionOf(rule.relation) < 0 ? 'before' : 'after';
  return step(`count.${rule.unit}.${side}`, { count: rule.offset, ...parameters });
}

function countWorkingDays(
  rule: DayRule,
  { from, count }: { from: CalendarDate; count: number },
  workingDays: WorkingDays,
): CountedDay | null {
  const date = addWorkingDays(from, count, workingDays);
  if (date === null) return null;
  const skipped = Math.abs(daysBetween(from, date)) - rule.offset;
  const steps = [countStep(rule, { from, date })];
  return { date, steps: skipped > 0 ? [...steps, step('count.skipped', { count: skipped })] : steps };
}

function countMonths(rule: DayRule, from: CalendarDate, count: number): CountedDay | null {
  const { year, month } = dateParts(from);
  const toYear = Math.floor((year * 12 + month - 1 + count) / 12);
  if (toYear < 1 || toYear > 9999) return null;
  const date = addMonths(from, count);
  return { date, steps: [countStep(rule, { from, date }), ...explainMonths(rule, from, date)] };
}

function explainMonths(rule: DayRule, from: CalendarDate, date: CalendarDate): Step[] {
  const [days, thirties] = [Math.abs(daysBetween(from, date)), rule.offset * 30];
  const { day } = dateParts(from);
  return [
    ...(days === thirties ? [] : [step('count.months-not-days', { days, thirties })]),
    ...(dateParts(date).day < day ? [step('count.month-end', { day })] : []),
  ];
}

function countWeekdays(rule: DayRule, from: CalendarDate): CountedDay | null {
  const weekday = (rule.weekday ?? weekdayOf(from)) as Weekday;
  if (rule.offset === 0) return { date: from, steps: [step('count.weekday.check', { weekday })] };
  const direction = directionOf(rule.relation);
  const toFirst = (((weekday - weekdayOf(from)) * direction + 6) % 7) + 1;
  const to = shiftDays(from, direction * (toFirst + 7 * (rule.offset - 1)));
  if (to === null) return null;
  return { date: to, steps: [countStep(rule, { from, date: to, weekday })] };
}
