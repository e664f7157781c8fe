import { foldText, type LocalizedText } from '../../../../kernel/text.ts';
import type { Candidate } from '../../candidates/candidate.ts';
import type { Mission } from '../../missions/mission.ts';
import { type Claim, type Discrepancy, type Subject, subjectKind } from '../claim.ts';
import { arrangeClaims, type ClaimSet, groupBy } from '../claim-set.ts';
import { type Contradiction, findContradictions, matchDiscrepancies } from '../contradictions.ts';
import { type Comparison, computeFigures, type Figure } from '../figures.ts';
import { aboutKey, compareMoments, scopeOf } from '../scope.ts';

/** The records that the claims are shown from; a whole election file is one. */
export interface ClaimsFile {
  readonly subject: readonly Subject[];
  readonly claim: readonly Claim[];
  readonly discrepancy: readonly Discrepancy[];
  readonly candidate: readonly Candidate[];
  readonly mission: readonly Mission[];
}

/** Everything that is known about the claims of an election, computed once for all that is shown of them. */
export interface ClaimsPicture {
  readonly set: ClaimSet;
  readonly figuresOf: ReadonlyMap<string, readonly Figure[]>;
  readonly contradictionsOf: ReadonlyMap<string, readonly Contradiction[]>;
  /** By the id of the contradiction. */
  readonly remarksOf: ReadonlyMap<string, readonly Discrepancy[]>;
  /** Key of a claim → how it compares with what was computed, with the figure. */
  readonly comparisonsOf: ReadonlyMap<string, readonly { readonly figure: Figure; readonly comparison: Comparison }[]>;
  /** Keys of claims that contradict another one or a computed figure. */
  readonly contrary: ReadonlySet<string>;
  /** Names of candidates and missions by key. */
  readonly names: ReadonlyMap<string, LocalizedText>;
  /** Key of a claim → all in which it can be found, folded. */
  readonly searchTextOf: ReadonlyMap<string, string>;
}

/** Which claims are wanted. */
export const SHOWN = ['all', 'contradictions', 'open', 'computed'] as const;
export type Shown = (typeof SHOWN)[number];

/** What the reader narrows the list to; empty texts narrow nothing. */
export interface ClaimFilter {
  readonly shown: Shown;
  readonly section: string;
  readonly text: string;
}

/** One subject with those of its claims that are wanted. */
export interface SubjectView {
  readonly subject: Subject;
  readonly contradictions: readonly Contradiction[];
  /** Claims that stand, in no contradiction, in the order of what they are about and of time; then gaps. */
  readonly claims: readonly Claim[];
  /** Figures of the subject's own formula that nobody claims, or that cannot be computed. */
  readonly figures: readonly Figure[];
}

/** One section with its subjects. */
export interface SectionView {
  readonly section: Subject['section'];
  readonly subjects: readonly SubjectView[];
}

const OPEN_BASES: readonly Claim['basis'][] = ['gap', 'memory', 'to-verify'];

/** Computes all figures and contradictions of a file. */
export function pictureClaims(file: ClaimsFile): ClaimsPicture {
  const set = arrangeClaims(file.subject, file.claim);
  const figures = computeFigures(set);
  const contradictions = findContradictions(set, figures);
  const compared = figures.flatMap((figure) => figure.comparisons.map((comparison) => ({ figure, comparison })));
  const names = new Map([...file.candidate, ...file.mission].map(({ key, name }) => [key, name]));
  return {
    set,
    figuresOf: groupBy(figures, (figure) => figure.subject.key),
    contradictionsOf: groupBy(contradictions, (found) => found.subject.key),
    remarksOf: matchDiscrepancies(file.discrepancy, contradictions).found,
    comparisonsOf: groupBy(compared, ({ comparison }) => comparison.claim.key),
    contrary: new Set(contradictions.flatMap((found) => found.claims.map(({ key }) => key))),
    names,
    searchTextOf: new Map(file.claim.map((claim) => [claim.key, searchText(set, claim, names)])),
  };
}

