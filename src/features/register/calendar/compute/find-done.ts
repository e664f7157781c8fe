import { isCertainlyBefore, parseWhen, type When } from '../../../../kernel/when.ts';
import type { CandidateStep } from '../../candidates/candidate.ts';
import type { CalendarRule } from '../rule.ts';
import type { CalendarContext } from './context.ts';
import { findMoments } from './find-moments.ts';

/** What the file says about whether and when a rule was kept. */
export interface Done {
  /** `null`: nothing is recorded. */
  readonly outcome: 'done' | 'not-done' | 'not-applicable' | null;
  readonly when: When | null;
  readonly time: string | null;
}

/** Nothing is recorded. */
export const NOTHING_DONE: Done = { outcome: null, when: null, time: null };

/**
 * What is recorded as done. A rule that names what fulfils it takes the date from there: the first of the anchors that
 * has one, or, for a candidate, the earliest of the named steps that is not certainly before the step counted from.
 */
export function findDone(rule: CalendarRule, candidateStep: CandidateStep | null, context: CalendarContext): Done {
  if (rule.outcome === 'not-done' || rule.outcome === 'not-applicable')
    return { ...NOTHING_DONE, outcome: rule.outcome };
  if (candidateStep !== null) return findCandidateDone(rule, candidateStep, context);
  if (rule.fulfilled_by.length > 0) return findAnchorDone(rule, context);
  const isDone = rule.done !== null || rule.outcome === 'done';
  return isDone ? { outcome: 'done', when: rule.done, time: rule.done_time } : NOTHING_DONE;
}

function findAnchorDone(rule: CalendarRule, context: CalendarContext): Done {
  const moment = rule.fulfilled_by.flatMap((anchor) => findMoments(anchor, context).moments)[0];
  return moment === undefined ? NOTHING_DONE : { outcome: 'done', when: moment.when, time: moment.time };
}

function findCandidateDone(rule: CalendarRule, from: CandidateStep, { candidateSteps }: CalendarContext): Done {
  const isAfter = ({ date }: CandidateStep) => !date || !from.date || !isCertainlyBefore(date, from.date);
  const fulfilling = candidateSteps.filter(
    (other) => other.candidate === from.candidate && rule.fulfilled_by.includes(other.step) && isAfter(other),
  );
  if (fulfilling.length === 0) return NOTHING_DONE;
  return { outcome: 'done', when: earliestOf(fulfilling.map(({ date }) => date)), time: null };
}

/** When the first of several things happened, as well as their dates tell: by its day, where another may be earlier. */
function earliestOf(dates: readonly (When | null)[]): When | null {
  const [first, ...others] = [...dates].sort((a, b) => (latestOf(a) < latestOf(b) ? -1 : 1));
  if (!first?.latest) return others.length === 0 ? (first ?? null) : null;
  const { latest } = first;
  const isFirst = others.every((other) => other?.earliest && other.earliest >= latest);
  return isFirst ? first : parseWhen(`by ${latest}`);
}

function latestOf(when: When | null): string {
  return when?.latest ?? 'unknown';
}
