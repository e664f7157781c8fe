import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
import { plainPath } from '../../reports/reading/plain-path.ts';
import type { Choice } from './judge-settlement.ts';

/** Language, as the form names it → words. */
export type Labels = Readonly<Record<string, string>>;

/** A choice with the words of its question, and of the options that any of the copies or the settled record has. */
export interface WordedChoice extends Choice {
  /** Empty where the form has none. */
  readonly labels: Labels;
  /** Value of an option → its words. */
  readonly options: Readonly<Record<string, Labels>>;
}

/** Gives choices the words that the form has for them. */
export function wordChoices(choices: readonly Choice[], codebook: CodebookTable): readonly WordedChoice[] {
  const questions = readCodebookTable(codebook);
  return choices.map((choice) => {
    const question = questions.get(plainPath(choice.path).normalize('NFC'));
    const given = new Set([choice.a, choice.b, choice.value].flatMap((text) => text?.split(' ') ?? []));
    const options = question?.choices.filter(({ value }) => given.has(value)) ?? [];
    return {
      ...choice,
      labels: question?.labels ?? {},
      options: Object.fromEntries(options.map(({ value, labels }) => [value, labels])),
    };
  });
}
