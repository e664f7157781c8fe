import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
import { plainPath } from '../reading/plain-path.ts';
import type { ShownAnswer } from './arrival-replies.ts';

type Labels = Readonly<Record<string, string>>;

/** Answers with the words of their questions and of what was chosen, in the order of the answers. */
export function wordAnswers(
  answers: Readonly<Record<string, unknown>>,
  codebook: CodebookTable | null,
): readonly ShownAnswer[] {
  const questions = codebook === null ? [] : [...readCodebookTable(codebook).values()];
  const words = new Map(
    questions.map(({ path, labels, choices }) => [
      path,
      { labels, choices: new Map(choices.map((choice) => [choice.value, choice.labels])) },
    ]),
  );
  return Object.entries(answers).map(([path, given]) => {
    const { labels = {}, choices } = words.get(plainPath(path)) ?? {};
    const value = textOf(given);
    const chosen = choices === undefined || choices.size === 0 ? [] : chosenOf(value, choices);
    return { path, labels, value, choices: chosen };
  });
}

function textOf(given: unknown): string {
  if (given === null || given === undefined) return '';
  return typeof given === 'object' ? JSON.stringify(given) : String(given);
}

function chosenOf(value: string, choices: ReadonlyMap<string, Labels>): readonly Labels[] {
  return value
    .split(' ')
    .map((one) => choices.get(one))
    .filter((labels) => labels !== undefined);
}
