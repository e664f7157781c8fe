import { findCircles } from '../../../kernel/circles.ts';
import { errorAt, type RecordPlace, type RuleFault, warningAt } from '../../../kernel/issue.ts';
import { exactDay } from '../../../kernel/when.ts';
import type { Claim, Discrepancy, Subject } from './claim.ts';
import { arrangeClaims, type ClaimSet, groupBy, isSameMatter, isSameSpeaker } from './claim-set.ts';
import { findContradictions, matchDiscrepancies } from './contradictions.ts';
import { namesIn, parseFormula } from './formula.ts';
import { compare, rational } from './rational.ts';
import { findClaimValue, parseClaimValue } from './value.ts';

/** What the rules of claims look at. */
export interface ClaimRecords {
  readonly subjects: readonly Subject[];
  readonly claims: readonly Claim[];
  readonly discrepancies: readonly Discrepancy[];
}

const WHOLE = rational(100n);
const NONE = rational(0n);

/**
 * What is wrong with subjects, claims and remarks on contradictions. Errors: a value that is missing, superfluous or
 * in the wrong notation; one subject in several units; a formula that cannot be read or names what is not there;
 * claims that supersede each other in a circle. Warnings: what can be shown but not compared as it was meant.
 */
export function checkClaims(records: ClaimRecords): RuleFault[] {
  const set = arrangeClaims(records.subjects, records.claims);
  const faults = [
    ...records.subjects.flatMap((subject) => checkSubject(set, subject)),
    ...records.claims.flatMap((claim) => checkClaim(set, claim)),
    ...checkCircles(set),
  ];
  return [...faults, ...checkDiscrepancies(set, records.discrepancies)];
}

function checkSubject(set: ClaimSet, subject: Subject): RuleFault[] {
  const faults = checkUnits(set.claimsOf.get(subject.key) ?? []);
  if (subject.formula === null) return faults;
  const at = { kind: 'subject', key: subject.key, column: 'formula' };
  return [...faults, ...checkFormula(set, subject.formula, { ...at, itself: { subject: subject.key, claim: null } })];
}

/** A subject has one unit; other words under `of` may have their own, and a text may stand beside anything. */
function checkUnits(claims: readonly Claim[]): RuleFault[] {
  const groups = groupBy(
    claims.filter((claim) => claim.unit !== 'text'),
    (claim) => claim.of ?? '',
  );
  return Array.from(groups.values()).flatMap(([first, ...others]) =>
    others
      .filter((claim) => claim.unit !== first?.unit)
      .map((claim) => errorAt(placeOf(claim, 'unit'), 'claim-unit', { found: claim.unit, wanted: first?.unit ?? '' })),
  );
}

function checkClaim(set: ClaimSet, claim: Claim): RuleFault[] {
  return [
    ...checkValue(claim),
    ...checkMoment(set, claim),
    ...checkDerivation(set, claim),
    ...claim.supersedes.flatMap((key) => checkSuperseded(set, claim, key)),
  ];
}

function checkValue(claim: Claim): RuleFault[] {
  if (claim.value === null) {
    return claim.basis === 'gap' ? [] : [errorAt(placeOf(claim, 'value'), 'claim-no-value')];
  }
  if (claim.basis === 'gap') return [errorAt(placeOf(claim, 'value'), 'claim-gap-value', { found: claim.value })];
  const read = parseClaimValue(claim.unit, claim.value);
  if (!read.ok) return [errorAt(placeOf(claim, 'value'), read.error.code, read.error.parameters)];
  return checkPlausible(claim);
}

function checkPlausible(claim: Claim): RuleFault[] {
  const faults: RuleFault[] = [];
  const value = findClaimValue(claim);
  if (value?.kind === 'number' && compare(value.at, NONE) < 0) {
    return [errorAt(placeOf(claim, 'value'), 'claim-negative', { found: claim.value ?? '' })];
  }
  if (claim.unit === 'percent' && value?.kind === 'number' && compare(value.at, WHOLE) > 0) {
    faults.push(warningAt(placeOf(claim, 'value'), 'claim-percent', { found: claim.value ?? '' }));
  }
  if (claim.unit === 'text' && claim.bound !== null) {
    faults.push(warningAt(placeOf(claim, 'bound'), 'claim-text-bound', { found: claim.bound }));
  }
  if (claim.n !== null && claim.n_unit === null) faults.push(warningAt(placeOf(claim, 'n_unit'), 'claim-n-unit'));
  return faults;
}

