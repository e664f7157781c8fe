import { type Fault, fault } from '../../../kernel/issue.ts';
import { must } from '../../../kernel/result.ts';
import { foldText } from '../../../kernel/text.ts';
import type { Claim, Discrepancy, Subject } from './claim.ts';
import { type ClaimSet, groupBy } from './claim-set.ts';
import { type Comparison, computeFigures, type Figure } from './figures.ts';
import { formatRational, subtract } from './rational.ts';
import { type About, compareMoments, isSameQuestion, scopeOf } from './scope.ts';
import { doRangesMeet, findClaimValue, findSlipFactor, isSameStatement, rangeOf } from './value.ts';

/**
 * Why two claims, or a claim and a computed figure, cannot both stand as they are:
 * `different-values`; `scale-slip` (besides: a factor of 10, 100, 1,000 or 1,000,000 lies between them);
 * `other-denominator` (the same figure, said to be counted in different things); `counted-differently` (different
 * figures, counted in different things, in answer to one question); `computed-differs`.
 */
export const REASONS = [
  'different-values',
  'scale-slip',
  'other-denominator',
  'counted-differently',
  'computed-differs',
] as const;
export type ReasonCode = (typeof REASONS)[number];

/** A reason with what its wording needs: the messages are `claims.reason.<code>`. */
export interface Reason extends Fault {
  readonly code: ReasonCode;
}

/** Two claims that do not go together. */
export interface Conflict {
  readonly a: Claim;
  readonly b: Claim;
  readonly reasons: readonly Reason[];
  /** How far `b` lies above `a`; null for texts and where one of them is only a bound. */
  readonly difference: Difference | null;
}

/** A signed distance in the notation of numbers. */
export interface Difference {
  readonly amount: string;
  readonly unit: 'count' | 'points' | 'days' | 'minutes';
}

/** A claim that differs from what the program computed. */
export interface ComputedConflict {
  readonly figure: Figure;
  readonly comparison: Comparison;
}

/** All claims on one question that contradict each other, and the computed figures that they contradict. */
export interface Contradiction {
  /** Stays the same while the first of its claims stays: the key of that claim. */
  readonly id: string;
  readonly subject: Subject;
  readonly about: About;
  /** In the order of their moments; each of them is in a conflict. */
  readonly claims: readonly Claim[];
  readonly conflicts: readonly Conflict[];
  readonly computed: readonly ComputedConflict[];
  readonly reasons: readonly Reason[];
}

/** How many other claims on the same question a claim is compared with, so that no file makes the work explode. */
const MOST_COMPARISONS = 50;

/**
 * Every contradiction among the claims that stand, in the order of the subjects. What an estimate says never
 * contradicts; nor does a gap, nor what was superseded by its own speaker.
 */
export function findContradictions(set: ClaimSet, figures: readonly Figure[] = computeFigures(set)): Contradiction[] {
  const computedOf = groupBy(computedConflicts(figures), (conflict) => conflict.comparison.claim.subject);
  return set.subjects.flatMap((subject) => {
    const groups = Array.from(set.standing.get(subject.key)?.values() ?? []);
    const conflicts = groups.flatMap((claims) => findConflicts(subject, claims));
    return joinConflicts(subject, conflicts, computedOf.get(subject.key) ?? []);
  });
}

/** How the two contradict each other, or null where both can be true; `subject` is that of both. */
export function compareClaims(subject: Subject, a: Claim, b: Claim): Conflict | null {
  if (a.unit !== b.unit || a.kind === 'estimated' || b.kind === 'estimated') return null;
  if (!isSameQuestion(subject, scopeOf(a), scopeOf(b))) return null;
  const reasons = reasonsBetween(a, b);
  return reasons.length === 0 ? null : { a, b, reasons, difference: differenceBetween(a, b) };
}

/** What curated remarks say about which contradiction, and which remarks name claims that do not contradict. */
export function matchDiscrepancies(
  discrepancies: readonly Discrepancy[],
  contradictions: readonly Contradiction[],
): { readonly found: ReadonlyMap<string, readonly Discrepancy[]>; readonly missed: readonly Discrepancy[] } {
  const matches = discrepancies.map((discrepancy) => ({
    discrepancy,
    ids: contradictions.filter((contradiction) => isAbout(discrepancy, contradiction)).map(({ id }) => id),
  }));
  const pairs = matches.flatMap(({ discrepancy, ids }) => ids.map((id) => ({ id, discrepancy })));
  const grouped = groupBy(pairs, (pair) => pair.id);
  return {
    found: new Map(Array.from(grouped, ([id, rows]) => [id, rows.map((row) => row.discrepancy)])),
    missed: matches.filter(({ ids }) => ids.length === 0).map(({ discrepancy }) => discrepancy),
  };
}

function isAbout(discrepancy: Discrepancy, contradiction: Contradiction): boolean {
  const named = new Set(discrepancy.claims);
  return (
    contradiction.conflicts.some(({ a, b }) => named.has(a.key) && named.has(b.key)) ||
    contradiction.computed.some(({ comparison }) => named.has(comparison.claim.key))
  );
}

