import type { Locator } from 'playwright-core';
import { az } from '../../src/platform/i18n/catalogue-az.ts';
import { en } from '../../src/platform/i18n/catalogue-en.ts';
import { ru } from '../../src/platform/i18n/catalogue-ru.ts';
import type { Language } from '../../src/platform/i18n/languages.ts';
import { loadExampleRecords } from './example.ts';

/** A text on a page, and the language that it is marked as. */
interface Words {
  readonly text: string;
  readonly language: string;
  /** It is what a record says, such as its short name, which may look like a key or a word of a message. */
  readonly isRecord: boolean;
}

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, ru, az };

/** What stands on a page where a message was not found, or its parameters were not. */
const BROKEN = /\bundefined\b|\bNaN\b|\[object |Invalid Date|\{\w+(, *(plural|select|number|selectordinal)\b|\})/;

/** The short names of the example's records are the same in every language, and may look like the key of a message. */
const SHORT_NAMES = new Set(
  Object.values(await loadExampleRecords()).flatMap((records) =>
    (records ?? []).flatMap(({ key, code, name }) => [key, code, name]),
  ),
);

/** Texts in a place that the catalogue did not put into words: keys, leftovers of formats, and, beside English, English. */
export async function findUnworded(place: Locator, language: Language): Promise<string[]> {
  const words = (await readWords(place)).filter(({ text }) => !SHORT_NAMES.has(text));
  const own = words.filter((one) => one.language === language);
  const foreign = language === 'en' ? new Set<string>() : englishOnly(language);
  const found = [
    ...words.filter(({ text }) => KEYS.has(text) || BROKEN.test(text)),
    ...own.filter(({ text, isRecord }) => foreign.has(text) && !isRecord),
  ];
  return [...new Set(found.map(({ text }) => text))];
}

const KEYS = new Set(
  Object.entries<Readonly<Record<string, string>>>(en).flatMap(([area, messages]) =>
    Object.keys(messages).map((key) => `${area}.${key}`),
  ),
);

/** The English messages that this language words in another way, and never in the same. */
function englishOnly(language: Language): Set<string> {
  const texts = (catalogue: Catalogue) => Object.values(catalogue).flatMap((messages) => Object.values(messages));
  const own = new Set(texts(CATALOGUES[language]));
  return new Set(texts(CATALOGUES.en).filter((text) => text.length > 3 && !own.has(text)));
}

/** All that a place says, seen or heard. */
function readWords(place: Locator): Promise<Words[]> {
  return place.evaluate((root) => {
    const words: Words[] = [];
    const add = (text: string | null | undefined, element: Element | null) => {
      const language = element?.closest('[lang]')?.getAttribute('lang') ?? '';
      const isRecord = element?.closest('a[href*="record="], bdi') != null;
      if (text) words.push({ text, language, isRecord });
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      add(node.textContent?.trim(), node.parentElement);
    }
    for (const element of root.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) add(element.getAttribute(name)?.trim(), element);
    }
    return words;
  });
}
