import { addDays, type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { MessageParameters } from '../../../../kernel/issue.ts';
import { must } from '../../../../kernel/result.ts';
import type { LocalizedText } from '../../../../kernel/text.ts';
import { parseWhen, type When } from '../../../../kernel/when.ts';
import type { CalendarEntry, CalendarRecords, Step } from '../entry.ts';

/** What an explanation needs of the messages of a language. */
export interface CalendarWords {
  readonly language: string;
  readonly find: (key: string, parameters?: MessageParameters) => string | null;
  readonly localized: (text: LocalizedText) => { readonly text: string } | null;
  readonly formatDate: (date: CalendarDate, style: 'long' | 'full') => string;
  readonly formatWhen: (when: When | null, style: 'long' | 'full') => string;
  readonly formatWeekday: (date: CalendarDate) => string;
}

/** The records that an explanation names. */
export type NamedRecords = Pick<CalendarRecords, 'anchor' | 'candidate'>;

const SOME_MONDAY = '2024-01-01' as CalendarDate;

/** How the date due came about and where the rule stands: sentences in the language of `words`. */
export function explainEntry(entry: CalendarEntry, records: NamedRecords, words: CalendarWords): string[] {
  return entry.explanation.map((step) => explainStep(step, records, words));
}

/** What an anchor is called; its key where no record describes it. */
export function nameOfAnchor(key: string, records: NamedRecords, words: CalendarWords): string {
  const recorded = records.anchor.find((anchor) => anchor.key === key);
  const title = recorded === undefined ? null : words.localized(recorded.title);
  return title?.text ?? words.find(`calendar.anchor.${key}`) ?? key;
}

/** What a candidate is called; the key where no record does. */
export function nameOfCandidate(key: string, records: NamedRecords, words: CalendarWords): string {
  const recorded = records.candidate.find((candidate) => candidate.key === key);
  return (recorded === undefined ? null : words.localized(recorded.name))?.text ?? key;
}

function explainStep({ code, parameters }: Step, records: NamedRecords, words: CalendarWords): string {
  const worded = Object.entries(parameters).map(([name, value]) => [name, word(name, value, { records, words })]);
  const key = `calendar.step.${code}`;
  return must(words.find(key, Object.fromEntries(worded)), `Say ${key}: no such message in the catalogue`);
}

/** Parameters are dates, keys and numbers; their names say which. */
function word(
  name: string,
  value: string | number,
  { records, words }: { records: NamedRecords; words: CalendarWords },
): string | number {
  switch (name) {
    case 'date':
      return words.formatDate(dateOf(value), 'full');
    case 'from':
    case 'since':
    case 'until':
    case 'on':
      return words.formatDate(dateOf(value), 'long');
    case 'when':
      return words.formatWhen(parseWhen(String(value)), 'full');
    case 'weekday':
      return words.formatWeekday(addDays(SOME_MONDAY, Number(value) - 1));
    case 'anchor':
      return nameOfAnchor(String(value), records, words);
    case 'candidate':
      return nameOfCandidate(String(value), records, words);
    case 'step':
      return words.find(`fields.choice.step.${value}`) ?? value;
    default:
      return value;
  }
}

function dateOf(value: string | number): CalendarDate {
  return must(parseCalendarDate(String(value)), `${value} is no date`);
}
