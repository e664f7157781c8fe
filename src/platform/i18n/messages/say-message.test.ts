import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { az } from '../catalogue-az.ts';
import { en } from '../catalogue-en.ts';
import { ru } from '../catalogue-ru.ts';
import { LANGUAGES, type Language } from '../languages.ts';
import { type Catalogue, createMessages, type MessageKey } from '../messages.ts';
import { formatNumber } from '../numbers.ts';
import { OPENROSA_CATALOGUES } from './openrosa-messages.ts';
import { PAPER_CATALOGUES } from './paper-messages.ts';
import { parseMessage } from './parse-message.ts';

const KEY = 'ui.one' as MessageKey;
const COUNTS = [-1, 0, 1, 2, 3, 5, 11, 21, 22, 100, 1234, 1.5];

type Values = Record<string, string | number>;

/** What we say, and what a reader of ICU messages that is not ours says. */
function sayOurs(text: string, language: Language, values: Values): readonly unknown[] {
  return createMessages(language, { ui: { one: text } }).rich(KEY, { ...values, mark: marked });
}

function sayTheirs(text: string, language: Language, values: Values): readonly unknown[] {
  const number = { format: (value: number) => formatNumber(language, value) } as Intl.NumberFormat;
  const formatters = {
    getNumberFormat: () => number,
    getDateTimeFormat: () => new Intl.DateTimeFormat(language),
    getPluralRules: (_: unknown, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(language, options),
  };
  const message = new IntlMessageFormat(text, language, undefined, { formatters });
  const said = message.format<{ mark: unknown }>({ ...values, mark: marked });
  return Array.isArray(said) ? said : [said];
}

/** Empty texts between what is said mean nothing. */
function expectSame(text: string, language: Language, values: Values): void {
  const [ours, theirs] = [sayOurs(text, language, values), sayTheirs(text, language, values)];
  expect(ours.filter((each) => each !== '')).toEqual(theirs.filter((each) => each !== ''));
}

const marked = (inner: readonly unknown[]) => ({ mark: inner });

/** Texts of all messages of a language. */
function textsOf(language: Language): readonly string[] {
  const catalogues: Record<Language, Catalogue> = { en, ru, az };
  return Object.values({
    ...catalogues[language],
    ...OPENROSA_CATALOGUES[language],
    ...PAPER_CATALOGUES[language],
  }).flatMap((area) => Object.values(area));
}

/** Every parameter that a text names, each with the same number. */
function valuesOf(text: string, count: number): Values {
  return Object.fromEntries([...text.matchAll(/\{([a-zA-Z]+)[,}]/g)].map(([, name = '']) => [name, count]));
}

test.each(LANGUAGES)('%s: every message is said as another reader of the format says it', (language) => {
  const texts = textsOf(language).filter((text) => /[{']/.test(text) && !text.includes('<'));
  expect(texts.length).toBeGreaterThan(300);
  for (const text of texts)
    for (const count of COUNTS) {
      const values = valuesOf(text, count);
      expectSame(text, language, values);
    }
});

const plain = fc.stringMatching(/^[a-zäéşб .,!?$#"’-]{0,8}$/);
const quoted = plain.map((text) => `'{'${text.replaceAll('#', '')}'}'`);
const { text } = fc.letrec<{ text: string; piece: string }>((tie) => ({
  text: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { depthSize: 'small' },
    plain,
    fc.constantFrom('{name}', '{ n }', '{n, number}', "''", "it's ", '< 5', '#'),
    quoted,
    tie('text').map((inner) => `<mark>${inner}</mark>`),
    fc.tuple(tie('text'), tie('text')).map(([one, other]) => `{n, plural, =0 {#} one {${one}} other {${other}}}`),
    fc.tuple(tie('text'), tie('text')).map(([a, other]) => `{name,select,\n a {${a}} other {${other}}}`),
  ),
}));

test('any message is said as another reader of the format says it', () => {
  const language = fc.constantFrom(...LANGUAGES);
  const values = fc.record({ n: fc.constantFrom(...COUNTS), name: fc.constantFrom('a', 'b', '{x}', "'") });
  fc.assert(
    fc.property(text, language, values, (message, spoken, given) => {
      expectSame(message, spoken, given);
    }),
  );
});

describe('parseMessage', () => {
  test.each([
    ['{name', 'the end'],
    ['{}', 'a name'],
    ['a } b', 'did not begin'],
    ['{n, date}', 'number, plural or select'],
    ['{n, number, percent}', '}'],
    ['{n, plural, one {a}}', 'a form `other`'],
    ['{n, plural, other {a} other {b}}', 'other once'],
    ['{n, plural, other {a}', 'the end'],
    ['<mark>a', 'the end'],
    ['<mark>a</link>', '</mark>'],
    ['a</mark>', 'did not begin'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseMessage(text)).toThrow(reason);
  });
});

test('what a message needs must be given', () => {
  const say = (text: string, values: Values) => createMessages('en', { ui: { one: text } }).t(KEY, values);
  expect(() => say('{name}', {})).toThrow('name');
  expect(() => say('<link>a</link>', {})).toThrow('<link>');
  expect(() => say('{toString}', {})).toThrow('toString');
});
