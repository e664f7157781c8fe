import { type CalendarDate, daysBetween } from '../../../../kernel/calendar-date.ts';
import { exactDay, onDay } from '../../../../kernel/when.ts';
import { computeCalendar } from '../calendar.ts';
import type { CalendarEntry, CalendarRecords } from '../entry.ts';
import type { CalendarRule } from '../rule.ts';

const VOTE_ANCHORS: readonly string[] = ['election_day', 'voting_open', 'voting_close'];

/** What becomes of one entry when election day is another. */
export interface Move {
  readonly before: CalendarEntry;
  readonly after: CalendarEntry;
  /** By how many days the date due moves; negative to an earlier day, null where there is no exact date before or after. */
  readonly days: number | null;
  readonly isStatusChanged: boolean;
  /** Whether the act that is recorded, or the day that the file names, would then lie outside of the time set. */
  readonly isNewlyLate: boolean;
}

/**
 * The records with election day on `day`. The first round and the anchors `election_day`, `voting_open` and
 * `voting_close` move with it, and so does what is recorded of election day itself: that voting opened on it moves,
 * that the ballots came a week before it stays. The day of the call and recorded anchors stay.
 */
export function moveElectionDay<R extends CalendarRecords>(records: R, day: CalendarDate): R {
  return {
    ...records,
    election: records.election.map((election) => ({ ...election, election_day: day })),
    round: records.round.map((round) => (round.number === 1 ? { ...round, day } : round)),
    'calendar-rule': records['calendar-rule'].map((rule) => moveVote(rule, records.election[0]?.election_day, day)),
  };
}

/** Moves what is recorded of the vote: the rule is about election day itself, and the act is dated on it. */
function moveVote(rule: CalendarRule, from: CalendarDate | undefined, to: CalendarDate): CalendarRule {
  const isVote = rule.relation === 'on' && rule.offset === 0 && VOTE_ANCHORS.includes(rule.anchor);
  return isVote && from !== undefined && exactDay(rule.done) === from ? { ...rule, done: onDay(to) } : rule;
}

/** What moves, and what changes its status, if election day were `day`; unmoved entries are left out. */
export function findMoves(records: CalendarRecords, day: CalendarDate, now: number): Move[] {
  const before = entriesById(computeCalendar(records, now));
  const after = entriesById(computeCalendar(moveElectionDay(records, day), now));
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((id) => {
    const [was, will] = [findEntry(before, id), findEntry(after, id)];
    return was === undefined || will === undefined ? [] : compareEntries(was, will);
  });
}

function entriesById(entries: readonly CalendarEntry[]): ReadonlyMap<string, CalendarEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** A rule that does not hold has one entry in place of those of its cases. */
function findEntry(entries: ReadonlyMap<string, CalendarEntry>, id: string): CalendarEntry | undefined {
  return entries.get(id) ?? entries.get(id.split('#')[0] ?? id);
}

function compareEntries(before: CalendarEntry, after: CalendarEntry): Move[] {
  const isMoved =
    before.dueBounds.earliest !== after.dueBounds.earliest ||
    before.dueBounds.latest !== after.dueBounds.latest ||
    before.instant !== after.instant;
  const isStatusChanged = before.status !== after.status || before.deviation !== after.deviation;
  const isDoneMoved = before.done?.text !== after.done?.text;
  if (!isMoved && !isStatusChanged && !isDoneMoved) return [];
  const days = before.due === null || after.due === null ? null : daysBetween(before.due, after.due);
  const isNewlyLate = after.status === 'late' && before.status !== 'late';
  return [{ before, after, days, isStatusChanged, isNewlyLate }];
}
