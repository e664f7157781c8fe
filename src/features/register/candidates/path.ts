import type { Candidate, CandidateStep, Step } from './candidate.ts';
import { orderSteps } from './order.ts';
import { START, type Standing } from './way.ts';

/** The four stations of every candidate's track, in their order. */
export const MILESTONES = ['nominated', 'approved', 'papers', 'registered'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** How far a candidate came, or how the way ended. */
export const STATUSES = [
  'none',
  'nominated',
  'nomination-refused',
  'approved',
  'papers',
  'registration-refused',
  'registered',
  'deregistered',
  'withdrawn',
] as const;
export type CandidateStatus = (typeof STATUSES)[number];

/**
 * One station of the track. `recorded`: a step says so; `implied`: no step says so, but a later one could not have
 * come without it; `refused`: decided against the candidate; `open`: not reached.
 */
export interface Stop {
  readonly milestone: Milestone;
  readonly state: 'recorded' | 'implied' | 'refused' | 'open';
  readonly steps: readonly CandidateStep[];
}

/** The way of one candidate. */
export interface CandidatePath {
  readonly status: CandidateStatus;
  readonly stops: readonly Stop[];
  /** All steps in an order that could have happened. */
  readonly steps: readonly CandidateStep[];
}

/** How many candidates reached each station, those who went further included, and how many are on the ballot. */
export interface StatusCounts extends Readonly<Record<Milestone, number>> {
  readonly onBallot: number;
}

const STEPS_OF: Readonly<Record<Milestone, readonly Step[]>> = {
  nominated: ['nominated'],
  approved: ['nomination-approved'],
  papers: ['signatures-submitted', 'papers-filed', 'signatures-verified'],
  registered: ['registered'],
};

const REFUSALS: Readonly<Partial<Record<Milestone, Step>>> = {
  approved: 'nomination-refused',
  registered: 'registration-refused',
};

/** The way of one candidate: `steps` are those of this candidate, in any order. */
export function candidatePath(steps: readonly CandidateStep[]): CandidatePath {
  const order = orderSteps(steps) ?? { steps, standing: START };
  const furthest = furthestOf(order.steps);
  const stops = MILESTONES.map((milestone, index) => stopAt(milestone, order.steps, index < furthest));
  return { status: statusOf(order.standing, stops), stops, steps: order.steps };
}

/** The ways of all candidates, by their keys. */
export function candidatePaths(
  candidates: readonly Candidate[],
  steps: readonly CandidateStep[],
): ReadonlyMap<string, CandidatePath> {
  const stepsOf = new Map<string, CandidateStep[]>(candidates.map(({ key }) => [key, []]));
  for (const step of steps) stepsOf.get(step.candidate)?.push(step);
  return new Map(Array.from(stepsOf, ([key, own]) => [key, candidatePath(own)]));
}

/** Counts by station. A person whose registration is recorded was nominated, whether a step says so or not. */
export function countStatuses(paths: Iterable<CandidatePath>): StatusCounts {
  const all = [...paths];
  const reached = (milestone: Milestone) => all.filter((path) => hasReached(path, milestone)).length;
  return {
    nominated: reached('nominated'),
    approved: reached('approved'),
    papers: reached('papers'),
    registered: reached('registered'),
    onBallot: all.filter(({ status }) => status === 'registered').length,
  };
}

/** Whether the candidate came to this station, by record or by implication. */
export function hasReached(path: CandidatePath, milestone: Milestone): boolean {
  const stop = path.stops.find((each) => each.milestone === milestone);
  return stop?.state === 'recorded' || stop?.state === 'implied';
}

/** One station on the track of a candidate: a step that is recorded, or a milestone that is implied or open. */
export type Station =
  | { readonly state: 'recorded' | 'against'; readonly step: CandidateStep }
  | { readonly state: 'implied' | 'open'; readonly milestone: Milestone };

/**
 * The track of one candidate: every recorded step in the order in which it can have happened, what is implied before
 * the first step that implies it, and, unless the way has ended, what is not reached yet.
 */
export function stationsOf(path: CandidatePath): Station[] {
  const implied = path.stops.filter(({ state }) => state === 'implied').map(({ milestone }) => milestone);
  const stations: Station[] = [];
  for (const step of path.steps) {
    const before = implied.filter((milestone) => MILESTONES.indexOf(milestone) < PROVES[step.step]);
    for (const milestone of before) stations.push({ state: 'implied', milestone });
    implied.splice(0, before.length);
    stations.push({ state: AGAINST.includes(step.step) ? 'against' : 'recorded', step });
  }
  const open = hasEnded(path) ? [] : path.stops.filter(({ state }) => state === 'open');
  return [...stations, ...open.map(({ milestone }) => ({ state: 'open' as const, milestone }))];
}

const AGAINST: readonly Step[] = ['nomination-refused', 'registration-refused', 'withdrawn', 'deregistered'];
const ENDED: readonly CandidateStatus[] = ['nomination-refused', 'registration-refused', 'withdrawn', 'deregistered'];

function hasEnded(path: CandidatePath): boolean {
  return ENDED.includes(path.status);
}

function stopAt(milestone: Milestone, steps: readonly CandidateStep[], isPassed: boolean): Stop {
  const reached = steps.filter(({ step }) => STEPS_OF[milestone].includes(step));
  if (reached.length > 0) return { milestone, state: 'recorded', steps: reached };
  const refused = steps.filter(({ step }) => step === REFUSALS[milestone]);
  if (refused.length > 0 && !isPassed) return { milestone, state: 'refused', steps: refused };
  return { milestone, state: isPassed ? 'implied' : 'open', steps: [] };
}

/** The index of the last station that a step proves; 0 where none does but the first, −1 where there are no steps. */
function furthestOf(steps: readonly CandidateStep[]): number {
  const proofs = steps.map(({ step }) => PROVES[step]);
  return Math.max(-1, ...proofs);
}

/** Up to which station, by index, a step proves the way before it; its own station is told by the step itself. */
const PROVES: Readonly<Record<Step, number>> = {
  nominated: 0,
  'nomination-approved': 1,
  'nomination-refused': 1,
  'signatures-submitted': 1,
  'papers-filed': 1,
  'signatures-verified': 2,
  registered: 3,
  'registration-refused': 3,
  appealed: 1,
  'appeal-upheld': 1,
  'appeal-dismissed': 1,
  withdrawn: 1,
  deregistered: 4,
};

function statusOf(standing: Standing, stops: readonly Stop[]): CandidateStatus {
  if (standing.withdrawn) return 'withdrawn';
  if (standing.registration === 'registered' || standing.registration === 'deregistered') return standing.registration;
  if (standing.registration === 'refused') return 'registration-refused';
  if (standing.nomination === 'refused') return 'nomination-refused';
  const reached = stops.filter(({ state }) => state === 'recorded' || state === 'implied');
  return reached.at(-1)?.milestone ?? 'none';
}
