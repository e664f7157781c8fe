import { startOfDay } from '../../../../kernel/time/zoned-time.ts';
import { type DayBounds, type Step, step } from '../entry.ts';
import type { CalendarRule } from '../rule.ts';
import type { CalendarContext } from './context.ts';
import { sideOf } from './count-units.ts';
import { findLimit, isDayRule, type Limit } from './find-limit.ts';
import { isElectionAnchor, type Moment } from './find-moments.ts';

/** Two instants, in milliseconds since the epoch; infinite where that side is open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** When a rule is due, counted from one moment. */
export interface Due {
  readonly bounds: DayBounds;
  readonly times: readonly string[];
  readonly instant: number | null;
  /** The day or instant that the rule turns on if the moment was as early as it may have been, and if as late. */
  readonly first: Span;
  readonly last: Span;
  /** Where the day that it is counted from begins, at its earliest and latest: what is to follow cannot lie before. */
  readonly origins: { readonly first: number; readonly last: number };
  readonly steps: readonly Step[];
}

const OPEN_START: Span = { start: -Infinity, end: -Infinity };
const OPEN_END: Span = { start: Infinity, end: Infinity };

/**
 * When the rule is due, counted from `moment`. Where the moment is only known within bounds, so is the date due: every
 * way of counting keeps the order of days, so that counting from both ends is enough.
 *
 * @returns null where the date lies outside the years 1 to 9999, or where no day of the week is a working day.
 */
export function findDue(rule: CalendarRule, moment: Moment, context: CalendarContext): Due | null {
  const { earliest, latest } = moment.when;
  const first = earliest && findLimit(rule, { date: earliest, time: moment.time ?? '00:00' }, context);
  const last = latest && findLimit(rule, { date: latest, time: moment.time ?? '23:59' }, context);
  if ((earliest !== null && first === null) || (latest !== null && last === null)) return null;
  const one = first !== null && last !== null && isSameLimit(first, last) ? first : null;
  return {
    bounds: { earliest: first?.date ?? null, latest: last?.date ?? null },
    times: isDayRule(rule) ? rule.times : (one?.times ?? []),
    instant: one !== null && one.start === one.end ? one.start : null,
    first: first ?? OPEN_START,
    last: last ?? OPEN_END,
    origins: {
      first: earliest === null ? -Infinity : startOfDay(earliest, context.election.timezone),
      last: latest === null ? Infinity : startOfDay(latest, context.election.timezone),
    },
    steps: [explainMoment(moment), ...(one?.steps ?? explainBounds(rule, first, last)), explainSide(rule, one)],
  };
}

/** A sentence that says when the moment was. */
export function explainMoment({ anchor, when, time, candidateStep }: Moment): Step {
  if (candidateStep !== null) {
    return step('anchor.candidate', { candidate: candidateStep.candidate, step: candidateStep.step, when: when.text });
  }
  const name = isElectionAnchor(anchor) ? anchor : 'recorded';
  const parameters = { anchor, when: when.text };
  return time === null ? step(`anchor.${name}`, parameters) : step(`anchor.${name}.at`, { ...parameters, time });
}

function isSameLimit(a: Limit, b: Limit): boolean {
  return a.start === b.start && a.end === b.end;
}

function explainBounds(rule: CalendarRule, first: Limit | null, last: Limit | null): readonly Step[] {
  const when = spellBounds({ earliest: first?.date ?? null, latest: last?.date ?? null });
  return [isDayRule(rule) ? step('count.bounds', { when }) : step('count.bounds.hour', { count: rule.offset, when })];
}

/** The bounds in the notation of a When. */
function spellBounds({ earliest, latest }: DayBounds): string {
  if (earliest === null) return `by ${latest}`;
  if (latest === null) return `from ${earliest}`;
  return earliest === latest ? earliest : `${earliest}/${latest}`;
}

function explainSide(rule: CalendarRule, one: Limit | null): Step {
  const side = sideOf(rule.relation);
  if (!isDayRule(rule)) return step(one === null ? `limit.${side}` : `limit.${side}.moment`);
  if (rule.times.length === 0) return step(`limit.${side}`);
  return step(`limit.${side}.at`, { times: [...rule.times].sort().join(', ') });
}
