import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { MessageParameters } from '../../../kernel/issue.ts';
import type { When } from '../../../kernel/when.ts';
import type { Candidate, CandidateStep } from '../candidates/candidate.ts';
import type { Election, Round } from '../election/election.ts';
import type { Anchor, CalendarRule, Holiday } from './rule.ts';

/** The records that the calendar is computed from; a whole election file is one. */
export interface CalendarRecords {
  readonly election: readonly Election[];
  readonly round: readonly Round[];
  readonly anchor: readonly Anchor[];
  readonly 'calendar-rule': readonly CalendarRule[];
  readonly holiday: readonly Holiday[];
  readonly candidate: readonly Candidate[];
  readonly 'candidate-step': readonly CandidateStep[];
}

/**
 * Where a rule stands. `met`: done within the time set. `late`: done outside of it, after it or before it; `deviation`
 * says which. `missed`: recorded as not done, or the day of the anchor is not the day of the week that the law wants.
 * `pending`: not done, and there is time. `not-applicable`: the rule does not hold on election day, or the file says
 * that its case did not arise. `unknown`: what the file holds decides nothing else; a time that has run out is no
 * proof that nothing was done.
 */
export const STATUSES = ['met', 'late', 'missed', 'pending', 'not-applicable', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** On which side of the date due the act may lie: on that day, from it on, or until it. */
export type Side = 'on' | 'from' | 'until';

/** One sentence of an explanation: key of the message `calendar.step.<code>`, and what it needs. */
export interface Step {
  readonly code: string;
  readonly parameters: MessageParameters;
}

/** Two days that a day lies between, both included; null where that side is open. */
export interface DayBounds {
  readonly earliest: CalendarDate | null;
  readonly latest: CalendarDate | null;
}

/** What a rule comes to in this election; one for each case where its anchor happens several times. */
export interface CalendarEntry {
  /** Key of the rule; for a case, `rule#candidate-step`. */
  readonly id: string;
  readonly rule: CalendarRule;
  /** The candidate whose step is the anchor, or null. */
  readonly candidate: string | null;
  readonly side: Side;
  /** The date due, where it can be told exactly. */
  readonly due: CalendarDate | null;
  /** What the date due lies between; both sides equal `due` where that is known, both null where nothing is. */
  readonly dueBounds: DayBounds;
  /** Times of day on the date due, `HH:MM` in the zone of the election. */
  readonly times: readonly string[];
  /** The one instant that the rule turns on, in milliseconds since the epoch; null where it turns on a whole day. */
  readonly instant: number | null;
  readonly done: When | null;
  readonly doneTime: string | null;
  readonly status: Status;
  /** Of the status `late`: on which side the act missed the time set. */
  readonly deviation: 'early' | 'late' | null;
  readonly explanation: readonly Step[];
}

/** A sentence of an explanation. */
export function step(code: string, parameters: MessageParameters = {}): Step {
  return { code, parameters };
}
