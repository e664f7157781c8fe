import { foldText } from '../../../../kernel/text.ts';
import type { BankQuestion } from './bank-question.ts';

/**
 * The questions that have all of the words, in any language and order, whole or in part, marks and case aside; those that
 * have them in their name or label come first. All questions where no word is given.
 */
export function searchBank<Q extends BankQuestion>(questions: readonly Q[], words: string): readonly Q[] {
  const wanted = foldText(words).split(' ');
  const hasAll = (text: string) => wanted.every((word) => text.includes(word));
  const found = questions.filter(({ text }) => hasAll(text));
  const isNamed = ({ name, labels }: BankQuestion) => hasAll(foldText([name, ...Object.values(labels)].join(' ')));
  const named = new Set(found.filter(isNamed));
  return [...named, ...found.filter((question) => !named.has(question))];
}
