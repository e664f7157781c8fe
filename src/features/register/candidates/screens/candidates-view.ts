import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { exactDay } from '../../../../kernel/when.ts';
import type { Claim, Subject } from '../../claims/claim.ts';
import { arrangeClaims, type ClaimSet, groupBy } from '../../claims/claim-set.ts';
import { type Comparison, computeFigures, type Figure } from '../../claims/figures.ts';
import { compareMoments, momentKey, scopeOf } from '../../claims/scope.ts';
import type { Candidate, CandidateStep, Nominator } from '../candidate.ts';
import { type CandidatePath, candidatePaths, countStatuses, hasReached, type StatusCounts } from '../path.ts';

/** The records that candidates are shown from; a whole election file is one. */
export interface CandidatesFile {
  readonly candidate: readonly Candidate[];
  readonly 'candidate-step': readonly CandidateStep[];
  readonly nominator: readonly Nominator[];
  readonly subject: readonly Subject[];
  readonly claim: readonly Claim[];
}

/** A moment for which votes are claimed. */
export interface Moment {
  /** The first claim of the moment: its day and time stand for it. */
  readonly claim: Claim;
  readonly key: string;
}

/** A candidate with the way and, for one moment, the votes. */
export interface CandidateRow {
  readonly candidate: Candidate;
  readonly nominator: Nominator | null;
  readonly path: CandidatePath;
  readonly votes: Claim | null;
  /** The computed share, where it can be computed. */
  readonly share: Figure | null;
  /** What is claimed of the share, each compared with the computed one. */
  readonly claimed: readonly Comparison[];
}

/** Everything that the screen shows, for the moment that the reader chose. */
export interface CandidatesPicture {
  readonly rows: readonly CandidateRow[];
  readonly counts: StatusCounts;
  /** From the latest to the earliest. */
  readonly moments: readonly Moment[];
  readonly moment: Moment | null;
  /** Total of the votes that the shares rest on; null where it cannot be told. */
  readonly total: string | null;
  readonly nominations: Nominations | null;
}

/** How many nominations were approved, in all and by day, and how many of them have a name in the record. */
export interface Nominations {
  /** What is claimed of the total, with what the days add up to. */
  readonly total: { readonly claim: Claim | null; readonly figure: Figure | null };
  readonly days: readonly NominationDay[];
  readonly named: number;
  /** Approved nominations without a name; null where the total is not known as a number. */
  readonly unnamed: number | null;
}

/** One day of approvals. */
export interface NominationDay {
  readonly claim: Claim;
  readonly day: CalendarDate | null;
  readonly named: number;
  readonly unnamed: number | null;
}

/** Subjects by which an election file speaks of votes, shares and nominations. */
const VOTES = 'results.votes';
const SHARE = 'results.share';
const NOMINATIONS = 'candidates.nominations';
const NOMINATIONS_OF_DAY = 'candidates.nominations.day';

/** The picture of all candidates, in the order of the ballot, or of the file where the ballot is not known. */
export function pictureCandidates(file: CandidatesFile, momentWanted: string): CandidatesPicture {
  const set = arrangeClaims(file.subject, file.claim);
  const figures = computeFigures(set);
  const paths = candidatePaths(file.candidate, file['candidate-step']);
  const moments = momentsOf(standing(set, VOTES));
  const moment = moments.find(({ key }) => key === momentWanted) ?? moments[0] ?? null;
  const nominatorOf = new Map(file.nominator.map((nominator) => [nominator.key, nominator]));
  const votes = votesAt(set, moment);
  const shares = sharesAt(figures, moment);
  const rows = inBallotOrder(file.candidate).map((candidate) => ({
    candidate,
    nominator: nominatorOf.get(candidate.nominator ?? '') ?? null,
    path: paths.get(candidate.key) ?? { status: 'none' as const, stops: [], steps: [] },
    votes: votes.get(candidate.key) ?? null,
    share: shares.get(candidate.key) ?? null,
    claimed: shares.get(candidate.key)?.comparisons ?? [],
  }));
  return {
    rows,
    counts: countStatuses(paths.values()),
    moments,
    moment,
    total: totalOf(rows),
    nominations: nominationsOf(set, figures, paths),
  };
}

