/** A form as it is filled with a pen: what stands on the sheets, in its order, before it is worded and set. */
export interface PaperForm {
  readonly title: string;
  /** `id` of the form, which stands with the version on every sheet. */
  readonly id: string;
  readonly version: string | null;
  /** The language as the form names it; empty where it is not translated. */
  readonly language: string;
  /** Told from the letters of the texts, not from the name of the language. */
  readonly direction: 'ltr' | 'rtl';
  readonly parts: readonly PaperPart[];
  /** Lists too long to stand beside their question. */
  readonly appendices: readonly PaperAppendix[];
  /** What must not be so, of the checks over one report: nobody else tells it to who writes on paper. */
  readonly checks: readonly PaperText[];
  readonly questionCount: number;
}

/** A text without its marks: lines of runs. */
export type PaperText = readonly (readonly PaperRun[])[];

/** A piece of a line; null where a value of the record would stand. */
export type PaperRun = { readonly text: string; readonly isBold: boolean } | null;

/** What stands below each other on the sheets. */
export type PaperPart = PaperSection | PaperRepeat | PaperGrid | PaperQuestion | PaperNote;

/** A group; its heading is empty where the group has no label. */
export interface PaperSection {
  readonly kind: 'section';
  readonly heading: PaperText;
  readonly condition: PaperCondition | null;
  readonly parts: readonly PaperPart[];
}

/** What is asked several times: a table with a row for each copy, or copies below each other. */
export interface PaperRepeat {
  readonly kind: 'repeat';
  readonly heading: PaperText;
  readonly condition: PaperCondition | null;
  readonly layout: 'table' | 'copies';
  /** How many blank copies are printed. */
  readonly copies: number;
  /** Whether there may be more copies than are printed. */
  readonly isOpen: boolean;
  readonly parts: readonly PaperPart[];
}

/** Questions one below the other that have the same few choices: these stand once, above. */
export interface PaperGrid {
  readonly kind: 'grid';
  readonly choices: readonly PaperText[];
  readonly questions: readonly PaperQuestion[];
}

/** A question that is answered. Numbers count from 1 through the form; a question of a repeat has one number. */
export interface PaperQuestion {
  readonly kind: 'question';
  readonly number: number;
  readonly text: PaperText;
  readonly hint: PaperText;
  readonly isRequired: boolean;
  readonly condition: PaperCondition | null;
  readonly answer: PaperAnswer;
}

/** A text that asks nothing. */
export interface PaperNote {
  readonly kind: 'note';
  readonly text: PaperText;
  readonly condition: PaperCondition | null;
}

/** How a question is answered with a pen. */
export type PaperAnswer =
  /** A box before every choice; `isRow`: short enough to stand beside each other. */
  | {
      readonly kind: 'choices';
      readonly isMultiple: boolean;
      readonly isRow: boolean;
      readonly choices: readonly PaperText[];
    }
  /** The code of a choice; `appendix` counts from 1, null where the list is not printed. */
  | { readonly kind: 'code'; readonly isMultiple: boolean; readonly appendix: number | null }
  /** A place before every choice, to be numbered from 1. */
  | { readonly kind: 'rank'; readonly choices: readonly PaperText[] }
  /** A box for each digit. */
  | { readonly kind: 'digits'; readonly count: number }
  | { readonly kind: 'decimal' }
  /** Numbers on a line, one of which is marked. */
  | { readonly kind: 'scale'; readonly values: readonly string[] }
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'date'; readonly parts: 'day' | 'month' | 'year' }
  | { readonly kind: 'time' }
  | { readonly kind: 'date-time' }
  /** Latitude and longitude, so many times. */
  | { readonly kind: 'points'; readonly count: number }
  | { readonly kind: 'media'; readonly media: 'photo' | 'sound' | 'film' | 'file' }
  /** Room for a signature or a drawing. */
  | { readonly kind: 'drawing' }
  /** One box: I have read this. */
  | { readonly kind: 'acknowledge' };

/** When a part is to be filled. A sentence where it can be told simply; otherwise the questions that it depends on. */
export type PaperCondition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly PaperCondition[] }
  /** `includes`: the box of a question with several answers. */
  | {
      readonly kind: 'is' | 'is-not' | 'includes' | 'excludes';
      readonly question: number;
      readonly value: string;
    }
  | { readonly kind: 'below' | 'at-most' | 'above' | 'at-least'; readonly question: number; readonly value: string }
  | { readonly kind: 'answered' | 'unanswered'; readonly question: number }
  /** Ascending; empty where it depends on none that stands on paper. */
  | { readonly kind: 'depends'; readonly questions: readonly number[] };

/** Choices with the codes that are written for them. */
export interface PaperAppendix {
  /** Numbers of the questions that the list belongs to. */
  readonly questions: readonly number[];
  readonly choices: readonly { readonly code: string; readonly label: string }[];
}
