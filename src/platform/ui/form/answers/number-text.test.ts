import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber, showNumber } from './number-text.ts';

describe('readNumber', () => {
  test.each([
    ['12', '12'],
    ['007', '7'],
    ['1 234\u202f567', '1234567'],
    ['−5', '-5'],
    ['٤٢', '42'],
    ['', ''],
  ])('whole %s', (typed, value) => {
    expect(readNumber(typed, true)).toBe(value);
  });
  test.each([
    ['76,73', '76.73'],
    ['76.73', '76.73'],
    [',5', '0.5'],
    ['5,', '5'],
    ['1\u00a0000,50', '1000.50'],
    ['۳٫۵', '3.5'],
  ])('decimal %s', (typed, value) => {
    expect(readNumber(typed, false)).toBe(value);
  });
  test.each(['1,234.5', '12 apples', '1.2.3', '-', '.', '1e5', '5 -'])('%s is given back as it was typed', (typed) => {
    expect(readNumber(typed, false)).toBe(typed);
  });
  test('a whole number has no decimal mark', () => {
    expect(readNumber('1,5', true)).toBe('1,5');
    expect(readNumber('1,234', true)).toBe('1,234');
  });
  test('reads what is shown, in every language', () => {
    const number = fc.tuple(fc.integer(), fc.option(fc.stringMatching(/^\d{1,6}$/)));
    fc.assert(
      fc.property(number, fc.constantFrom('.', ','), fc.boolean(), ([whole, fraction], mark, hasThousands) => {
        const value = fraction === null ? `${whole}` : `${whole}.${fraction}`;
        expect(readNumber(showNumber(value, mark, hasThousands), false)).toBe(value);
      }),
    );
  });
});
