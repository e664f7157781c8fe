import { exactDay, type When } from '../../../kernel/when.ts';
import type { Claim, Subject } from './claim.ts';

/** What a claim is about, besides its subject. */
export interface About {
  readonly candidate: string | null;
  readonly place: string | null;
  readonly mission: string | null;
}

/** What a figure is about, and the moment for which it holds. */
export interface Scope extends About {
  readonly asOf: When | null;
  readonly asOfTime: string | null;
}

/** What the claim is about and when it holds. */
export function scopeOf(claim: Claim): Scope {
  const { candidate, place, mission, as_of: asOf, as_of_time: asOfTime } = claim;
  return { candidate, place, mission, asOf, asOfTime };
}

/** A text that is equal exactly for the same thing spoken of; keys hold no space. */
export function aboutKey(about: About): string {
  return `${about.candidate ?? ''} ${about.place ?? ''} ${about.mission ?? ''}`;
}

/**
 * Whether both hold for the same moment, as the sources give it: the same day, month or year, and the same time of
 * day where both have one. What holds for a whole day holds for every time of it. A moment that is not given is
 * the same as none.
 */
export function isSameMoment(a: Scope, b: Scope): boolean {
  if (a.asOf === null || b.asOf === null || a.asOf.text !== b.asOf.text) return false;
  return a.asOfTime === null || b.asOfTime === null || a.asOfTime === b.asOfTime;
}

/** Whether two claims on the same subject and thing must be able to be true together. */
export function isSameQuestion(subject: Subject, a: Scope, b: Scope): boolean {
  if (aboutKey(a) !== aboutKey(b)) return false;
  return subject.over_time === 'constant' || isSameMoment(a, b);
}

/** The order of time: what is not known comes last, a day before its hours. */
export function compareMoments(a: Scope, b: Scope): number {
  return momentKey(a) < momentKey(b) ? -1 : Number(momentKey(a) > momentKey(b));
}

/** The day, where the claim holds for one day that is known. */
export function dayOf(scope: Scope): string | null {
  return exactDay(scope.asOf);
}

/** A text that is equal exactly for moments given alike, and sorts by time. */
export function momentKey(scope: Scope): string {
  const day = scope.asOf?.earliest ?? scope.asOf?.latest ?? '9999-99-99';
  return `${day} ${scope.asOfTime ?? ''} ${scope.asOf?.text ?? ''}`;
}
