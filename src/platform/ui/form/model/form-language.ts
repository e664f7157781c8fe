import { isLanguageTag } from '../../../../kernel/text.ts';
import { type Direction, directionOf } from '../../../i18n/languages.ts';

/** The language tag in the name of a language as forms write it: `ru` of `Русский (ru)`; null where none is given. */
export function tagOfLanguage(name: string): string | null {
  const tag = /\(([^()]+)\)\s*$/.exec(name)?.[1]?.trim() ?? name.trim();
  return isLanguageTag(tag) ? tag : null;
}

/** What people call it: `Русский` of `Русский (ru)`. */
export function titleOfLanguage(name: string): string {
  const title = name.replace(/\s*\([^()]+\)\s*$/, '');
  return title === '' ? name : title;
}

/** The direction in which a language of a form is written; null where its tag is not given. */
export function directionOfLanguage(name: string): Direction | null {
  const tag = tagOfLanguage(name);
  return tag === null ? null : directionOf(tag);
}
