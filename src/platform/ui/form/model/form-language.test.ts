import { expect, test } from 'vitest';
import { tagOfLanguage } from '../../../../kernel/text.ts';
import { directionOfLanguage, titleIn, titleOfLanguage } from './form-language.ts';

test.each([
  ['Русский (ru)', 'ru', 'Русский', 'ltr'],
  ['العربية (ar)', 'ar', 'العربية', 'rtl'],
  ['Azərbaycanca (az-Cyrl)', 'az-Cyrl', 'Azərbaycanca', 'ltr'],
  ['en', 'en', 'en', 'ltr'],
  ['English', null, 'English', null],
  ['Français (France)', null, 'Français', null],
  ['(ru)', 'ru', '(ru)', 'ltr'],
])('%s', (name, tag, title, direction) => {
  expect([tagOfLanguage(name), titleOfLanguage(name), directionOfLanguage(name)]).toEqual([tag, title, direction]);
});

test('a title is said in the language of the page, else in the first one', () => {
  const titles = { 'English (en)': 'Voting', 'Русский (ru)': 'Голосование' };
  expect(titleIn({ language: 'ru' }, { title: 'Voting', titles })).toBe('Голосование');
  expect(titleIn({ language: 'az' }, { title: 'Voting', titles })).toBe('Voting');
  expect(titleIn({ language: 'az' }, { title: null, titles: null })).toBe(null);
});
