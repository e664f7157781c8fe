import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import type { CalendarEntry, Status } from '../calendar/entry.ts';
import { STATUSES } from '../calendar/entry.ts';
import type { Candidate } from '../candidates/candidate.ts';
import type { Claim, Subject } from '../claims/claim.ts';
import type { Contradiction } from '../claims/contradictions.ts';
import type { Assessment, Mission } from '../missions/mission.ts';
import type { TimelineEvent } from '../timeline/event.ts';

/**
 * Subjects that the overview draws. An election whose file uses these names gets the pictures; one that does not, gets
 * the rest of the page.
 */
export const OVERVIEW_SUBJECTS = {
  turnout: 'turnout.percent',
  voted: 'turnout.voted',
  votes: 'results.votes',
  shares: 'results.share',
} as const;

/** Subjects whose figures stand at the head of the overview, as far as the file has them. */
export const HEADLINE_SUBJECTS = [
  'voters.registered',
  'stations.total',
  'candidates.registered',
  'observers.total',
  'turnout.final',
  'results.valid',
] as const;

/** A share of voters at a time of day. */
export interface TurnoutPoint {
  readonly claim: Claim;
  /** `HH:MM`, in the zone of the election. */
  readonly time: string;
  readonly percent: number;
  /** Voters who had voted by then, where that is claimed too. */
  readonly voted: Claim | null;
}

/** The turnout as it was announced in the course of the day, in the order of the clock. */
export function turnoutCurve(claims: readonly Claim[]): TurnoutPoint[] {
  return claims
    .filter((claim) => claim.subject === OVERVIEW_SUBJECTS.turnout && isNumber(claim) && claim.kind !== 'quoted')
    .flatMap((claim) => (claim.as_of_time === null ? [] : [pointOf(claim, claim.as_of_time, claims)]))
    .sort((a, b) => (a.time < b.time ? -1 : 1));
}

/** The votes of a candidate as they were last stated. */
export interface CandidateResult {
  readonly candidate: Candidate;
  readonly votes: Claim | null;
  /** Of the sum of all candidates' votes as of the same day, in [0, 1]; null where a candidate's votes are missing. */
  readonly share: number | null;
}

/** The result as last stated, most votes first; candidates of whom no votes are known stand last, in their order. */
export function latestResult(
  candidates: readonly Candidate[],
  claims: readonly Claim[],
): {
  readonly asOf: string | null;
  readonly total: number | null;
  readonly rows: readonly CandidateResult[];
} {
  const votes = claims.filter((claim) => claim.subject === OVERVIEW_SUBJECTS.votes && isNumber(claim));
  const asOf =
    votes
      .map((claim) => claim.as_of?.text ?? '')
      .sort()
      .at(-1) ?? null;
  const found = candidates.map((candidate) => ({
    candidate,
    votes: votes.find((claim) => claim.candidate === candidate.key && (claim.as_of?.text ?? '') === asOf) ?? null,
  }));
  const known = found.filter((row) => row.votes !== null);
  const isComplete = known.length > 0 && known.length === votes.filter((claim) => claim.as_of?.text === asOf).length;
  const total = isComplete ? known.reduce((sum, row) => sum + numberOf(row.votes), 0) : null;
  const shareOf = (claim: Claim | null) => (claim === null || !total ? null : numberOf(claim) / total);
  const rows = found.map((row) => ({ ...row, share: shareOf(row.votes) }));
  return { asOf, total, rows: rows.sort((a, b) => numberOf(b.votes) - numberOf(a.votes)) };
}

/** A headline figure: what is claimed on a subject, as surely and as lately as anybody claims it. */
export interface Headline {
  readonly subject: Subject;
  readonly claim: Claim;
  /** Whether another claim on the subject, or the figure computed, contradicts. */
  readonly isContradicted: boolean;
}

/** The figures at the head of the page. */
export function headlines(
  subjects: readonly Subject[],
  claims: readonly Claim[],
  contradictions: readonly Contradiction[],
): Headline[] {
  const superseded = new Set(claims.flatMap((claim) => claim.supersedes));
  return HEADLINE_SUBJECTS.flatMap((key) => {
    const subject = subjects.find((row) => row.key === key);
    const standing = claims.filter((row) => row.subject === key && row.value !== null && !superseded.has(row.key));
    const [claim] = standing.sort(bySureness);
    const isContradicted = contradictions.some((found) => found.claims.some((row) => row.key === claim?.key));
    return subject && claim ? [{ subject, claim, isContradicted }] : [];
  });
}

/** How many rules of the calendar stand how, in the order of `STATUSES`; statuses that do not occur are left out. */
export function countStatuses(entries: readonly CalendarEntry[]): { status: Status; count: number }[] {
  return STATUSES.map((status) => ({
    status,
    count: entries.filter((entry) => entry.status === status).length,
  })).filter(({ count }) => count > 0);
}

/** The rules that are due on `today` or in the `days` after it and not done, soonest first. */
export function dueSoon(entries: readonly CalendarEntry[], today: CalendarDate, days = 14): CalendarEntry[] {
  const last = addDays(today, days);
  return entries
    .filter((entry) => entry.status === 'pending' && entry.due !== null && entry.due >= today && entry.due <= last)
    .sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));
}

/** What a mission says of the election as a whole. */
export interface MissionStance {
  readonly mission: Mission;
  readonly direction: Assessment['direction'] | null;
}

/** Which way each mission points overall; null where nothing is recorded. */
export function missionStances(missions: readonly Mission[], assessments: readonly Assessment[]): MissionStance[] {
  return missions.map((mission) => {
    const overall = assessments.filter((row) => row.mission === mission.key && row.subject === 'overall');
    return { mission, direction: overall.at(-1)?.direction ?? null };
  });
}

/** Events in the order in which they happened; those whose day nobody knows stand last. */
export function sortEvents(events: readonly TimelineEvent[]): TimelineEvent[] {
  const orderOf = (event: TimelineEvent) =>
    `${event.date?.earliest ?? event.date?.latest ?? '9999-12-31'} ${event.time ?? ''}`;
  return [...events].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function pointOf(claim: Claim, time: string, claims: readonly Claim[]): TurnoutPoint {
  const voted = claims.find(
    (row) => row.subject === OVERVIEW_SUBJECTS.voted && row.as_of_time === time && row.kind !== 'quoted',
  );
  return { claim, time, percent: Number(claim.value), voted: voted ?? null };
}

const CONFIDENCE = { high: 0, medium: 1, low: 2 } as const;

/** The surest claim first; among equally sure ones the newest. */
function bySureness(a: Claim, b: Claim): number {
  const sureness = (claim: Claim) => (claim.confidence === null ? 3 : CONFIDENCE[claim.confidence]);
  const moment = (claim: Claim) => `${claim.as_of?.latest ?? ''} ${claim.as_of_time ?? ''}`;
  return sureness(a) - sureness(b) || (moment(a) < moment(b) ? 1 : -1);
}

function isNumber(claim: Claim): boolean {
  return claim.value !== null && (claim.unit === 'count' || claim.unit === 'percent');
}

function numberOf(claim: Claim | null): number {
  return claim === null ? -1 : Number(claim.value);
}