function reasonsBetween(a: Claim, b: Claim): Reason[] {
  if (isCountedDifferently(a, b)) return reasonsAcross(a, b);
  const [left, right] = [findClaimValue(a), findClaimValue(b)];
  if (left === null || right === null) return [];
  if (left.kind === 'text' || right.kind === 'text') return isSameStatement(a, b) ? [] : [reason('different-values')];
  if (canBothBeTrue(a, b)) return [];
  const isPlain = left.kind === 'number' && a.bound === null && b.bound === null;
  const factor = isPlain ? findSlipFactor(left.at, right.at) : null;
  const slip = factor === null ? [] : [reason('scale-slip', { factor })];
  return [reason('different-values'), ...slip];
}

/** Of claims that say what they count, and say it differently. */
function reasonsAcross(a: Claim, b: Claim): Reason[] {
  if (a.unit !== 'count' && a.unit !== 'percent') return [];
  const counted = { a: a.of ?? '', b: b.of ?? '' };
  if (isSameStatement(a, b)) return [reason('other-denominator', counted)];
  return canBothBeTrue(a, b) ? [] : [reason('counted-differently', counted)];
}

function isCountedDifferently(a: Claim, b: Claim): boolean {
  return a.of !== null && b.of !== null && foldText(a.of) !== foldText(b.of);
}

/** A count beside a number with decimals is taken as rounded. */
function canBothBeTrue(a: Claim, b: Claim): boolean {
  const isRounded = [a, b].some((claim) => (claim.value ?? '').includes('.'));
  const [left, right] = [rangeOf(a, isRounded), rangeOf(b, isRounded)];
  return left === null || right === null || doRangesMeet(left, right);
}

function differenceBetween(a: Claim, b: Claim): Difference | null {
  const [left, right] = [findClaimValue(a), findClaimValue(b)];
  if (left === null || right === null || a.bound !== null || b.bound !== null) return null;
  if (left.kind === 'text' || right.kind === 'text') return null;
  const amount = formatRational(subtract(right.at, left.at), Math.max(left.decimals, right.decimals));
  return { amount, unit: DIFFERENCE_UNITS[a.unit] };
}

const DIFFERENCE_UNITS = { count: 'count', percent: 'points', date: 'days', time: 'minutes', text: 'count' } as const;

function findConflicts(subject: Subject, claims: readonly Claim[]): Conflict[] {
  const isConstant = subject.over_time === 'constant';
  const comparable = isConstant ? [claims] : groupBy(claims, (claim) => claim.as_of?.text ?? '').values();
  return Array.from(comparable).flatMap((rows) =>
    rows.flatMap((a, index) =>
      rows.slice(index + 1, index + 1 + MOST_COMPARISONS).flatMap((b) => compareClaims(subject, a, b) ?? []),
    ),
  );
}

function computedConflicts(figures: readonly Figure[]): ComputedConflict[] {
  return figures.flatMap((figure) =>
    figure.comparisons.filter(({ agrees }) => !agrees).map((comparison) => ({ figure, comparison })),
  );
}

/** Joins what hangs together: claims that are linked by conflicts, whatever the number of links between. */
function joinConflicts(
  subject: Subject,
  conflicts: readonly Conflict[],
  computed: readonly ComputedConflict[],
): Contradiction[] {
  const heads = new Map<string, string>();
  const headOf = (key: string): string => {
    let head = key;
    for (let next = heads.get(head); next !== undefined; next = heads.get(head)) head = next;
    if (head !== key) heads.set(key, head);
    return head;
  };
  for (const { a, b } of conflicts) {
    const [headOfA, headOfB] = [headOf(a.key), headOf(b.key)];
    if (headOfA !== headOfB) heads.set(headOfB, headOfA);
  }
  const conflictsOf = groupBy(conflicts, ({ a }) => headOf(a.key));
  const computedOf = groupBy(computed, ({ comparison }) => headOf(comparison.claim.key));
  const ids = [...new Set([...conflictsOf.keys(), ...computedOf.keys()])];
  return ids.map((id) => contradictionOf(subject, conflictsOf.get(id) ?? [], computedOf.get(id) ?? []));
}

function contradictionOf(
  subject: Subject,
  conflicts: readonly Conflict[],
  computed: readonly ComputedConflict[],
): Contradiction {
  const involved = [...conflicts.flatMap(({ a, b }) => [a, b]), ...computed.map(({ comparison }) => comparison.claim)];
  const claims = [...new Set(involved)].sort((a, b) => compareMoments(scopeOf(a), scopeOf(b)));
  const reasons = conflicts.flatMap((conflict) => conflict.reasons);
  if (computed.length > 0) reasons.push(reason('computed-differs'));
  const first = must(claims[0], `A contradiction on ${subject.key} has no claims`);
  const { candidate, place, mission } = first;
  return {
    id: first.key,
    subject,
    about: { candidate, place, mission },
    claims,
    conflicts,
    computed,
    reasons: distinctReasons(reasons),
  };
}

function distinctReasons(reasons: readonly Reason[]): Reason[] {
  const byText = new Map(reasons.map((found) => [JSON.stringify([found.code, found.parameters]), found]));
  return Array.from(byText.values()).sort((a, b) => REASONS.indexOf(a.code) - REASONS.indexOf(b.code));
}

function reason(code: ReasonCode, parameters: Fault['parameters'] = {}): Reason {
  return { ...fault(code, parameters), code };
}
