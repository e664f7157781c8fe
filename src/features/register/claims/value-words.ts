import { type CalendarDate, parseCalendarDate } from '../../../kernel/calendar-date.ts';
import type { MessageParameters } from '../../../kernel/issue.ts';
import type { Claim } from './claim.ts';

/** What the words of a value need of the messages of a language. */
export interface ValueWords {
  readonly find: (key: string, parameters?: MessageParameters) => string | null;
  readonly formatDate: (date: CalendarDate) => string;
  readonly formatNumber: (value: string) => string;
  readonly formatPercent: (percent: string) => string;
}

/** The value of a claim as it is said in a language, with its bound: `more than 23 000`, `76.43%`. Empty for a gap. */
export function wordValue(words: ValueWords, claim: Pick<Claim, 'unit' | 'value' | 'bound'>): string {
  if (claim.value === null) return '';
  const value = wordPlain(words, claim.unit, claim.value);
  if (claim.bound === null) return value;
  const isMoment = claim.unit === 'date' || claim.unit === 'time';
  return words.find(`claims.${isMoment ? 'moment' : 'bound'}.${claim.bound}`, { value }) ?? value;
}

/** A number, such as a computed figure, in the notation of its unit. */
export function wordNumber(words: ValueWords, unit: Claim['unit'], text: string): string {
  return unit === 'percent' ? words.formatPercent(text) : words.formatNumber(text);
}

function wordPlain(words: ValueWords, unit: Claim['unit'], value: string): string {
  if (unit === 'count' || unit === 'percent') return wordNumber(words, unit, value);
  const date = unit === 'date' ? parseCalendarDate(value) : null;
  return date === null ? value : words.formatDate(date);
}
