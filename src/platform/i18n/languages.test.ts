import { describe, expect, test } from 'vitest';
import { chooseLanguage, directionOf } from './languages.ts';

describe('chooseLanguage', () => {
  test('the address comes first, then the earlier choice, then the browser', () => {
    expect(chooseLanguage('?lang=az', 'ru', ['en'])).toBe('az');
    expect(chooseLanguage('?record=a/b', 'ru', ['en'])).toBe('ru');
    expect(chooseLanguage('', null, ['fr-FR', 'az-Latn-AZ', 'en'])).toBe('az');
    expect(chooseLanguage('', null, ['fr'])).toBe('en');
  });
  test('what we do not have is passed over', () => {
    expect(chooseLanguage('?lang=xx', 'yy', ['RU'])).toBe('ru');
    expect(chooseLanguage('?lang=x-rtl', 'ru', [])).toBe('x-rtl');
  });
});

test('directionOf', () => {
  expect(['en', 'ru', 'az-Latn', 'ar', 'fa-IR', 'x-rtl'].map(directionOf)).toEqual([
    'ltr',
    'ltr',
    'ltr',
    'rtl',
    'rtl',
    'rtl',
  ]);
});
