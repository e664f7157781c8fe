import type { CalendarEntry } from '../../register/calendar/entry.ts';
import type { PeopleSettings } from './people-replies.ts';

/**
 * By when accreditation has to be asked for: the day that a rule of the legal calendar comes to, or the days that it lies between.
 *
 * @param rule key of the rule. A rule that holds for each candidate anew is no deadline of observers.
 * @returns null where the rule is not there, or comes to no day.
 */
export function deadlineOf(entries: readonly CalendarEntry[], rule: string): PeopleSettings['deadline'] {
  const entry = entries.find((each) => each.rule.key === rule && each.candidate === null);
  if (entry === undefined) return null;
  const { due, dueBounds } = entry;
  const isNever = dueBounds.earliest === null && dueBounds.latest === null;
  return isNever ? null : { due, earliest: dueBounds.earliest, latest: dueBounds.latest };
}
