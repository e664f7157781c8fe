import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Claim, Subject } from './claim.ts';
import type { ClaimSet } from './claim-set.ts';
import { type Formula, type Operator, parseFormula } from './formula.ts';
import { add, divide, isEqual, multiply, powerOfTen, type Rational, rational, subtract } from './rational.ts';
import { type About, aboutKey, dayOf, isSameMoment, type Scope, scopeOf } from './scope.ts';
import { findClaimValue } from './value.ts';

/** A computed number, exact, with the claims that it was computed from. */
export interface Computed {
  readonly value: Rational;
  readonly inputs: readonly Claim[];
}

/** The number, or why it cannot be computed: a fault `not-computed.…` that names what is missing or contrary. */
export type Outcome = Result<Computed, Fault>;

/** What is computed: the figure of a subject, or the one that a derived claim states. */
export interface Target {
  readonly scope: Scope;
  readonly subject: string;
  /** Null where the formula is that of the subject. */
  readonly claim: string | null;
}

/** One computation: what is being computed right now, and what has been computed already. */
interface Run {
  readonly set: ClaimSet;
  readonly target: Target;
  readonly busy: Set<string>;
  readonly done: Map<string, Computed>;
}

type Dimension = keyof About;

const DIMENSIONS: readonly Dimension[] = ['candidate', 'place', 'mission'];
const DEEPEST_CHAIN = 40;
const LARGEST = powerOfTen(200);
const FIRST_HAND: readonly Claim['kind'][] = ['official', 'observed', 'derived'];

/**
 * Computes a formula for `scope`. A subject stands for its claims on the same candidate, place and mission, else on
 * fewer of these; where the subject varies, for those of the same moment; where nobody claims it, for its own
 * formula. First-hand claims go before quoted and estimated ones. Where several values are left, or none, or only a
 * bound, nothing is computed: the outcome says why. A formula never rests on what it computes.
 */
export function evaluateFormula(set: ClaimSet, formula: Formula, target: Target): Outcome {
  return evaluate({ set, target, busy: new Set([target.subject]), done: new Map() }, formula, target.scope);
}

function evaluate(run: Run, formula: Formula, scope: Scope): Outcome {
  switch (formula.type) {
    case 'number':
      return ok({ value: formula.value, inputs: [] });
    case 'claim':
      return findNamedClaim(run, formula.claim);
    case 'subject':
      return findFigure(run, formula.subject, { scope, keep: null });
    case 'sum':
      return formula.over === 'days'
        ? sumOverDays(run, formula.subject, scope)
        : sumOverCandidates(run, formula.subject, scope);
    case 'operation':
      return combine(evaluate(run, formula.left, scope), formula.operator, () => evaluate(run, formula.right, scope));
  }
}

function combine(left: Outcome, operator: Operator, evaluateRight: () => Outcome): Outcome {
  if (!left.ok) return left;
  const right = evaluateRight();
  if (!right.ok) return right;
  const value = OPERATIONS[operator](left.value.value, right.value.value);
  if (value === null) return refuse('division-by-zero');
  if (isTooLarge(value)) return refuse('too-large');
  return ok({ value, inputs: [...new Set([...left.value.inputs, ...right.value.inputs])] });
}

const OPERATIONS: Readonly<Record<Operator, (a: Rational, b: Rational) => Rational | null>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
};

function isTooLarge(value: Rational): boolean {
  return value.numerator > LARGEST || value.numerator < -LARGEST || value.denominator > LARGEST;
}

function findNamedClaim(run: Run, key: string): Outcome {
  const claim = run.set.claimOf.get(key);
  if (claim === undefined) return refuse('no-claim', { claim: key });
  const isCircular = run.target.claim === null ? claim.subject === run.target.subject : key === run.target.claim;
  if (isCircular) return refuse('cycle', { subject: claim.subject });
  return agreedNumber([claim], { subject: claim.subject });
}

/** The number for a subject in a scope; `keep` names what the claims must be about in any case. */
function findFigure(run: Run, key: string, at: { scope: Scope; keep: Dimension | null }): Outcome {
  const subject = run.set.subjectOf.get(key);
  if (subject === undefined) return refuse('no-subject', { subject: key });
  if (run.busy.has(key)) return refuse('cycle', { subject: key });
  const near = findNearest(run.set, key, at);
  const isTimely = (claim: Claim) => subject.over_time === 'constant' || isSameMoment(scopeOf(claim), at.scope);
  const timely = near.filter(isTimely);
  if (timely.length > 0) return agreedNumber(timely, { subject: key });
  if (subject.formula !== null) return computeSubject(run, subject, at.scope);
  if (near.length > 0 && at.scope.asOf === null) return refuse('no-moment', { subject: key });
  return refuse('missing', { subject: key });
}

