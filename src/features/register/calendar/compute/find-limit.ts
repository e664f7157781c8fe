import { type CalendarDate, FIRST_DAY, LAST_DAY } from '../../../../kernel/calendar-date.ts';
import {
  addHours,
  endOfDay,
  type LocalTime,
  offsetAt,
  startOfDay,
  toInstant,
  toLocalTime,
} from '../../../../kernel/time/zoned-time.ts';
import { type Step, step } from '../entry.ts';
import type { CalendarRule } from '../rule.ts';
import type { CalendarContext } from './context.ts';
import { type CountedDay, countDays, type DayRule, directionOf, sideOf } from './count-units.ts';
import { rollToWorkingDay } from './working-days.ts';

/** What a rule sets, counted from one day and time that its anchor may have had. */
export interface Limit {
  readonly date: CalendarDate;
  readonly times: readonly string[];
  /** First and last millisecond of the day that the rule turns on, or twice the instant. */
  readonly start: number;
  readonly end: number;
  /** How the date was counted; no word about the anchor. */
  readonly steps: readonly Step[];
}

const MINUTE_MS = 60_000;

/**
 * The limit that `rule` sets, counted from `origin` (in the zone of the election).
 *
 * @returns null where it lies outside the years 1 to 9999, or where no day of the week is a working day.
 */
export function findLimit(rule: CalendarRule, origin: LocalTime, context: CalendarContext): Limit | null {
  return isDayRule(rule) ? limitOnDay(rule, origin.date, context) : limitAfterHours(rule, origin, context);
}

/** Whether the rule counts in days or longer units, not in hours. */
export function isDayRule(rule: CalendarRule): rule is CalendarRule & DayRule {
  return rule.unit !== 'hour';
}

/**
 * The time of day that decides whether an act was in time: the last one of a rule that sets an end, the first one of a
 * rule that sets a beginning. A rule for a certain day with several times is about an act that is repeated: the day decides.
 */
function decidingTime({ relation, times }: CalendarRule): string | null {
  const sorted = [...times].sort();
  const side = sideOf(relation);
  if (side === 'on') return times.length === 1 ? (sorted[0] ?? null) : null;
  return (side === 'from' ? sorted[0] : sorted.at(-1)) ?? null;
}

function limitOnDay(rule: CalendarRule & DayRule, from: CalendarDate, context: CalendarContext): Limit | null {
  const counted = countDays(rule, from, context.workingDays);
  const rolled = counted && roll(rule, counted, context);
  if (rolled === null) return null;
  const { timezone } = context.election;
  const time = decidingTime(rule);
  if (time !== null) return limitAt({ date: rolled.date, time }, { ...rolled, times: rule.times }, timezone);
  const day = { start: startOfDay(rolled.date, timezone), end: endOfDay(rolled.date, timezone) };
  return { ...rolled, ...day, times: rule.times };
}

/** Hours are counted on the line of time; the clocks may change meanwhile. */
function limitAfterHours(rule: CalendarRule, origin: LocalTime, context: CalendarContext): Limit | null {
  const { timezone } = context.election;
  const from = toInstant(origin, timezone).instant;
  const instant = addHours(from, rule.offset * directionOf(rule.relation));
  if (!isSafe(instant)) return null;
  const local = toLocalTime(instant, timezone);
  const side = directionOf(rule.relation) < 0 ? 'before' : 'after';
  const counting = [
    ...explainIrregularity(origin, timezone),
    step(`count.hour.${side}`, { count: rule.offset, date: local.date, time: local.time }),
    ...explainClockChange(from, instant, timezone),
  ];
  const rolled = roll(rule, { date: local.date, steps: counting }, context);
  if (rolled === null) return null;
  if (rolled.date !== local.date) return limitAt({ ...local, date: rolled.date }, rolled, timezone);
  return { ...rolled, times: [local.time], start: instant, end: instant };
}

function limitAt(at: LocalTime, counted: CountedDay & { readonly times?: readonly string[] }, timezone: string): Limit {
  const { instant } = toInstant(at, timezone);
  const steps = [...counted.steps, ...explainIrregularity(at, timezone)];
  return { date: at.date, times: counted.times ?? [at.time], start: instant, end: instant, steps };
}

function roll(rule: CalendarRule, counted: CountedDay, { workingDays }: CalendarContext): CountedDay | null {
  if (rule.roll === null) return counted;
  const date = rollToWorkingDay(counted.date, rule.roll === 'next-working-day' ? 1 : -1, workingDays);
  if (date === null) return null;
  if (date === counted.date) return counted;
  return { date, steps: [...counted.steps, step(`roll.${rule.roll}`, { from: counted.date, date })] };
}

function explainIrregularity(local: LocalTime, timezone: string): Step[] {
  const { instant, irregularity } = toInstant(local, timezone);
  if (irregularity === null) return [];
  return [
    step(`clock.${irregularity}`, { time: local.time, on: local.date, counted: toLocalTime(instant, timezone).time }),
  ];
}

function explainClockChange(from: number, to: number, timezone: string): Step[] {
  const minutes = (offsetAt(to, timezone) - offsetAt(from, timezone)) / MINUTE_MS;
  return minutes === 0 ? [] : [step('clock.changed', { minutes: Math.abs(minutes) })];
}

/** Whether the instant lies in the years 1 to 9999 in every zone. */
function isSafe(instant: number): boolean {
  return instant > endOfDay(FIRST_DAY, 'UTC') && instant < startOfDay(LAST_DAY, 'UTC');
}