function checkMoment(set: ClaimSet, claim: Claim): RuleFault[] {
  const isVarying = set.subjectOf.get(claim.subject)?.over_time === 'varies';
  if (isVarying && claim.as_of === null && claim.value !== null) {
    return [warningAt(placeOf(claim, 'as_of'), 'claim-no-moment')];
  }
  const hasTimeOnly = claim.as_of_time !== null && exactDay(claim.as_of) === null;
  return hasTimeOnly ? [warningAt(placeOf(claim, 'as_of_time'), 'claim-time-without-day')] : [];
}

function checkDerivation(set: ClaimSet, claim: Claim): RuleFault[] {
  const isDerived = claim.kind === 'derived';
  if (claim.formula === null) {
    return isDerived ? [warningAt(placeOf(claim, 'formula'), 'claim-no-formula')] : [];
  }
  const at = { ...placeOf(claim, 'formula'), itself: { subject: null, claim: claim.key } };
  const faults = checkFormula(set, claim.formula, at);
  return isDerived ? faults : [...faults, warningAt(placeOf(claim, 'formula'), 'claim-formula')];
}

interface FormulaPlace extends RecordPlace {
  /** What the formula computes, and therefore must not name. */
  readonly itself: { readonly subject: string | null; readonly claim: string | null };
}

function checkFormula(set: ClaimSet, text: string, place: FormulaPlace): RuleFault[] {
  const { itself, ...at } = place;
  const formula = parseFormula(text);
  if (!formula.ok) return [errorAt(at, formula.error.code, formula.error.parameters)];
  const { subjects, claims } = namesIn(formula.value);
  const isItself = (found: string | null, names: readonly string[]) => found !== null && names.includes(found);
  return [
    ...subjects.filter((key) => !set.subjectOf.has(key)).map((found) => errorAt(at, 'formula-subject', { found })),
    ...claims.filter((key) => !set.claimOf.has(key)).map((found) => errorAt(at, 'formula-claim', { found })),
    ...(isItself(itself.subject, subjects) || isItself(itself.claim, claims) ? [errorAt(at, 'formula-itself')] : []),
  ];
}

function checkSuperseded(set: ClaimSet, claim: Claim, key: string): RuleFault[] {
  const earlier = set.claimOf.get(key);
  if (earlier === undefined) return [];
  if (!isSameMatter(claim, earlier)) {
    return [warningAt(placeOf(claim, 'supersedes'), 'claim-supersedes-matter', { found: key })];
  }
  if (isSameSpeaker(claim, earlier)) return [];
  return [warningAt(placeOf(claim, 'supersedes'), 'claim-supersedes-speaker', { found: key })];
}

function checkCircles(set: ClaimSet): RuleFault[] {
  const keys = set.claims.map((claim) => claim.key);
  const circles = findCircles(keys, (key) => set.claimOf.get(key)?.supersedes ?? []);
  return circles.flatMap((circle) => {
    const claim = set.claimOf.get(circle[0] ?? '');
    const found = circle.join(' → ').slice(0, 400);
    return claim ? [errorAt(placeOf(claim, 'supersedes'), 'claim-circle', { found })] : [];
  });
}

/** A remark on a contradiction that the program does not find is a sign that the claims are modelled wrongly. */
function checkDiscrepancies(set: ClaimSet, discrepancies: readonly Discrepancy[]): RuleFault[] {
  if (discrepancies.length === 0) return [];
  const { missed } = matchDiscrepancies(discrepancies, findContradictions(set));
  return missed.map(({ key }) => warningAt({ kind: 'discrepancy', key, column: 'claims' }, 'discrepancy-not-found'));
}

function placeOf(claim: Claim, column: string): RecordPlace {
  return { kind: 'claim', key: claim.key, column };
}
