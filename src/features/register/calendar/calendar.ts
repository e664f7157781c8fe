import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { type CalendarContext, contextOf } from './compute/context.ts';
import { sideOf } from './compute/count-units.ts';
import { type Done, findDone, NOTHING_DONE } from './compute/find-done.ts';
import { type Due, explainMoment, findDue } from './compute/find-due.ts';
import { findMoments, type Moment } from './compute/find-moments.ts';
import { type Judgement, judge, judgeValidity } from './compute/judge.ts';
import { type CalendarEntry, type CalendarRecords, step } from './entry.ts';
import type { CalendarRule } from './rule.ts';

/**
 * What every rule comes to in this election, in the order of the rules: when it is due, when it was done, where it
 * stands and why. A rule whose anchor happens once per candidate gives an entry for each recorded step.
 *
 * @param now milliseconds since the epoch: decides what is pending.
 */
export function computeCalendar(records: CalendarRecords, now: number): CalendarEntry[] {
  const context = contextOf(records, now);
  return records['calendar-rule'].flatMap((rule) => computeRule(rule, context));
}

function computeRule(rule: CalendarRule, context: CalendarContext): CalendarEntry[] {
  const invalid = judgeValidity(rule, context);
  if (invalid !== null) return [entryOf({ rule, candidateStep: null, due: null, done: NOTHING_DONE }, invalid)];
  const { moments, gaps } = findMoments(rule.anchor, context);
  return [
    ...moments.map((moment) => entryOfMoment(rule, moment, context)),
    ...gaps.map(({ candidateStep, reason }) => {
      const done = findDone(rule, candidateStep, context);
      const judged = judge(rule, { due: null, done }, context);
      return entryOf({ rule, candidateStep, due: null, done }, { ...judged, steps: [reason, ...judged.steps] });
    }),
  ];
}

function entryOfMoment(rule: CalendarRule, moment: Moment, context: CalendarContext): CalendarEntry {
  const { candidateStep } = moment;
  const due = findDue(rule, moment, context);
  const done = findDone(rule, candidateStep, context);
  const counted = due?.steps ?? [explainMoment(moment), step('out-of-calendar')];
  const judged = judge(rule, { due, done }, context);
  return entryOf({ rule, candidateStep, due, done }, { ...judged, steps: [...counted, ...judged.steps] });
}

interface Found {
  readonly rule: CalendarRule;
  readonly candidateStep: Moment['candidateStep'];
  readonly due: Due | null;
  readonly done: Done;
}

function entryOf({ rule, candidateStep, due, done }: Found, judged: Judgement): CalendarEntry {
  const bounds = due?.bounds ?? { earliest: null, latest: null };
  return {
    id: candidateStep === null ? rule.key : `${rule.key}#${candidateStep.key}`,
    rule,
    candidate: candidateStep?.candidate ?? null,
    side: sideOf(rule.relation),
    due: bounds.earliest === bounds.latest ? bounds.earliest : null,
    dueBounds: bounds,
    times: due?.times ?? [],
    instant: due?.instant ?? null,
    done: done.when,
    doneTime: done.time,
    status: judged.status,
    deviation: judged.deviation,
    explanation: judged.steps,
  };
}

/** The entries by date due, earliest first; those without a date come last. */
export function sortByDue(entries: readonly CalendarEntry[]): CalendarEntry[] {
  const dayOf = ({ due, dueBounds }: CalendarEntry): CalendarDate | null =>
    due ?? dueBounds.latest ?? dueBounds.earliest;
  return [...entries].sort((a, b) => {
    const [left, right] = [dayOf(a) ?? '9999-99', dayOf(b) ?? '9999-99'];
    return left < right ? -1 : Number(left > right);
  });
}
