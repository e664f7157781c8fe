import { expect, test } from 'vitest';
import { directionOfLanguage, tagOfLanguage, titleOfLanguage } from './form-language.ts';

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
