import type { Messages } from '../../../../platform/i18n/messages.ts';
import { wordsIn } from '../../../../platform/ui/form/model/form-language.ts';
import type { ActBody, DifferenceBody, SaidBody } from '../contract.ts';
import { type WordedChange, wordValue } from './word-act.ts';

/** Of more questions than these it is only said how many they are. */
export const MOST_ANSWERS = 20;

/**
 * Where the two versions of a report that an act concerns are compared; null where it concerns no two. What they say is read
 * there and kept nowhere else: it goes when the report is erased, and who looked is noted.
 */
export function addressOfDifferences({ subjectKind, subjectKey, details }: ActBody): string | null {
  const { mission, from, to } = details;
  if (subjectKind !== 'report' || typeof mission !== 'string') return null;
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  const [report, query] = [encodeURIComponent(subjectKey), new URLSearchParams({ from, to })];
  return `/api/missions/${encodeURIComponent(mission)}/reports/${report}/differences?${query}`;
}

/** A question that is answered otherwise, in the language of the page, else in the first one of the form. */
export function wordAnswerChange(messages: Messages, answer: DifferenceBody['changes'][number]): WordedChange {
  const { path, labels, before, after } = answer;
  const said = (given: SaidBody | null) => {
    const chosen = given?.choices.map((choice) => wordsIn(messages, choice) ?? '').join(', ') ?? '';
    return chosen === '' ? (given?.value ?? null) : chosen;
  };
  const change = { before: said(before), after: said(after) };
  return {
    name: wordsIn(messages, labels) ?? path.replace(/^\/[^/]+\//, ''),
    change,
    before: change.before ?? wordValue(messages, null),
    after: change.after ?? wordValue(messages, null),
  };
}
