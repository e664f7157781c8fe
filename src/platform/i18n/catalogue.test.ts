import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { az } from './catalogue-az.ts';
import { en } from './catalogue-en.ts';
import { ru } from './catalogue-ru.ts';
import { LANGUAGES, type Language } from './languages.ts';
import { OPENROSA_CATALOGUES } from './messages/openrosa-messages.ts';
import { PAPER_CATALOGUES } from './messages/paper-messages.ts';
import type { Catalogue } from './messages.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { ...en, ...OPENROSA_CATALOGUES.en, ...PAPER_CATALOGUES.en },
  ru: { ...ru, ...OPENROSA_CATALOGUES.ru, ...PAPER_CATALOGUES.ru },
  az: { ...az, ...OPENROSA_CATALOGUES.az, ...PAPER_CATALOGUES.az },
};
const PLURALS: Readonly<Record<Language, readonly string[]>> = {
  en: ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  az: ['one', 'other'],
};

/** A part of a message that has been read: plain text, an argument, a plural with its forms, a marked part. */
interface MessageElement {
  readonly type: number;
  readonly value?: string;
  readonly children?: readonly MessageElement[];
  readonly options?: Readonly<Record<string, { readonly value: readonly MessageElement[] }>>;
}

/** Types of elements, as the parser numbers them. */
const TEXT = 0;
const PLURAL = 6;
const POUND = 7;
const TAG = 8;

/** Every message of a language as `area.key` and text. */
function messagesOf(language: Language): ReadonlyMap<string, string> {
  const entries = Object.entries(CATALOGUES[language]).flatMap(([area, messages]) =>
    Object.entries(messages).map(([key, text]) => [`${area}.${key}`, text] as const),
  );
  return new Map(entries);
}

/** The elements of a message, also those inside of its plural forms and marked parts. */
function elementsOf(text: string): MessageElement[] {
  const walk = (elements: readonly MessageElement[]): MessageElement[] =>
    elements.flatMap((element) => {
      const forms = Object.values(element.options ?? {}).map(({ value }) => value);
      return [element, ...[element.children ?? [], ...forms].flatMap(walk)];
    });
  return walk(new IntlMessageFormat(text, 'en').getAst() as unknown as MessageElement[]);
}

/** What a message needs to be told: `count`, `name`, `<link>`. */
function needsOf(text: string): string[] {
  const names = elementsOf(text).flatMap(({ type, value }) => {
    if (value === undefined || type === TEXT || type === POUND) return [];
    return type === TAG ? [`<${value}>`] : [value];
  });
  return [...new Set(names)].sort();
}

/** Forms of a plural that the grammar of the language asks for and the message lacks. */
function missingForms(language: Language, text: string): string[] {
  return elementsOf(text).flatMap(({ type, options }) =>
    type === PLURAL ? PLURALS[language].filter((form) => !(form in (options ?? {}))) : [],
  );
}

const english = messagesOf('en');

test('the catalogue has been read', () => {
  expect(english.size).toBeGreaterThan(150);
  expect(needsOf('{a} {n, plural, one {<b>{c}</b>} other {#}}')).toEqual(['<b>', 'a', 'c', 'n']);
  expect(missingForms('ru', '{n, plural, one {a} other {b}}')).toEqual(['few', 'many']);
});

describe.each(LANGUAGES)('%s', (language) => {
  const messages = messagesOf(language);
  test('says what English says, no more and no less', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
  });
  test('leaves nothing empty, and no space at either end', () => {
    expect([...messages].filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });
  test('is given what it needs', () => {
    const wrong = [...messages].filter(([key, text]) => {
      return JSON.stringify(needsOf(text)) !== JSON.stringify(needsOf(english.get(key) ?? ''));
    });
    expect(wrong).toEqual([]);
  });
  test('has every form that its plurals ask for', () => {
    expect([...messages].filter(([, text]) => missingForms(language, text).length > 0)).toEqual([]);
  });
});

test.each(['ru', 'az'] as const)('%s is translated', (language) => {
  const messages = messagesOf(language);
  const words = [...english].filter(([, text]) => /[a-z]{4,} [a-z]{3,}/.test(text));
  const untouched = words.filter(([key, text]) => messages.get(key) === text);
  expect(words.length).toBeGreaterThan(80);
  expect(untouched).toEqual([]);
});
