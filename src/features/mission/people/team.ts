import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { FIRST_DAY, LAST_DAY } from '../../../kernel/calendar-date.ts';
import type { PersonKind } from './person.ts';

/** `pair`: two observers; `fixed`: at one station; `mobile`: goes from station to station. */
export const TEAM_KINDS = ['pair', 'fixed', 'mobile', 'other'] as const;
export type TeamKind = (typeof TEAM_KINDS)[number];

/** What somebody does in a team. */
export const TEAM_PARTS = ['observer', 'driver', 'interpreter'] as const;
export type TeamPart = (typeof TEAM_PARTS)[number];

/** So many people are in one team at most, over all days. */
export const MOST_MEMBERS = 100;

/** Days that somebody is in a team, both included; null: that side is open. */
export interface MemberDays {
  readonly fromDay: CalendarDate | null;
  readonly toDay: CalendarDate | null;
}

/** Somebody in a team. */
export interface Membership extends MemberDays {
  /** Id of the person. */
  readonly person: string;
  readonly part: TeamPart;
}

/** Whether there is a day that both hold. */
export function sharesDay(one: MemberDays, other: MemberDays): boolean {
  const [first, second] = [boundsOf(one), boundsOf(other)];
  return first.from <= second.to && second.from <= first.to;
}

/** Whether the days begin before they end. */
export function areDays(days: MemberDays): boolean {
  const { from, to } = boundsOf(days);
  return from <= to;
}

/** People who stand twice on one day within these memberships of one team. */
export function findDoubled(members: readonly Membership[]): string[] {
  const doubled = new Set<string>();
  const byPerson = new Map<string, Membership[]>();
  for (const member of members) {
    const others = byPerson.get(member.person) ?? [];
    if (others.some((other) => sharesDay(other, member))) doubled.add(member.person);
    byPerson.set(member.person, [...others, member]);
  }
  return [...doubled];
}

/** What a person of that kind does in a team where nobody says otherwise. */
export function partOf(kind: PersonKind): TeamPart {
  return kind === 'driver' || kind === 'interpreter' ? kind : 'observer';
}

function boundsOf({ fromDay, toDay }: MemberDays): { from: CalendarDate; to: CalendarDate } {
  return { from: fromDay ?? FIRST_DAY, to: toDay ?? LAST_DAY };
}
