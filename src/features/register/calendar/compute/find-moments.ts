import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { onDay, type When } from '../../../../kernel/when.ts';
import type { CandidateStep } from '../../candidates/candidate.ts';
import type { Election } from '../../election/election.ts';
import { type Step, step } from '../entry.ts';
import { type Anchor, ELECTION_ANCHORS } from '../rule.ts';
import type { CalendarContext } from './context.ts';
import { shiftDays } from './working-days.ts';

/** A moment that deadlines are counted from. */
export interface Moment {
  readonly anchor: string;
  readonly when: When;
  /** `HH:MM` in the zone of the election; null where it is not known or has none. */
  readonly time: string | null;
  /** The step of a candidate that is the moment, where the anchor happens once per candidate. */
  readonly candidateStep: CandidateStep | null;
}

/** The moments of an anchor, and for each case that has none the reason. */
export interface Moments {
  readonly moments: readonly Moment[];
  readonly gaps: readonly { readonly candidateStep: CandidateStep | null; readonly reason: Step }[];
}

/**
 * The moments of the anchor that is named so. `call` is the day of the act that called the election. `voting_close`
 * lies on the day after election day where stations close no later than they open. An anchor per candidate has a moment
 * for every recorded step of that name; an anchor per application, complaint or referral has none, because the file of
 * an election holds no such cases.
 */
export function findMoments(anchor: string, context: CalendarContext): Moments {
  if (isElectionAnchor(anchor)) return single(findElectionMoment(anchor, context.election), anchor);
  const recorded = context.anchors.get(anchor);
  if (recorded === undefined) return gap(step('anchor.unknown', { anchor }));
  if (recorded.per === 'election') return single(momentOfRecord(recorded), anchor);
  return recorded.per === 'candidate'
    ? findCandidateMoments(recorded, context)
    : gap(step(`anchor.per.${recorded.per}`, { anchor }));
}

/** Whether the anchor follows from the election itself. */
export function isElectionAnchor(anchor: string): anchor is (typeof ELECTION_ANCHORS)[number] {
  return (ELECTION_ANCHORS as readonly string[]).includes(anchor);
}

function findElectionMoment(anchor: (typeof ELECTION_ANCHORS)[number], election: Election): Moment | null {
  const at = (date: CalendarDate | null, time: string | null): Moment | null =>
    date === null ? null : { anchor, when: onDay(date), time, candidateStep: null };
  switch (anchor) {
    case 'call':
      return at(election.called_on, null);
    case 'election_day':
      return at(election.election_day, null);
    case 'voting_open':
      return at(election.election_day, election.opens);
    case 'voting_close':
      return at(closingDay(election), election.closes);
  }
}

function closingDay({ election_day, opens, closes }: Election): CalendarDate | null {
  return closes > opens ? election_day : shiftDays(election_day, 1);
}

function momentOfRecord(anchor: Anchor): Moment | null {
  if (anchor.date === null) return null;
  return { anchor: anchor.key, when: anchor.date, time: anchor.time, candidateStep: null };
}

function findCandidateMoments(anchor: Anchor, { candidateSteps }: CalendarContext): Moments {
  const steps = candidateSteps.filter((candidateStep) => candidateStep.step === anchor.step);
  if (steps.length === 0) return gap(step('anchor.per.candidate', { anchor: anchor.key }));
  const dated = steps.filter((candidateStep) => candidateStep.date !== null);
  return {
    moments: dated.flatMap((candidateStep) => {
      const when = candidateStep.date;
      return when === null ? [] : [{ anchor: anchor.key, when, time: null, candidateStep }];
    }),
    gaps: steps
      .filter((candidateStep) => candidateStep.date === null)
      .map((candidateStep) => ({ candidateStep, reason: stepWithoutDate(candidateStep) })),
  };
}

function stepWithoutDate(candidateStep: CandidateStep): Step {
  return step('anchor.candidate.undated', { candidate: candidateStep.candidate, step: candidateStep.step });
}

function single(moment: Moment | null, anchor: string): Moments {
  return moment === null ? gap(step('anchor.undated', { anchor })) : { moments: [moment], gaps: [] };
}

function gap(reason: Step): Moments {
  return { moments: [], gaps: [{ candidateStep: null, reason }] };
}