/** The candidates in the order of the ballot; those without a place on it after the others, as the file has them. */
export function inBallotOrder(candidates: readonly Candidate[]): Candidate[] {
  const last = Number.POSITIVE_INFINITY;
  const placed = candidates.map((candidate, index) => ({ candidate, index, place: candidate.ballot_order ?? last }));
  placed.sort((a, b) => (a.place === b.place ? a.index - b.index : a.place - b.place));
  return placed.map(({ candidate }) => candidate);
}

function standing(set: ClaimSet, subject: string): Claim[] {
  return Array.from(set.standing.get(subject)?.values() ?? []).flat();
}

function momentsOf(votes: readonly Claim[]): Moment[] {
  const groups = groupBy(
    votes.filter((claim) => claim.candidate !== null && claim.place === null),
    (claim) => momentKey(scopeOf(claim)),
  );
  const moments = Array.from(groups, ([key, claims]) => claims.slice(0, 1).map((claim) => ({ key, claim }))).flat();
  return moments.sort((a, b) => compareMoments(scopeOf(b.claim), scopeOf(a.claim)));
}

function votesAt(set: ClaimSet, moment: Moment | null): Map<string, Claim> {
  const claims = standing(set, VOTES).filter(
    (claim) => claim.place === null && momentKey(scopeOf(claim)) === moment?.key,
  );
  return new Map(claims.reverse().map((claim) => [claim.candidate ?? '', claim]));
}

function sharesAt(figures: readonly Figure[], moment: Moment | null): Map<string, Figure> {
  const own = figures.filter(
    ({ subject, claim, scope }) =>
      subject.key === SHARE && claim === null && scope.place === null && momentKey(scope) === moment?.key,
  );
  return new Map(own.map((figure) => [figure.scope.candidate ?? '', figure]));
}

/** Votes of all candidates together, where each of them has a number of votes. */
function totalOf(rows: readonly CandidateRow[]): string | null {
  const votes = rows.flatMap(({ votes: claim }) =>
    claim?.unit === 'count' && claim.bound === null && /^\d+$/.test(claim.value ?? '') ? [claim.value ?? ''] : [],
  );
  const claimed = rows.filter(({ votes: claim }) => claim !== null).length;
  if (votes.length === 0 || votes.length < claimed) return null;
  return String(votes.reduce((total, count) => total + BigInt(count), 0n));
}

function nominationsOf(
  set: ClaimSet,
  figures: readonly Figure[],
  paths: ReadonlyMap<string, CandidatePath>,
): Nominations | null {
  const days = standing(set, NOMINATIONS_OF_DAY).sort((a, b) => compareMoments(scopeOf(a), scopeOf(b)));
  const claim = standing(set, NOMINATIONS)[0] ?? null;
  if (days.length === 0 && claim === null) return null;
  const figure = figures.find(({ subject, claim: own }) => subject.key === NOMINATIONS && own === null) ?? null;
  const named = [...paths.values()].filter((path) => hasReached(path, 'approved')).length;
  const computed = figure?.result.ok ? Number(figure.result.value.text) : null;
  const all = claim === null ? computed : countOf(claim);
  return {
    total: { claim, figure },
    days: days.map((day) => dayOf(day, paths)),
    named,
    unnamed: all === null ? null : Math.max(0, all - named),
  };
}

function dayOf(claim: Claim, paths: ReadonlyMap<string, CandidatePath>): NominationDay {
  const day = exactDay(claim.as_of);
  const named = [...paths.values()].filter((path) =>
    path.steps.some(({ step, date }) => step === 'nomination-approved' && day !== null && exactDay(date) === day),
  ).length;
  const all = countOf(claim);
  return { claim, day, named, unnamed: all === null ? null : Math.max(0, all - named) };
}

function countOf(claim: Claim): number | null {
  return claim.bound === null && /^\d{1,15}$/.test(claim.value ?? '') ? Number(claim.value) : null;
}
