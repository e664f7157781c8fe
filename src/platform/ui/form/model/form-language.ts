import { tagOfLanguage } from '../../../../kernel/text.ts';
import { type Direction, directionOf } from '../../../i18n/languages.ts';
import type { Messages } from '../../../i18n/messages.ts';

/** What people call it: `Русский` of `Русский (ru)`. */
export function titleOfLanguage(name: string): string {
  const title = name.replace(/\s*\([^()]+\)\s*$/, '');
  return title === '' ? name : title;
}

/** The language of a form that goes with a language of the page, else its first one; null: it has none. */
export function languageFor(languages: readonly string[], language: string): string | null {
  return languages.find((name) => name === language || name.endsWith(`(${language})`)) ?? languages[0] ?? null;
}

/** Words of a form in the language of the page, else its first ones; they stand under an empty name where it is not translated. */
export function wordsIn(
  { language }: Pick<Messages, 'language'>,
  labels: Readonly<Record<string, string>>,
): string | null {
  const chosen = languageFor(Object.keys(labels), language);
  return chosen === null ? null : (labels[chosen] ?? null);
}

/** The title of a form in the language of the page, where it has several. @param titles null: it has one. */
export function titleIn<T extends string | null>(
  messages: Pick<Messages, 'language'>,
  { title, titles }: { readonly title: T; readonly titles: Readonly<Record<string, string>> | null },
): string | T {
  return wordsIn(messages, titles ?? {}) ?? title;
}

/** The direction in which a language of a form is written; null where its tag is not given. */
export function directionOfLanguage(name: string): Direction | null {
  const tag = tagOfLanguage(name);
  return tag === null ? null : directionOf(tag);
}
