import type { LocalizedText } from '../../../kernel/text.ts';

/** A mission that works on this server: its people, plan, forms and reports belong to it. */
export interface ObservationMission {
  readonly id: string;
  /** Name in addresses and commands. */
  readonly slug: string;
  readonly name: LocalizedText;
  /** Short name of the election that it observes; null: none on this server. */
  readonly election: string | null;
  readonly isArchived: boolean;
  /** Grows by one with every change. */
  readonly revision: number;
}

/** A mission with where it works. */
export interface ShownMission extends ObservationMission {
  /** Address of the server, of which those of devices are made: `https://observers.example`. */
  readonly origin: string;
}

/**
 * How the names of exercises begin. The name says what a mission is wherever it goes: in addresses, receipts, logs, names of
 * files and backups; it never changes.
 */
export const EXERCISE_BEGINNING = 'exercise-';

/** Whether a mission of that name in addresses is an exercise: nothing of it has happened. */
export function isExercise(slug: string): boolean {
  return slug.startsWith(EXERCISE_BEGINNING);
}

/** Longest name in addresses. */
const LONGEST_SLUG = 63;

/** Languages in which a mission may be named: those of the program. */
export const NAME_LANGUAGES = ['en', 'ru', 'az'] as const;

/** Whether `slug` can name a mission in addresses: small Latin letters, digits, single hyphens between them. */
export function isMissionSlug(slug: string): boolean {
  return slug.length <= LONGEST_SLUG && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug);
}
