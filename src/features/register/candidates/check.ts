import { findCircles } from '../../../kernel/circles.ts';
import { errorAt, type RuleFault } from '../../../kernel/issue.ts';
import type { Candidate, CandidateStep, Nominator, Step } from './candidate.ts';
import { orderSteps } from './order.ts';

/** What the rules of candidates look at. */
export interface CandidateRecords {
  readonly nominators: readonly Nominator[];
  readonly candidates: readonly Candidate[];
  readonly steps: readonly CandidateStep[];
}

/** What is wrong with nominators, candidates and their steps. */
export function checkCandidates(records: CandidateRecords): RuleFault[] {
  const nominatorOf = new Map(records.nominators.map((nominator) => [nominator.key, nominator]));
  return [
    ...checkNominators(records.nominators, nominatorOf),
    ...records.candidates.flatMap((candidate) => checkNomination(candidate, nominatorOf)),
    ...checkBallot(records.candidates),
    ...checkCandidateSteps(records.steps),
  ];
}

/**
 * Steps that cannot have happened: an order that breaks a rule for every dating that the sources allow. For each
 * candidate the smallest set of steps that do not go together is named, at the last of them.
 */
export function checkCandidateSteps(steps: readonly CandidateStep[]): RuleFault[] {
  const byCandidate = new Map<string, CandidateStep[]>();
  for (const step of steps) {
    const own = byCandidate.get(step.candidate);
    if (own === undefined) byCandidate.set(step.candidate, [step]);
    else own.push(step);
  }
  return Array.from(byCandidate.values()).flatMap((own) => (orderSteps(own) === null ? [describe(own)] : []));
}

function describe(steps: readonly CandidateStep[]): RuleFault {
  const core = smallestImpossible(steps).sort(byDate);
  const culprit = core.at(-1);
  const others = core.slice(0, -1).map(({ step, date }) => (date === null ? step : `${step} ${date.text}`));
  const parameters = { found: culprit?.step ?? '', others: others.join(', ') };
  return errorAt({ kind: 'candidate-step', key: culprit?.key ?? '', column: 'step' }, codeOf(core), parameters);
}

/** Steps that open a way anew: without them the rest would be impossible for another reason than the true one. */
const REOPENING: readonly Step[] = ['nominated', 'appeal-upheld'];

/** Leaves out one step after the other, as long as the rest remains impossible. */
function smallestImpossible(steps: readonly CandidateStep[]): CandidateStep[] {
  let core = [...steps];
  for (const step of steps) {
    const rest = core.filter((other) => other !== step);
    const isKept = REOPENING.includes(step.step) && steps.some(({ step: other }) => ADVERSE.includes(other));
    if (!isKept && orderSteps(rest) === null) core = rest;
  }
  return core;
}

const ADVERSE: readonly Step[] = ['nomination-refused', 'registration-refused', 'deregistered'];
const FAVOURABLE: readonly Step[] = ['nomination-approved', 'registered'];

function codeOf(core: readonly CandidateStep[]): string {
  const names = core.map(({ step }) => step);
  if (names.includes('withdrawn')) return 'step-after-withdrawal';
  if (new Set(names).size < names.length) return 'step-twice';
  const isOverruled = names.some((step) => ADVERSE.includes(step)) && names.some((step) => FAVOURABLE.includes(step));
  return isOverruled ? 'step-without-appeal' : 'step-order';
}

function byDate(a: CandidateStep, b: CandidateStep): number {
  const dayOf = (step: CandidateStep) => step.date?.earliest ?? step.date?.latest ?? '';
  return dayOf(a) < dayOf(b) ? -1 : Number(dayOf(a) > dayOf(b));
}

/** Who nominates himself or herself has no nominator; everybody else has one, of the kind that is said. */
function checkNomination(candidate: Candidate, nominatorOf: ReadonlyMap<string, Nominator>): RuleFault[] {
  const at = { kind: 'candidate', key: candidate.key, column: 'nominator' };
  if (candidate.nomination === 'self') {
    return candidate.nominator === null ? [] : [errorAt(at, 'nominator-of-self', { found: candidate.nominator })];
  }
  if (candidate.nominator === null) return [errorAt(at, 'nominator-missing', { wanted: candidate.nomination })];
  const kind = nominatorOf.get(candidate.nominator)?.kind;
  if (kind === undefined || kind === candidate.nomination) return [];
  return [errorAt(at, 'nominator-kind', { found: kind, wanted: candidate.nomination })];
}

function checkBallot(candidates: readonly Candidate[]): RuleFault[] {
  const holders = new Map<number, string>();
  return candidates.flatMap((candidate) => {
    if (candidate.ballot_order === null) return [];
    const holder = holders.get(candidate.ballot_order);
    holders.set(candidate.ballot_order, holder ?? candidate.key);
    const at = { kind: 'candidate', key: candidate.key, column: 'ballot_order' };
    return holder === undefined ? [] : [errorAt(at, 'ballot-order', { found: candidate.ballot_order, wanted: holder })];
  });
}

function checkNominators(nominators: readonly Nominator[], nominatorOf: ReadonlyMap<string, Nominator>): RuleFault[] {
  const strays = nominators.flatMap((nominator) => {
    const at = { kind: 'nominator', key: nominator.key, column: 'members' };
    if (nominator.members.length === 0) return [];
    if (nominator.kind !== 'bloc') return [errorAt(at, 'nominator-members', { found: nominator.kind })];
    const blocs = nominator.members.filter((member) => nominatorOf.get(member)?.kind === 'initiative-group');
    return blocs.map((found) => errorAt(at, 'nominator-member', { found }));
  });
  const keys = nominators.map(({ key }) => key);
  const circles = findCircles(keys, (key) => nominatorOf.get(key)?.members ?? []).map((circle) =>
    errorAt({ kind: 'nominator', key: circle[0] ?? '', column: 'members' }, 'nominator-circle', {
      found: circle.join(' → ').slice(0, 400),
    }),
  );
  return [...strays, ...circles];
}
