import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, compare, divide, formatRational, multiply, parseDecimal, rational, subtract } from './rational.ts';

const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const fraction = fc.tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 20n })).map(([a, b]) => rational(a, b));

test('rounds half away from zero', () => {
  expect(formatRational(rational(5n, 2n), 0)).toBe('3');
  expect(formatRational(rational(-5n, 2n), 0)).toBe('-3');
  expect(formatRational(rational(1005n, 1000n), 2)).toBe('1.01');
  expect(formatRational(rational(-1n, 1000n), 2)).toBe('0.00');
  expect(formatRational(rational(26517n * 100n, 4957967n), 2)).toBe('0.53');
});

test('reads decimals as they are printed', () => {
  expect(parseDecimal('2.0')).toEqual({ value: rational(2n), decimals: 1 });
  expect(parseDecimal('-0.25')).toEqual({ value: rational(-1n, 4n), decimals: 2 });
  for (const text of ['', '01', '1,000', '1e3', '.5', '5.', '+1', '1 000', '−1', 'NaN']) {
    expect(parseDecimal(text), text).toBeNull();
  }
});

test('what is printed is read as the same number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(10), (digits, decimals) => {
      const value = rational(digits, 10n ** BigInt(decimals));
      expect(parseDecimal(formatRational(value, decimals))?.value).toEqual(value);
    }),
  );
});

test('a printed number lies within half of its last digit', () => {
  fc.assert(
    fc.property(fraction, fc.nat(6), (value, decimals) => {
      const shown = formatRational(value, decimals).replace('.', '');
      const printed = rational(BigInt(shown), 10n ** BigInt(decimals));
      const distance = subtract(value, printed);
      const half = rational(1n, 2n * 10n ** BigInt(decimals));
      expect(compare(distance, half)).toBeLessThanOrEqual(0);
      expect(compare(distance, multiply(half, rational(-1n)))).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('arithmetic undoes itself', () => {
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      const quotient = divide(a, b);
      if (b.numerator === 0n) expect(quotient).toBeNull();
      else expect(quotient && multiply(quotient, b)).toEqual(a);
    }),
  );
});

test('no number has the denominator 0', () => {
  expect(() => rational(1n, 0n)).toThrow(RangeError);
});
