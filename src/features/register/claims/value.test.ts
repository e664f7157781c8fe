import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claim } from '../../../../test/support/claim-records.ts';
import { formatRational, rational } from './rational.ts';
import { doRangesMeet, findClaimValue, isInRange, parseClaimValue, type Range, rangeOf } from './value.ts';

function range(cells: Record<string, string>): Range {
  const found = rangeOf(claim('a', 's', cells));
  if (found === null) throw new Error('Expected a range');
  return found;
}

function meet(a: Record<string, string>, b: Record<string, string>): boolean {
  return doRangesMeet(range(a), range(b));
}

test('each unit has one notation', () => {
  for (const [unit, text] of [
    ['count', '6,478,623'],
    ['count', 'more than 23000'],
    ['percent', '76.43%'],
    ['percent', '76,43'],
    ['date', '07.02.2024'],
    ['date', '2024-02-30'],
    ['time', '8:00'],
    ['time', '24:00'],
  ] as const) {
    expect(parseClaimValue(unit, text).ok, text).toBe(false);
  }
  for (const [unit, text] of [
    ['count', '6478623'],
    ['count', '13.8'],
    ['percent', '76.43'],
    ['date', '2024-02-07'],
    ['time', '08:00'],
    ['text', 'any text'],
  ] as const) {
    expect(parseClaimValue(unit, text).ok, text).toBe(true);
  }
});

test('a percentage stands for all that rounds to it, a count for itself', () => {
  const percent = (value: string) => ({ unit: 'percent', value });
  expect(meet(percent('2.0'), percent('1.99'))).toBe(true);
  expect(meet(percent('92.05'), percent('92.1'))).toBe(true);
  expect(meet(percent('92.04'), percent('92.1'))).toBe(false);
  expect(meet(percent('0.53'), percent('0.54'))).toBe(false);
  expect(meet({ value: '790' }, { value: '791' })).toBe(false);
});

test('bounds are half-lines; about is a tenth on both sides, nearly a tenth below', () => {
  const of = (bound: string, value: string) => ({ bound, value });
  expect(meet(of('more-than', '22000'), { value: '23400' })).toBe(true);
  expect(meet(of('more-than', '23000'), { value: '20000' })).toBe(false);
  expect(meet(of('more-than', '23000'), { value: '23000' })).toBe(false);
  expect(meet(of('at-least', '23000'), { value: '23000' })).toBe(true);
  expect(meet(of('more-than', '22000'), of('more-than', '23000'))).toBe(true);
  expect(meet(of('about', '20000'), of('more-than', '22000'))).toBe(false);
  expect(meet(of('about', '300'), { value: '266' })).toBe(false);
  expect(meet(of('about', '300'), { value: '270' })).toBe(true);
  expect(meet(of('nearly', '400'), { value: '400' })).toBe(false);
  expect(meet(of('nearly', '400'), { value: '360' })).toBe(true);
  expect(meet(of('less-than', '10'), of('more-than', '9'))).toBe(true);
});

test('days and times are bounded too, but about says nothing firm of them', () => {
  const day = (value: string, bound = '') => ({ unit: 'date', value, ...(bound && { bound }) });
  expect(meet(day('2024-01-09', 'at-most'), day('2024-01-06'))).toBe(true);
  expect(meet(day('2024-01-09', 'at-most'), day('2024-01-10'))).toBe(false);
  expect(meet(day('2024-01-09', 'about'), day('2024-03-10'))).toBe(true);
  expect(meet({ unit: 'time', value: '08:00' }, { unit: 'time', value: '07:30' })).toBe(false);
});

test('a number lies in the range of what it rounds to, and in no other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.nat(3), (digits, decimals) => {
      const exact = rational(digits, 10_000n);
      const printed = formatRational(exact, decimals);
      expect(isInRange(exact, range({ unit: 'percent', value: printed }))).toBe(true);
      const next = formatRational(rational(digits, 10_000n), decimals).replace(/\d$/, (digit) =>
        String((Number(digit) + 2) % 10),
      );
      if (/^-?0[.0]*$/.test(next)) return;
      expect(isInRange(exact, range({ unit: 'percent', value: next }))).toBe(false);
    }),
  );
});

test('a gap has no value', () => {
  expect(findClaimValue(claim('a', 's', { basis: 'gap' }))).toBeNull();
});
