import { isCertainlyBefore } from '../../../kernel/when.ts';
import { type CandidateStep, STEPS, type Step } from './candidate.ts';
import { advance, needsOf, START, type Standing } from './way.ts';

/** The steps of one candidate in an order that could have happened, and where that leaves the candidate. */
export interface StepOrder {
  readonly steps: readonly CandidateStep[];
  readonly standing: Standing;
}

/** How many arrangements are tried before an order counts as possible: nothing is refused without proof. */
const MOST_ATTEMPTS = 20_000;
const MOST_STEPS = 60;

interface Search {
  readonly steps: readonly CandidateStep[];
  readonly recorded: ReadonlySet<Step>;
  /** For each step, those that certainly came before it. */
  readonly earlier: readonly (readonly number[])[];
  readonly dead: Set<string>;
  attempts: number;
}

interface Arrangement {
  readonly placed: readonly number[];
  readonly standing: Standing;
}

/**
 * Puts the steps of one candidate in order. A step may have come on any day that its date allows, a step without
 * date on any day at all, and steps of one day in any order; of all possible orders the one nearest to the dates and
 * to the usual way is given.
 *
 * @returns null where every dating that the sources allow breaks a rule of the way.
 */
export function orderSteps(steps: readonly CandidateStep[]): StepOrder | null {
  const sorted = [...steps].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (sorted.length > MOST_STEPS) return { steps: sorted, standing: START };
  const search: Search = {
    steps: sorted,
    recorded: new Set(sorted.map(({ step }) => step)),
    earlier: sorted.map((later) => indexesBefore(sorted, later)),
    dead: new Set(),
    attempts: 0,
  };
  const found = arrange(search, { placed: [], standing: START });
  if (found === null) return search.attempts > MOST_ATTEMPTS ? { steps: sorted, standing: START } : null;
  return { steps: found.placed.flatMap((index) => sorted[index] ?? []), standing: found.standing };
}

/** Depth first; what has led nowhere once is not tried again. */
function arrange(search: Search, from: Arrangement): Arrangement | null {
  if (from.placed.length === search.steps.length) return from;
  const key = `${[...from.placed].sort((a, b) => a - b).join()} ${Object.values(from.standing).join()}`;
  if (search.dead.has(key) || search.attempts > MOST_ATTEMPTS) return null;
  search.attempts += 1;
  for (const [index, step] of search.steps.entries()) {
    const standing = mayComeNext(search, from, index) ? advance(from.standing, step.step) : null;
    const found = standing && arrange(search, { placed: [...from.placed, index], standing });
    if (found) return found;
  }
  search.dead.add(key);
  return null;
}

function mayComeNext(search: Search, from: Arrangement, index: number): boolean {
  if (from.placed.includes(index)) return false;
  if (!(search.earlier[index] ?? []).every((other) => from.placed.includes(other))) return false;
  const done = new Set(from.placed.map((place) => search.steps[place]?.step));
  const step = search.steps[index]?.step;
  return step !== undefined && needsOf(step).every((need) => !search.recorded.has(need) || done.has(need));
}

function indexesBefore(steps: readonly CandidateStep[], later: CandidateStep): number[] {
  return steps.flatMap((step, index) =>
    step.date !== null && later.date !== null && isCertainlyBefore(step.date, later.date) ? [index] : [],
  );
}

function sortKey(step: CandidateStep): string {
  const day = step.date?.earliest ?? step.date?.latest ?? '9999-99-99';
  return `${day} ${String(STEPS.indexOf(step.step)).padStart(2, '0')}`;
}
