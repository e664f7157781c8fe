import type { CalendarDate } from '../../kernel/calendar-date.ts';
import type { MessageParameters } from '../../kernel/issue.ts';
import { type LocalizedText, pickText } from '../../kernel/text.ts';
import type { When } from '../../kernel/when.ts';
import type { en } from './catalogue-en.ts';
import {
  type DateStyle,
  formatDate,
  formatDateRange,
  formatInstant,
  formatMonth,
  formatWeekday,
  formatWhen,
  type MonthStyle,
} from './dates.ts';
import { type Direction, directionOf, type Language } from './languages.ts';
import { type MessagePiece, parseMessage } from './messages/parse-message.ts';
import { type Grammar, type SayingParts, sayMessage } from './messages/say-message.ts';
import { formatNumber, formatPercent, formatShare } from './numbers.ts';

/** Area → key → text in ICU message format. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A part of the catalogue with one owner: `calendar`, `ui`, …. */
export type Area = keyof typeof en;

/** Every message that there is, as `area.key`: a key that is misspelled does not compile. */
export type MessageKey = { [A in Area]: `${A}.${keyof (typeof en)[A] & string}` }[Area];

/** A text, and whether a reader has to be told that it is in another language than the page. */
export interface LocalPick {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  readonly isForeign: boolean;
}

/** Everything that a screen, a mail or a command needs to speak one language. */
export interface Messages {
  readonly language: Language;
  readonly direction: Direction;
  /** The message of that key. */
  readonly t: (key: MessageKey, parameters?: MessageParameters) => string;
  /**
   * The message whose key is only known when the program runs, such as that of a fault's code; null where its area has
   * none. An area that is not there at all is a bug, as a missing key is for `t`.
   */
  readonly find: (key: string, parameters?: MessageParameters) => string | null;
  /** A message with marked parts: `<link>the law</link>` is replaced by what `parts.link` makes of `the law`. */
  readonly rich: <T>(key: MessageKey, parts: SayingParts<T>) => readonly (string | T)[];
  /** The text of a record in the reader's language, else in English, else as it is; null where there is no text. */
  readonly localized: (text: LocalizedText) => LocalPick | null;
  readonly formatDate: (date: CalendarDate, style?: DateStyle) => string;
  readonly formatDateRange: (
    days: { readonly from: CalendarDate; readonly to: CalendarDate },
    style?: DateStyle,
  ) => string;
  readonly formatWhen: (when: When | null, style?: DateStyle) => string;
  readonly formatMonth: (date: CalendarDate, style?: MonthStyle) => string;
  readonly formatWeekday: (date: CalendarDate, isShort?: boolean) => string;
  readonly formatInstant: (
    instant: number,
    options: { readonly timezone: string; readonly style?: DateStyle },
  ) => string;
  readonly formatNumber: (value: number | string, decimals?: number) => string;
  readonly formatPercent: (percent: number | string, decimals?: number) => string;
  readonly formatShare: (share: number, decimals?: number) => string;
}

interface Options {
  /** What is said for a key that the catalogue lacks; by default an Error is thrown, because that is a bug. */
  readonly onMissing?: (key: string) => string;
  readonly direction?: Direction;
}

/** The messages of `language`; areas may be added to `catalogue` later. Parsed messages are kept, so that saying one twice is cheap. */
export function createMessages(language: Language, catalogue: Catalogue, options: Options = {}): Messages {
  const parsed = new Map<string, readonly MessagePiece[]>();
  const grammar = grammarOf(language);
  const parse = (key: string): readonly MessagePiece[] | null => {
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const text = textOf(catalogue, key);
    if (text === null) return null;
    const pieces = parseMessage(text);
    parsed.set(key, pieces);
    return pieces;
  };
  const rich = <T>(key: string, parts: SayingParts<T>) => {
    const pieces = parse(key);
    return pieces === null ? null : sayMessage(pieces, parts, grammar);
  };
  const find = (key: string, parameters: MessageParameters = {}) => rich<string>(key, parameters)?.join('') ?? null;
  const onMissing = options.onMissing ?? failMissing;
  return {
    language,
    direction: options.direction ?? directionOf(language),
    find: (key, parameters) => {
      if (!Object.hasOwn(catalogue, areaOf(key))) onMissing(key);
      return find(key, parameters);
    },
    t: (key, parameters) => find(key, parameters) ?? onMissing(key),
    rich: (key, parts) => rich(key, parts) ?? [onMissing(key)],
    localized: (text) => localize(language, text),
    ...formatsOf(language),
  };
}

function areaOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}

function textOf(catalogue: Catalogue, key: string): string | null {
  const area = areaOf(key);
  const name = key.slice(area.length + 1);
  const messages = Object.hasOwn(catalogue, area) ? catalogue[area] : undefined;
  return messages !== undefined && Object.hasOwn(messages, name) ? (messages[name] ?? null) : null;
}

function failMissing(key: string): never {
  throw new Error(`Say ${key}: no such message in the catalogue`);
}

function localize(language: Language, text: LocalizedText): LocalPick | null {
  const picked = pickText(text, [language]);
  if (picked === null) return null;
  return { ...picked, isForeign: picked.language.split('-')[0] !== language };
}

function formatsOf(language: Language) {
  return {
    formatDate: (date, style) => formatDate(language, date, style),
    formatDateRange: (days, style) => formatDateRange(language, days, style),
    formatWhen: (when, style) => formatWhen(language, when, style),
    formatMonth: (date, style) => formatMonth(language, date, style),
    formatWeekday: (date, isShort) => formatWeekday(language, date, isShort),
    formatInstant: (instant, zone) => formatInstant(language, instant, zone),
    formatNumber: (value, decimals) => formatNumber(language, value, decimals),
    formatPercent: (percent, decimals) => formatPercent(language, percent, decimals),
    formatShare: (share, decimals) => formatShare(language, share, decimals),
  } satisfies Partial<Messages>;
}

/** Numbers inside messages are set like all others. */
function grammarOf(language: Language): Grammar {
  let rules: Intl.PluralRules | undefined;
  return {
    numberOf: (value) => formatNumber(language, value),
    pluralOf: (value) => {
      rules ??= new Intl.PluralRules(language);
      return rules.select(value);
    },
  };
}
