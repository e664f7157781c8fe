import type { Fault } from '../../../kernel/issue.ts';
import { ok, type Result } from '../../../kernel/result.ts';
import type { Claim, Subject } from './claim.ts';
import { type ClaimSet, groupBy } from './claim-set.ts';
import { type Computed, evaluateFormula, type Outcome } from './evaluate.ts';
import { type Formula, parseFormula, partsOf } from './formula.ts';
import { compare, formatRational, parseDecimal, type Rational, subtract } from './rational.ts';
import { aboutKey, momentKey, type Scope, scopeOf } from './scope.ts';
import { findClaimValue, isInRange, rangeOf } from './value.ts';

/** A figure that the program computed, or why it could not, beside what is claimed. */
export interface Figure {
  readonly subject: Subject;
  /** The derived claim whose own formula was computed; null where the formula is that of the subject. */
  readonly claim: Claim | null;
  readonly formula: Formula;
  readonly scope: Scope;
  readonly result: Result<FigureValue, Fault>;
  readonly comparisons: readonly Comparison[];
}

/** A computed number; `text` is rounded half away from zero to `decimals`. */
export interface FigureValue extends Computed {
  readonly text: string;
  readonly decimals: number;
}

/** A claim against the computed figure, compared in the decimals that the claim is printed with. */
export interface Comparison {
  readonly claim: Claim;
  readonly agrees: boolean;
  /** Claimed less computed, both rounded alike; `0.01` for 0.54 against 0.5348…. */
  readonly difference: string;
}

/**
 * Computes every formula of subjects and derived claims, wherever there is something to compute it for: once for
 * each thing and moment that a claim of the subject is about, and wherever else its ingredients are known.
 */
export function computeFigures(set: ClaimSet): Figure[] {
  const bySubject = set.subjects.flatMap((subject) => computeSubject(set, subject));
  const byClaim = set.claims.flatMap((claim) => computeClaim(set, claim));
  return [...bySubject, ...byClaim];
}

/** One formula at work. */
interface Work {
  readonly set: ClaimSet;
  readonly subject: Subject;
  readonly claim: Claim | null;
  readonly formula: Formula;
}

function computeSubject(set: ClaimSet, subject: Subject): Figure[] {
  const formula = subject.formula === null ? null : parseFormula(subject.formula);
  if (!formula?.ok) return [];
  const work = { set, subject, claim: null, formula: formula.value };
  const claims = Array.from(set.standing.get(subject.key)?.values() ?? []).flat();
  const groups = groupBy(claims, (claim) => questionKey(subject, scopeOf(claim)));
  const claimed = Array.from(groups.values()).flatMap((rows) => computeBeside(work, rows));
  const unclaimed = scopesOfIngredients(work).flatMap(([key, scope]) => {
    const outcome = groups.has(key) ? null : outcomeOf(work, scope);
    return outcome?.ok ? [figureOf(work, { scope, outcome, claims: [] })] : [];
  });
  return [...claimed, ...unclaimed];
}

/** The figure that all of `claims` state; what holds at any time is computed once, unless its ingredients vary. */
function computeBeside(work: Work, claims: readonly Claim[]): Figure[] {
  const [first] = claims.map(scopeOf);
  if (first === undefined) return [];
  if (work.subject.over_time === 'varies') return [figureAt(work, first, claims)];
  const timeless = figureAt(work, timelessScope(first), claims);
  if (timeless.result.ok || timeless.result.error.code !== 'not-computed.no-moment') return [timeless];
  const byMoment = groupBy(claims, (claim) => momentKey(scopeOf(claim)));
  return Array.from(byMoment.values()).flatMap((rows) =>
    rows.slice(0, 1).map((row) => figureAt(work, scopeOf(row), rows)),
  );
}

function computeClaim(set: ClaimSet, claim: Claim): Figure[] {
  const subject = set.subjectOf.get(claim.subject);
  if (subject === undefined || claim.formula === null || claim.value === null) return [];
  if (claim.formula === subject.formula) return [];
  const formula = parseFormula(claim.formula);
  return formula.ok ? [figureAt({ set, subject, claim, formula: formula.value }, scopeOf(claim), [claim])] : [];
}

function figureAt(work: Work, scope: Scope, claims: readonly Claim[]): Figure {
  return figureOf(work, { scope, outcome: outcomeOf(work, scope), claims });
}

function outcomeOf(work: Work, scope: Scope): Outcome {
  return evaluateFormula(work.set, work.formula, {
    scope,
    subject: work.subject.key,
    claim: work.claim?.key ?? null,
  });
}

function figureOf(work: Work, at: { scope: Scope; outcome: Outcome; claims: readonly Claim[] }): Figure {
  const { subject, claim, formula } = work;
  const { outcome, scope, claims } = at;
  if (!outcome.ok) return { subject, claim, formula, scope, result: outcome, comparisons: [] };
  const { value, inputs } = outcome.value;
  const decimals = decimalsOf(work, value, claims);
  const result = ok({ value, inputs, decimals, text: formatRational(value, decimals) });
  const comparisons = claims.flatMap((compared) => compareWith(compared, value, claim !== null));
  return { subject, claim, formula, scope, result, comparisons };
}

/** Decimals of the subject, else as many as the claims print, else none for a whole number and two for another. */
function decimalsOf(work: Work, value: Rational, claims: readonly Claim[]): number {
  if (work.claim === null && work.subject.decimals !== null) return work.subject.decimals;
  const printed = claims.map((claim) => parseDecimal(claim.value ?? '')?.decimals ?? 0);
  if (printed.length > 0) return Math.max(...printed);
  return value.denominator === 1n ? 0 : 2;
}

/** An estimate is not compared: it states a number that nobody could compute. */
function compareWith(claim: Claim, computed: Rational, isOwnFormula: boolean): Comparison[] {
  const value = findClaimValue(claim);
  if (value?.kind !== 'number' || claim.kind === 'estimated') return [];
  const rounded = formatRational(computed, value.decimals);
  const asPrinted = parseDecimal(rounded)?.value ?? computed;
  const isSame = compare(asPrinted, value.at) === 0;
  const range = claim.bound === null || isOwnFormula ? null : rangeOf(claim);
  const agrees = range === null ? isSame : isInRange(computed, range);
  return [{ claim, agrees, difference: formatRational(subtract(value.at, asPrinted), value.decimals) }];
}

/** Where else the figure can be computed: for all that its ingredients are about. */
function scopesOfIngredients(work: Work): [string, Scope][] {
  const isConstant = work.subject.over_time === 'constant';
  const scopes = partsOf(work.formula).flatMap((part) => {
    if (part.type !== 'subject' && part.type !== 'sum') return [];
    const claims = Array.from(work.set.standing.get(part.subject)?.values() ?? []).flat();
    return claims.map(scopeOf).map((scope) => (part.type === 'sum' ? { ...scope, candidate: null } : scope));
  });
  const wanted = isConstant ? scopes.map(timelessScope) : scopes;
  return Array.from(new Map(wanted.map((scope) => [questionKey(work.subject, scope), scope])));
}

function timelessScope(scope: Scope): Scope {
  return { ...scope, asOf: null, asOfTime: null };
}

function questionKey(subject: Subject, scope: Scope): string {
  return subject.over_time === 'constant' ? aboutKey(scope) : `${aboutKey(scope)} ${momentKey(scope)}`;
}
