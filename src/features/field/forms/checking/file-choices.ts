import type { ItemTable } from '../../../../xforms/form/form.ts';
import type { FileColumns } from './file-questions.ts';

/** A row of a file as a choice. */
export interface FileChoice {
  /** In NFC. */
  readonly value: string;
  /** Language, as the column names it → words in NFC; under an empty name what phones show. Without what is empty. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A choice with the row that it was made of. */
export interface FileRow extends FileChoice {
  readonly row: ItemTable['rows'][number];
}

/** Path of a question → value → words of what stands under it in the file that the question chooses from. */
export type ChoiceNames = Readonly<Record<string, Readonly<Record<string, FileChoice['labels']>>>>;

/** What was answered to a question of a form. */
export interface GivenAnswer {
  /** Of the form, in tables. */
  readonly formUuid: string;
  /** Without positions of repeats. */
  readonly path: string;
  /** One value, or several with spaces between. */
  readonly value: string;
}

/** The words of all choices that a question takes from a file. */
export interface ListedWords {
  readonly file: string;
  /** Value → words in one language. */
  readonly words: ReadonlyMap<string, string>;
}

/** A choice with its place in the order of the file. */
export interface PlacedChoice extends FileChoice {
  /** As `ChoicePlaces` have it. */
  readonly place: number;
}

/**
 * Value → its place among all choices of a question: in the order of the file of the newest version; those that only files of
 * older ones have come behind.
 */
export type ChoicePlaces = ReadonlyMap<string, number>;

/** Choices of a question that answer what was typed, in the order of the file. */
export interface ChoiceMatches {
  readonly choices: readonly PlacedChoice[];
  /** There are more than are told. */
  readonly isCut: boolean;
}

/**
 * The rows of a file as choices, in their order: `label` beside `label::Русский (ru)` gives words in two languages, though
 * phones show the first alone. Of rows with one value the first counts; rows without any are left out.
 */
export function* fileChoices({ columns, rows }: ItemTable, { value, label }: FileColumns): Generator<FileRow> {
  const valueAt = columns.indexOf(value);
  const languages = columns.flatMap((column, at) => {
    if (column === label) return [{ name: '', at }];
    return column.startsWith(`${label}::`) ? [{ name: column.slice(label.length + 2).trim(), at }] : [];
  });
  const seen = new Set(['']);
  for (const row of rows) {
    const own = (row[valueAt] ?? '').normalize('NFC');
    if (seen.has(own)) continue;
    seen.add(own);
    const labels: Record<string, string> = {};
    for (const { name, at } of languages) {
      const words = (row[at] ?? '').trim().normalize('NFC');
      if (words !== '') labels[name] = words;
    }
    yield { value: own, labels, row };
  }
}
