import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { formatNumber, formatPercent, formatShare } from './numbers.ts';

describe('formatNumber', () => {
  test('sets thousands apart by a narrow space and marks decimals as the language does', () => {
    expect(formatNumber('en', 6_478_623)).toBe('6\u202f478\u202f623');
    expect(LANGUAGES.map((language) => formatNumber(language, 1234.5))).toEqual([
      '1\u202f234.5',
      '1\u202f234,5',
      '1\u202f234,5',
    ]);
  });
  test('keeps the zeros of a spelling, and rounds where it is asked to', () => {
    expect(formatNumber('ru', '2.0')).toBe('2,0');
    expect(formatNumber('en', '2.005', 1)).toBe('2.0');
    expect(formatNumber('en', 7, 2)).toBe('7.00');
  });
  test('a minus is a minus, and nothing is less than zero that is zero', () => {
    expect(formatNumber('en', -1234)).toBe('\u22121\u202f234');
    expect(formatNumber('en', -0.04, 1)).toBe('0.0');
  });
  test('knows no exponents', () => {
    expect(formatNumber('en', 1e21)).toBe(`1${'\u202f000'.repeat(7)}`);
    expect(formatNumber('en', 1e-7)).toBe('0.0000001');
  });
  test('refuses what is no number', () => {
    expect(() => formatNumber('en', Number.NaN)).toThrow(RangeError);
  });
  test('loses no digit of a whole number', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...LANGUAGES), (value, language) => {
        const digits = formatNumber(language, value).replaceAll('\u202f', '').replace('\u2212', '-');
        expect(Number(digits)).toBe(value);
      }),
    );
  });
});

test('percentages and shares', () => {
  expect(formatPercent('en', '76.73')).toBe('76.73%');
  expect(formatPercent('ru', '76.73')).toBe('76,73\u00a0%');
  expect(formatPercent('az', 76.734, 1)).toBe('76,7%');
  expect(formatShare('en', 0.7673)).toBe('76.7%');
  expect(formatShare('en', 0.7673, 2)).toBe('76.73%');
});
