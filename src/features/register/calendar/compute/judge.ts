import { daysBetween, weekdayOf } from '../../../../kernel/calendar-date.ts';
import { endOfDay, startOfDay, toInstant } from '../../../../kernel/time/zoned-time.ts';
import { exactDay } from '../../../../kernel/when.ts';
import { type CalendarEntry, type Side, type Status, type Step, step } from '../entry.ts';
import type { CalendarRule, Relation } from '../rule.ts';
import type { CalendarContext } from './context.ts';
import { sideOf } from './count-units.ts';
import type { Done } from './find-done.ts';
import type { Due, Span } from './find-due.ts';

/** Where a rule stands, and the sentences that say why. */
export interface Judgement {
  readonly status: Status;
  readonly deviation: CalendarEntry['deviation'];
  readonly steps: readonly Step[];
}

/** What was found about a rule: when it is due (null: there is no date), and what is recorded as done. */
interface Found {
  readonly due: Due | null;
  readonly done: Done;
}

/**
 * How an act lies to the time set; `undecided` where its date or the date due is not known well enough. What is to
 * follow an event within some time, and was done before the event, is `before-anchor`.
 */
type Verdict = 'met' | 'early' | 'before-anchor' | 'late' | 'undecided';

/**
 * Where the rule stands. Decides only what is certain: where the date due or the date done is known within bounds, it
 * decides what holds for every day that lies in them. An act whose day is still to come is planned, not done.
 */
export function judge(rule: CalendarRule, { due, done }: Found, context: CalendarContext): Judgement {
  const recorded = judgeOutcome(done);
  if (recorded !== null) return recorded;
  if (due === null) return judgement('unknown', done.outcome === 'done' ? [explainDone('undecided', done, -1)] : []);
  const wrongDay = findWrongWeekday(rule, due);
  if (wrongDay !== null) return wrongDay;
  if (done.outcome === 'done') return judgeDone(rule, { due, done }, context);
  return isWeekdayCheck(rule) ? judgeRightWeekday(due) : judgeOpen(rule, due, context);
}

/** That the rule does not hold on election day; null where it does. */
export function judgeValidity(rule: CalendarRule, { election }: CalendarContext): Judgement | null {
  const day = election.election_day;
  if (rule.valid_from !== null && day < rule.valid_from) {
    return judgement('not-applicable', [step('validity.not-yet', { since: rule.valid_from })]);
  }
  if (rule.valid_to !== null && day > rule.valid_to) {
    return judgement('not-applicable', [step('validity.no-longer', { until: rule.valid_to })]);
  }
  return null;
}

function judgeOutcome({ outcome }: Done): Judgement | null {
  if (outcome === 'not-done') return judgement('missed', [step('outcome.not-done')]);
  return outcome === 'not-applicable' ? judgement('not-applicable', [step('outcome.not-applicable')]) : null;
}

/** A rule that asks only on which day of the week its anchor lies. */
function isWeekdayCheck(rule: CalendarRule): boolean {
  return rule.unit === 'weekday' && rule.offset === 0;
}

function findWrongWeekday(rule: CalendarRule, due: Due): Judgement | null {
  const day = exactDue(due);
  if (!isWeekdayCheck(rule) || day === null || weekdayOf(day) === rule.weekday) return null;
  return judgement('missed', [step('weekday.wrong', { date: day, weekday: rule.weekday ?? 0 })]);
}

function judgeRightWeekday(due: Due): Judgement {
  const isKnown = exactDue(due) !== null;
  return isKnown ? judgement('met', [step('weekday.right')]) : judgement('unknown', [step('weekday.undecided')]);
}

function judgeDone(rule: CalendarRule, { due, done }: { due: Due; done: Done }, context: CalendarContext): Judgement {
  const span = spanOf(done, context.election.timezone);
  const verdict = compareWithLimit(rule.relation, due, span);
  const isPlanned = span.start > context.now;
  const explanation = [explainDone(isPlanned ? `planned.${verdict}` : verdict, done, daysApart(due, done))];
  switch (verdict) {
    case 'before-anchor':
      return { status: 'late', deviation: 'early', steps: explanation };
    case 'early':
    case 'late':
      return { status: 'late', deviation: verdict, steps: explanation };
    case 'met':
      return judgement(isPlanned ? 'pending' : 'met', explanation);
    case 'undecided':
      return judgement(isPlanned ? 'pending' : 'unknown', explanation);
  }
}

/** Nothing is recorded: pending where there certainly is time left. That none is left proves nothing about the act. */
function judgeOpen(rule: CalendarRule, due: Due, { now }: CalendarContext): Judgement {
  const side = sideOf(rule.relation);
  const isOpen = side === 'from' ? now < due.first.start : now <= due.first.end;
  return isOpen ? judgement('pending', [step(`open.${side}`)]) : judgement('unknown', [step(`unrecorded.${side}`)]);
}

function compareWithLimit(relation: Relation, due: Due, done: Span): Verdict {
  const side = sideOf(relation);
  const isAfter = relation === 'no_later_after';
  const first = windowOf(side, due.first, isAfter ? due.origins.first : -Infinity);
  const last = windowOf(side, due.last, isAfter ? due.origins.last : -Infinity);
  if (done.end < first.start) return isAfter ? 'before-anchor' : 'early';
  if (done.start > last.end) return 'late';
  return done.start >= last.start && done.end <= first.end ? 'met' : 'undecided';
}

/** When the act is allowed, if the limit lies at `span`; `origin`: where a time that ends there begins. */
function windowOf(side: Side, span: Span, origin: number): Span {
  return { start: side === 'until' ? origin : span.start, end: side === 'from' ? Infinity : span.end };
}

/** The instants between which the act lies. */
function spanOf({ when, time }: Done, timezone: string): Span {
  const day = exactDay(when);
  if (day !== null && time !== null) {
    const { instant } = toInstant({ date: day, time }, timezone);
    return { start: instant, end: instant };
  }
  return {
    start: when?.earliest ? startOfDay(when.earliest, timezone) : -Infinity,
    end: when?.latest ? endOfDay(when.latest, timezone) : Infinity,
  };
}

function exactDue({ bounds }: Due) {
  return bounds.earliest === bounds.latest ? bounds.earliest : null;
}

/** Days between the date due and the date done, or −1 where either is not known exactly. */
function daysApart(due: Due, done: Done): number {
  const [dueDay, doneDay] = [exactDue(due), exactDay(done.when)];
  return dueDay === null || doneDay === null ? -1 : Math.abs(daysBetween(dueDay, doneDay));
}

function explainDone(code: string, { when, time }: Done, days: number): Step {
  if (when === null) return step('done.undated');
  return step(code.startsWith('planned.') ? code : `done.${code}`, { when: when.text, time: time ?? 'none', days });
}

function judgement(status: Status, steps: readonly Step[]): Judgement {
  return { status, deviation: null, steps };
}
