import { describe, expect, test } from 'vitest';
import { en } from './catalogue-en.ts';
import { createMessages, type MessageKey } from './messages.ts';

const CATALOGUE = {
  ui: {
    plain: 'Close',
    count: '{count, plural, one {# claim} few {# claims (few)} many {# claims (many)} other {# claims}}',
    size: 'up to {limit, number} MB',
    linked: 'Read <link>the law</link> of {country}.',
  },
};
const key = (name: string) => `ui.${name}` as MessageKey;

describe('createMessages', () => {
  test('says a message, with its numbers set apart', () => {
    const { t } = createMessages('en', CATALOGUE);
    expect(t(key('plain'))).toBe('Close');
    expect(t(key('count'), { count: 1 })).toBe('1 claim');
    expect(t(key('count'), { count: 12_345 })).toBe('12\u202f345 claims');
    expect(t(key('size'), { limit: 1.5 })).toBe('up to 1.5 MB');
  });
  test('follows the grammar of the language', () => {
    const { t } = createMessages('ru', CATALOGUE);
    expect([1, 2, 5, 21].map((count) => t(key('count'), { count }))).toEqual([
      '1 claim',
      '2 claims (few)',
      '5 claims (many)',
      '21 claim',
    ]);
    expect(t(key('size'), { limit: 1.5 })).toBe('up to 1,5 MB');
  });
  test('a message that is missing is a bug, unless the page decides otherwise', () => {
    expect(() => createMessages('en', CATALOGUE).t(key('none'))).toThrow('ui.none');
    expect(createMessages('en', CATALOGUE, { onMissing: (name) => `?${name}` }).t(key('none'))).toBe('?ui.none');
    expect(createMessages('en', CATALOGUE).find('ui.none')).toBeNull();
    expect(createMessages('en', CATALOGUE).find('ui.constructor')).toBeNull();
  });
  test('an area that is not there is a bug, also where a key may be missing', () => {
    expect(() => createMessages('en', CATALOGUE).find('issues.none')).toThrow('issues.none');
    expect(() => createMessages('en', CATALOGUE).find('constructor.name')).toThrow('constructor.name');
    const told: string[] = [];
    const onMissing = (name: string) => `${told.push(name)}`;
    expect(createMessages('en', CATALOGUE, { onMissing }).find('issues.none')).toBeNull();
    expect(told).toEqual(['issues.none']);
  });
  test('puts marked parts where they belong', () => {
    const { rich } = createMessages('en', CATALOGUE);
    const link = (inner: readonly unknown[]) => ({ link: inner });
    expect(rich(key('linked'), { link, country: 'Vallmark' })).toEqual([
      'Read ',
      { link: ['the law'] },
      ' of Vallmark.',
    ]);
  });
  test('picks the text of a record in the language, and says where it is another one', () => {
    const { localized } = createMessages('ru', CATALOGUE);
    expect(localized({ en: 'Law', ru: 'Закон' })).toEqual({ text: 'Закон', language: 'ru', isForeign: false });
    expect(localized({ en: 'Law', az: 'Qanun' })).toEqual({ text: 'Law', language: 'en', isForeign: true });
    expect(localized({ 'ru-RU': 'Закон' })).toEqual({ text: 'Закон', language: 'ru-RU', isForeign: false });
    expect(localized({})).toBeNull();
  });
  test('speaks from the real catalogue', () => {
    expect(createMessages('en', en).t('ui.status.met')).toBe('Met');
  });
});
