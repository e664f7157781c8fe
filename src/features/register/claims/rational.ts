/** An exact fraction in lowest terms; the denominator is positive. Figures are compared without rounding. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL_PATTERN = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,10}))?$/;

/** The fraction `numerator`/`denominator`. @throws RangeError where the denominator is 0. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('Expected a denominator other than 0');
  const divisor = greatestCommonDivisor(magnitude(numerator), magnitude(denominator));
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/**
 * The number that a decimal notation spells, with how many decimals it is printed; null where it is none.
 * At most 16 digits before the point and 10 after it, no leading zeros, no separators of thousands.
 *
 * @example parseDecimal('2.0') // 2 with 1 decimal
 */
export function parseDecimal(text: string): { readonly value: Rational; readonly decimals: number } | null {
  const match = DECIMAL_PATTERN.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  const value = rational(match[1] === '-' ? -digits : digits, powerOfTen(fraction.length));
  return { value, decimals: fraction.length };
}

/** a + b */
export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a − b */
export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** a × b */
export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a ÷ b; null where b is 0. */
export function divide(a: Rational, b: Rational): Rational | null {
  return b.numerator === 0n ? null : rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Negative where a < b, 0 where they are equal, positive where a > b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether both are the same number. */
export function isEqual(a: Rational, b: Rational): boolean {
  return compare(a, b) === 0;
}

/**
 * Decimal notation with exactly `decimals` decimals, rounded half away from zero.
 *
 * @example formatRational(rational(-5n, 2n), 0) // '-3'
 */
export function formatRational(value: Rational, decimals: number): string {
  const scaled = magnitude(value.numerator) * powerOfTen(decimals);
  const rounded = (2n * scaled + value.denominator) / (2n * value.denominator);
  const digits = String(rounded).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return value.numerator < 0n && rounded > 0n ? `-${text}` : text;
}

/** 10 to the power of `exponent`, which is 0 or more. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large === 0n ? 1n : large;
}
