import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { wallTime } from '../../../../../platform/ui/form/answers/clock-text.ts';
import { wordsIn } from '../../../../../platform/ui/form/model/form-language.ts';
import type { ReadingWarning, ShownAnswer } from '../../arrivals/arrival-replies.ts';
import { wordMoment } from '../rows/list-words.ts';

/** What a question is called: its words in the language of the page, or else its path below the root. */
export function questionInWords(messages: Messages, { path, labels }: Pick<ShownAnswer, 'path' | 'labels'>): string {
  return wordsIn(messages, labels) ?? withoutRoot(path);
}

/** What the form itself says of what was noticed, in the language of the page; null: it says nothing. */
export function messageInWords(messages: Messages, { messages: said = {} }: ReadingWarning): string | null {
  return wordsIn(messages, said);
}

/** What was chosen, in words; empty where nothing was chosen from a list. */
export function chosenInWords(messages: Messages, { choices }: Pick<ShownAnswer, 'choices'>): string {
  return choices.map((labels) => wordsIn(messages, labels) ?? '').join(', ');
}

/**
 * An answer as the reader of the page reads it: what was chosen in words, a moment by the reader's own clock, a day in the
 * reader's language, a time as the clock on the wall showed it. What is none of these stands as it came.
 */
export function answerInWords(
  messages: Messages,
  kind: ShownAnswer['kind'],
  answer: Pick<ShownAnswer, 'value' | 'choices'>,
): string {
  const { value } = answer;
  if (kind === 'moment') return wordMoment(messages, value);
  if (kind === 'time') return wallTime(value) || value;
  const day = kind === 'date' ? parseCalendarDate(value.slice(0, DAY_LENGTH)) : null;
  return day === null ? chosenInWords(messages, answer) || value : messages.formatDate(day);
}

const DAY_LENGTH = '2024-02-07'.length;

/** `/data/visit[2]/score` → `visit[2]/score`: the root has one name in all answers of a form. */
export function withoutRoot(path: string): string {
  return path.replace(/^\/[^/]+\//, '');
}
