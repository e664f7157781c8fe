import type { ColumnSheet } from '../editing/columns/sheet-columns.ts';

/** A row by its headers; those of texts name their language. Cells that are empty are left out. */
export type BankRow = Readonly<Record<string, string>>;

/** Choices that a question needs, with the sheet in which they stand. */
export interface BankList {
  readonly sheet: Extract<ColumnSheet, 'choices' | 'external_choices' | 'osm'>;
  readonly name: string;
  readonly rows: readonly BankRow[];
}

/** A question of a form, or a whole group or repeat from its beginning to its end, ready to go into another form. */
export interface BankQuestion {
  /** The form that it comes from, in the words of who gathers the bank. */
  readonly source: string;
  /** Its first row in the survey of that form, as a person counts. */
  readonly row: number;
  readonly kind: 'question' | 'group' | 'repeat';
  /** As it is written: `select_one yes_no`. */
  readonly type: string;
  /** Empty for a note without a name. */
  readonly name: string;
  /** Language → label; `default` where no language is named. */
  readonly labels: Readonly<Record<string, string>>;
  readonly rows: readonly BankRow[];
  readonly lists: readonly BankList[];
  /** All its names and texts in all languages, folded (see `foldText`), for the search. */
  readonly text: string;
}