function computeSubject(run: Run, subject: Subject, scope: Scope): Outcome {
  const memory = `${subject.key} ${aboutKey(scope)} ${scope.asOf?.text ?? ''} ${scope.asOfTime ?? ''}`;
  const known = run.done.get(memory);
  if (known !== undefined) return ok(known);
  const formula = parseFormula(subject.formula ?? '');
  if (!formula.ok) return refuse('formula', { subject: subject.key });
  if (run.busy.size > DEEPEST_CHAIN) return refuse('deep', { subject: subject.key });
  run.busy.add(subject.key);
  const outcome = evaluate(run, formula.value, scope);
  run.busy.delete(subject.key);
  if (outcome.ok) run.done.set(memory, outcome.value);
  return outcome;
}

/** The claims about all that the scope is about, or else about as much of it as any claim is about. */
function findNearest(set: ClaimSet, key: string, at: { scope: Scope; keep: Dimension | null }): readonly Claim[] {
  const groups = set.standing.get(key);
  if (groups === undefined) return [];
  const given = DIMENSIONS.filter((dimension) => at.scope[dimension] !== null);
  for (let count = given.length; count >= 0; count -= 1) {
    const abouts = subsetsOf(given, count).filter((kept) => at.keep === null || kept.includes(at.keep));
    const found = abouts.flatMap((kept) => groups.get(aboutKey(onlyAbout(at.scope, kept))) ?? []);
    if (found.length > 0) return found;
  }
  return [];
}

function subsetsOf(all: readonly Dimension[], size: number): Dimension[][] {
  const [first, ...rest] = all;
  if (size === 0) return [[]];
  if (first === undefined) return [];
  return [...subsetsOf(rest, size - 1).map((subset) => [first, ...subset]), ...subsetsOf(rest, size)];
}

function onlyAbout(scope: Scope, kept: readonly Dimension[]): About {
  const pick = (dimension: Dimension) => (kept.includes(dimension) ? scope[dimension] : null);
  return { candidate: pick('candidate'), place: pick('place'), mission: pick('mission') };
}

/** The one number that the claims agree on. */
function agreedNumber(claims: readonly Claim[], named: { subject: string }): Outcome {
  const firstHand = claims.filter((claim) => FIRST_HAND.includes(claim.kind));
  const heard = firstHand.length > 0 ? firstHand : claims;
  const numbers = heard.flatMap((claim) => {
    const value = findClaimValue(claim);
    return value?.kind === 'number' && claim.bound === null ? [{ claim, value: value.at }] : [];
  });
  const [first] = numbers;
  if (first === undefined) return refuse('no-number', { ...named, claim: heard[0]?.key ?? '' });
  const contrary = numbers.find((number) => !isEqual(number.value, first.value));
  if (contrary !== undefined) return refuse('contrary', { ...named, a: first.claim.key, b: contrary.claim.key });
  return ok({ value: first.value, inputs: [first.claim] });
}

/** Over every candidate that the subject has a claim about; where one has none for this moment, there is no sum. */
function sumOverCandidates(run: Run, key: string, scope: Scope): Outcome {
  const candidates = run.set.candidatesOf.get(key) ?? [];
  if (candidates.length === 0) return refuse('missing', { subject: key });
  return sumOf(candidates, (candidate) => {
    const outcome = findFigure(run, key, { scope: { ...scope, candidate }, keep: 'candidate' });
    return outcome.ok || outcome.error.code !== 'not-computed.missing'
      ? outcome
      : refuse('missing-candidate', { subject: key, candidate });
  });
}

/** Over every day for which the subject has a claim, up to the day of the scope where it has one. */
function sumOverDays(run: Run, key: string, scope: Scope): Outcome {
  const claims = findNearest(run.set, key, { scope, keep: null });
  const undated = claims.find((claim) => dayOf(scopeOf(claim)) === null);
  if (undated !== undefined) return refuse('no-day', { claim: undated.key });
  if (scope.asOf !== null && dayOf(scope) === null) return refuse('no-moment', { subject: key });
  const last = dayOf(scope);
  const moments = new Map(claims.map((claim) => [dayOf(scopeOf(claim)), claim.as_of]));
  const days = Array.from(moments.entries()).filter(([day]) => last === null || (day ?? '') <= last);
  if (days.length === 0) return refuse('missing', { subject: key });
  return sumOf(days, ([, asOf]) => findFigure(run, key, { scope: { ...scope, asOf, asOfTime: null }, keep: null }));
}

function sumOf<T>(parts: readonly T[], evaluatePart: (part: T) => Outcome): Outcome {
  let value = rational(0n);
  const inputs = new Set<Claim>();
  for (const part of parts) {
    const outcome = evaluatePart(part);
    if (!outcome.ok) return outcome;
    value = add(value, outcome.value.value);
    for (const input of outcome.value.inputs) inputs.add(input);
  }
  return isTooLarge(value) ? refuse('too-large') : ok({ value, inputs: [...inputs] });
}

function refuse(code: string, parameters: Readonly<Record<string, string | number>> = {}): Outcome {
  return err(fault(`not-computed.${code}`, parameters));
}
