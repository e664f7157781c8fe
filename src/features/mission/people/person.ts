import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { foldText, isLanguageTag, normalizeText } from '../../../kernel/text.ts';
import type { AccreditationState } from './accreditation.ts';

/** What somebody does in the mission. */
export const PERSON_KINDS = ['observer', 'staff', 'driver', 'interpreter'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** For how long an observer is there: before and after the day, or around it. */
export const TERMS = ['long', 'short'] as const;
export type Term = (typeof TERMS)[number];

/** The longest code, in UTF-16 units. */
export const LONGEST_CODE = 40;
/** The longest text of one line, and the longest note. */
export const LONGEST_LINE = 200;
export const LONGEST_NOTE = 2_000;
/** So many languages or areas one person has at most. */
export const MOST_LISTED = 50;

/** What the mission works with of a person: nothing of it says who that is. */
export interface PersonWork {
  readonly code: string;
  readonly kind: PersonKind;
  readonly term: Term | null;
  /** What they are called in the mission: `coordinator`, `data entry`. */
  readonly role: string | null;
  /** Who sent them. */
  readonly organisation: string | null;
  /** BCP 47. */
  readonly languages: readonly string[];
  /** Keys of places of the election that the mission observes. */
  readonly areas: readonly string[];
  /** Of their work; never a name. */
  readonly note: string | null;
  readonly trainedOn: CalendarDate | null;
  /** When they pledged to keep the code of conduct. */
  readonly pledgedOn: CalendarDate | null;
}

/** How a list of people is narrowed down; what is absent does not narrow it. */
export interface PeopleFilters {
  readonly kind?: PersonKind | undefined;
  /** Key of a place: people who answer for it, or for a place in it. */
  readonly area?: string | undefined;
  /** Id of a team. */
  readonly team?: string | undefined;
  readonly accreditation?: AccreditationState | undefined;
  readonly trained?: 'yes' | 'no' | undefined;
  readonly pledged?: 'yes' | 'no' | undefined;
  readonly left: 'yes' | 'no' | 'all';
  /** Part of code, role or organisation. */
  readonly search?: string | undefined;
}

/** The fields of a person's work in the order in which lists and files have them. */
export const WORK_FIELDS = [
  'code',
  'kind',
  'term',
  'role',
  'organisation',
  'languages',
  'areas',
  'note',
  'trainedOn',
  'pledgedOn',
] as const satisfies readonly (keyof PersonWork)[];

/** One field that was changed, as texts; null: it held nothing. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

const CODE = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u;

/** Whether `code` can name a person or a team: letters, digits and `. _ -` between them, at most 40. */
export function isCode(code: string): boolean {
  return code.length <= LONGEST_CODE && CODE.test(code);
}

/**
 * A code as it is compared: without case and marks, so that `É-7` and `e-7` are one.
 *
 * @example codeKey('Obs-7') // 'obs-7'
 */
export function codeKey(code: string): string {
  return foldText(normalizeText(code));
}

/** Whether `tag` can stand among the languages of a person. */
export function isSpokenLanguage(tag: string): boolean {
  return isLanguageTag(tag);
}

/** The value of a field as a text; several are separated by `|`. Null: it holds nothing. */
export function fieldText(value: string | readonly string[] | null): string | null {
  const text = typeof value === 'string' || value === null ? value : value.join('|');
  return text === '' ? null : text;
}

/** The fields in which `after` differs from `before`, in the order of `WORK_FIELDS`; before null: the person is new. */
export function workChanges(before: PersonWork | null, after: PersonWork): FieldChange[] {
  return WORK_FIELDS.map((field) => ({
    field,
    before: before === null ? null : fieldText(before[field]),
    after: fieldText(after[field]),
  })).filter((change) => change.before !== change.after);
}
