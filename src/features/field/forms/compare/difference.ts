/**
 * What a difference does to data that exist. `breaks`: answers given before no longer fit, or are lost to what reads them;
 * `changes`: answers mean something else or come about otherwise from now on; `adds`: nothing that exists is touched.
 */
export type DifferenceSeverity = 'breaks' | 'changes' | 'adds';

const SEVERITIES = {
  'form-id-changed': 'breaks',
  'version-same': 'breaks',
  'title-changed': 'changes',
  'language-added': 'adds',
  'language-removed': 'changes',
  'question-added': 'adds',
  'question-removed': 'breaks',
  'question-moved': 'breaks',
  'question-repeated': 'breaks',
  'group-added': 'adds',
  'group-removed': 'breaks',
  'group-moved': 'breaks',
  'group-repeated': 'breaks',
  'repeat-added': 'adds',
  'repeat-removed': 'breaks',
  'repeat-moved': 'breaks',
  'repeat-repeated': 'breaks',
  'note-added': 'adds',
  'note-removed': 'changes',
  'note-moved': 'changes',
  'note-repeated': 'changes',
  'kind-changed': 'breaks',
  'type-changed': 'breaks',
  'select-changed': 'breaks',
  'order-changed': 'changes',
  'label-changed': 'changes',
  'label-added': 'adds',
  'label-removed': 'changes',
  'hint-changed': 'changes',
  'hint-added': 'adds',
  'hint-removed': 'changes',
  'message-changed': 'changes',
  'message-added': 'adds',
  'message-removed': 'changes',
  'media-changed': 'changes',
  'media-added': 'adds',
  'media-removed': 'changes',
  'relevant-changed': 'changes',
  'required-changed': 'changes',
  'readonly-changed': 'changes',
  'constraint-changed': 'changes',
  'calculation-changed': 'changes',
  'default-changed': 'changes',
  'choice-filter-changed': 'changes',
  'repeat-count-changed': 'changes',
  'appearance-changed': 'changes',
  'parameters-changed': 'changes',
  'choices-elsewhere': 'breaks',
  'choice-added': 'adds',
  'choice-removed': 'breaks',
  'choice-value-changed': 'breaks',
  'choice-label-changed': 'changes',
  'choice-label-added': 'adds',
  'choice-label-removed': 'changes',
  'choice-columns-changed': 'changes',
  'choice-order-changed': 'changes',
  'check-added': 'adds',
  'check-removed': 'breaks',
  'check-changed': 'changes',
  'check-orphaned': 'breaks',
  'figure-added': 'adds',
  'figure-removed': 'breaks',
  'figure-changed': 'changes',
  'figure-orphaned': 'breaks',
  'obligation-added': 'adds',
  'obligation-removed': 'breaks',
  'obligation-orphaned': 'breaks',
  'class-changed': 'changes',
  'other-changed': 'changes',
} as const satisfies Readonly<Record<string, DifferenceSeverity>>;

/** What differs; each is a message of the catalogue area `formDifferences`. */
export type DifferenceCode = keyof typeof SEVERITIES;

/** Every code that there is, in the order of the catalogue. */
export const DIFFERENCE_CODES = Object.keys(SEVERITIES) as readonly DifferenceCode[];

/** One thing in which two editions of a form differ. */
export interface FormDifference {
  readonly code: DifferenceCode;
  readonly severity: DifferenceSeverity;
  /** Questions, groups or repeats that it concerns, as in the newer form, or in the older where they are gone; for a choice all that take choices from its list. */
  readonly paths: readonly string[];
  /** Name of the question, group or repeat, value of the choice, name of the check or figure, language; empty for the form itself. */
  readonly name: string;
  /** List of the choice; null elsewhere. */
  readonly list: string | null;
  /** Language of the text as the form names it; null where there is none. */
  readonly language: string | null;
  /** What stood there: text, expression, type, path; null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A difference with its severity; what is not given is null or empty. */
export function differ(
  code: DifferenceCode,
  given: Partial<Omit<FormDifference, 'code' | 'severity'>> = {},
): FormDifference {
  const nothing = { paths: [], name: '', list: null, language: null, before: null, after: null };
  return { code, severity: SEVERITIES[code], ...nothing, ...given };
}
