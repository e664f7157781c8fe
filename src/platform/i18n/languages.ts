/** The languages that every text of the product is written in, the first one being the last resort. */
export const LANGUAGES = ['en', 'ru', 'az'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Reading direction of a script. */
export type Direction = 'ltr' | 'rtl';

/** How each language calls itself: what a reader looks for in a list of languages. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  az: 'Azərbaycanca',
};

/** A language, or `x-rtl`: English set from right to left, by which the layout is tested before such a language comes. */
export type LanguageChoice = Language | 'x-rtl';

const RIGHT_TO_LEFT_SCRIPTS = ['ar', 'fa', 'he', 'ur', 'ps', 'ckb', 'x-rtl'];

/** Whether `tag` names one of our languages. */
export function isLanguage(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** The direction in which the language `tag` (BCP 47) is written. */
export function directionOf(tag: string): Direction {
  const isRightToLeft = RIGHT_TO_LEFT_SCRIPTS.includes(tag) || RIGHT_TO_LEFT_SCRIPTS.includes(tag.split('-')[0] ?? '');
  return isRightToLeft ? 'rtl' : 'ltr';
}

/**
 * The language of a page: what its address asks for, else what the reader chose before, else the first of the
 * browser's languages that we have, else English.
 *
 * @param search the query of the address, with or without `?`.
 * @param stored what was chosen before, in whatever spelling it was found.
 * @param accepted tags in order of preference, such as `navigator.languages`.
 */
export function chooseLanguage(search: string, stored: string | null, accepted: readonly string[]): LanguageChoice {
  const asked = new URLSearchParams(search).get('lang');
  if (asked === 'x-rtl') return asked;
  const wanted = [asked ?? '', stored ?? '', ...accepted].map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return wanted.find(isLanguage) ?? 'en';
}
