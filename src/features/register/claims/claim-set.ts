import { foldText } from '../../../kernel/text.ts';
import type { Claim, Subject } from './claim.ts';
import { aboutKey } from './scope.ts';

/** All subjects and claims of an election, arranged so that each is found without search. */
export interface ClaimSet {
  readonly subjects: readonly Subject[];
  readonly claims: readonly Claim[];
  readonly subjectOf: ReadonlyMap<string, Subject>;
  readonly claimOf: ReadonlyMap<string, Claim>;
  /** Key of a subject → all its claims, in the order of the file. */
  readonly claimsOf: ReadonlyMap<string, readonly Claim[]>;
  /** Key of a subject → what they are about → the claims that still stand and have a value. */
  readonly standing: ReadonlyMap<string, ReadonlyMap<string, readonly Claim[]>>;
  /** Key of a subject → every candidate that one of its claims is about, gaps included. */
  readonly candidatesOf: ReadonlyMap<string, readonly string[]>;
  /** Key of a claim → the claim that replaced it. */
  readonly replacedBy: ReadonlyMap<string, Claim>;
}

/** Arranges the claims. Time and space grow with their number only. */
export function arrangeClaims(subjects: readonly Subject[], claims: readonly Claim[]): ClaimSet {
  const claimOf = new Map(claims.map((claim) => [claim.key, claim]));
  const replacedBy = findReplacements(claims, claimOf);
  const claimsOf = groupBy(claims, (claim) => claim.subject);
  return {
    subjects,
    claims,
    subjectOf: new Map(subjects.map((subject) => [subject.key, subject])),
    claimOf,
    claimsOf,
    candidatesOf: new Map(Array.from(claimsOf, ([subject, rows]) => [subject, candidatesOf(rows)])),
    standing: groupStanding(claims.filter((claim) => claim.value !== null && !replacedBy.has(claim.key))),
    replacedBy,
  };
}

/**
 * Whether `later` may replace `earlier`: the same speaker, known by name, on the same subject and thing. A claim of
 * somebody else never takes another one out of comparison.
 */
export function isSameSpeaker(later: Claim, earlier: Claim): boolean {
  if (later.stated_by === null || earlier.stated_by === null) return false;
  return foldText(later.stated_by) === foldText(earlier.stated_by);
}

/** Whether both claims answer the same question about the same thing. */
export function isSameMatter(a: Claim, b: Claim): boolean {
  return a.subject === b.subject && aboutKey(a) === aboutKey(b);
}

/** The claim with all that it replaced and all that replaced it: from the newest to the oldest. */
export function findChain(set: ClaimSet, claim: Claim): Claim[] {
  const seen = new Set([claim]);
  let newest = claim;
  for (let next = set.replacedBy.get(claim.key); next && !seen.has(next); next = set.replacedBy.get(next.key)) {
    newest = next;
    seen.add(next);
  }
  const chain = new Set([newest]);
  for (const link of chain) {
    for (const earlier of replacedDirectly(set, link)) chain.add(earlier);
  }
  return [...chain];
}

/** Puts the values of `rows` that share a key together, in the order given. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function replacedDirectly(set: ClaimSet, claim: Claim): Claim[] {
  return claim.supersedes.flatMap((key) => {
    const earlier = set.claimOf.get(key);
    return earlier !== undefined && set.replacedBy.get(key) === claim ? [earlier] : [];
  });
}

function candidatesOf(claims: readonly Claim[]): string[] {
  return [...new Set(claims.flatMap((claim) => (claim.candidate === null ? [] : [claim.candidate])))];
}

function findReplacements(claims: readonly Claim[], claimOf: ReadonlyMap<string, Claim>): Map<string, Claim> {
  const replaced = new Map<string, Claim>();
  for (const claim of claims) {
    for (const key of claim.supersedes) {
      const earlier = claimOf.get(key);
      if (earlier === undefined || !isSameMatter(claim, earlier) || !isSameSpeaker(claim, earlier)) continue;
      replaced.set(key, claim);
    }
  }
  return replaced;
}

function groupStanding(claims: readonly Claim[]): Map<string, Map<string, Claim[]>> {
  const bySubject = groupBy(claims, (claim) => claim.subject);
  return new Map(Array.from(bySubject, ([subject, rows]) => [subject, groupBy(rows, aboutKey)]));
}