/** The wanted part of the picture, by section in the order of the record, sections without anything left out. */
export function narrowClaims(picture: ClaimsPicture, filter: ClaimFilter): SectionView[] {
  const words = foldText(filter.text).split(' ').filter(Boolean);
  const views = picture.set.subjects
    .filter((subject) => filter.section === '' || subject.section === filter.section)
    .map((subject) => viewSubject(picture, subject, (claim) => isWanted(picture, claim, { filter, words })))
    .filter((view) => view.claims.length + view.contradictions.length + view.figures.length > 0);
  const sections = subjectKind.fields.section.choices as readonly Subject['section'][];
  return sections.flatMap((section) => {
    const subjects = views.filter((view) => view.subject.section === section);
    return subjects.length === 0 ? [] : [{ section, subjects }];
  });
}

/** How many claims there are to each choice of what is shown, within the section and text that are chosen. */
export function countShown(picture: ClaimsPicture, filter: ClaimFilter): Readonly<Record<Shown, number>> {
  const words = foldText(filter.text).split(' ').filter(Boolean);
  const count = (shown: Shown) => {
    const choice = { filter: { ...filter, shown }, words };
    return picture.set.claims.filter(
      (claim) => isInSection(picture, claim, filter.section) && isWanted(picture, claim, choice),
    ).length;
  };
  return {
    all: count('all'),
    contradictions: count('contradictions'),
    open: count('open'),
    computed: count('computed'),
  };
}

function viewSubject(picture: ClaimsPicture, subject: Subject, isShown: (claim: Claim) => boolean): SubjectView {
  const all = picture.contradictionsOf.get(subject.key) ?? [];
  const contradictions = all.filter((found) => found.claims.some(isShown));
  const claims = (picture.set.claimsOf.get(subject.key) ?? []).filter(
    (claim) => !picture.contrary.has(claim.key) && !picture.set.replacedBy.has(claim.key) && isShown(claim),
  );
  const isWhole = claims.length > 0 || contradictions.length > 0;
  const figures = (picture.figuresOf.get(subject.key) ?? []).filter(
    (figure) => isWhole && figure.claim === null && figure.comparisons.length === 0,
  );
  return { subject, contradictions, claims: inOrder(picture, claims), figures };
}

/** By what they are about, as the file first speaks of it; then by time; gaps last. */
function inOrder(picture: ClaimsPicture, claims: readonly Claim[]): Claim[] {
  const abouts = new Map<string, number>();
  for (const key of picture.names.keys()) abouts.set(key, abouts.size);
  const rank = (claim: Claim) => abouts.get(claim.candidate ?? claim.mission ?? '') ?? abouts.size;
  const order = (a: Claim, b: Claim) =>
    rank(a) - rank(b) ||
    Number(a.value === null) - Number(b.value === null) ||
    (aboutKey(a) < aboutKey(b) ? -1 : Number(aboutKey(a) > aboutKey(b))) ||
    compareMoments(scopeOf(a), scopeOf(b));
  return [...claims].sort(order);
}

interface Choice {
  readonly filter: ClaimFilter;
  readonly words: readonly string[];
}

function isWanted(picture: ClaimsPicture, claim: Claim, choice: Choice): boolean {
  const text = picture.searchTextOf.get(claim.key) ?? '';
  return isOfSort(picture, claim, choice.filter.shown) && choice.words.every((word) => text.includes(word));
}

function isOfSort(picture: ClaimsPicture, claim: Claim, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'contradictions':
      return picture.contrary.has(claim.key);
    case 'open':
      return OPEN_BASES.includes(claim.basis);
    case 'computed':
      return picture.comparisonsOf.has(claim.key);
  }
}

function isInSection(picture: ClaimsPicture, claim: Claim, section: string): boolean {
  return section === '' || picture.set.subjectOf.get(claim.subject)?.section === section;
}

function searchText(set: ClaimSet, claim: Claim, names: ReadonlyMap<string, LocalizedText>): string {
  const titles = Object.values(set.subjectOf.get(claim.subject)?.title ?? {});
  const named = [claim.candidate, claim.mission].flatMap((key) => Object.values(names.get(key ?? '') ?? {}));
  const own = [claim.key, claim.subject, claim.value, claim.of, claim.stated_by, claim.place, claim.note];
  return foldText([...titles, ...named, ...own, ...claim.sources].filter(Boolean).join(' '));
}
