import { parseCalendarDate, toEpochDay } from '../../../kernel/calendar-date.ts';
import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { foldText } from '../../../kernel/text.ts';
import { parseClock } from '../../../kernel/time/clock-time.ts';
import type { Claim } from './claim.ts';
import { add, compare, isEqual, multiply, parseDecimal, type Rational, rational, subtract } from './rational.ts';

/**
 * What a claim states. A `number` is exact, with the number of decimals it is printed with; a `day` counts from
 * 1970-01-01, a `minute` from midnight; a `text` is compared without case and marks.
 */
export type ClaimValue =
  | { readonly kind: 'number' | 'day' | 'minute'; readonly at: Rational; readonly decimals: number }
  | { readonly kind: 'text'; readonly text: string };

/** One end of a range; `included` tells whether the end itself belongs to it. */
interface Edge {
  readonly at: Rational;
  readonly included: boolean;
}

/** All values that a claim leaves possible; null where a side has no end. */
export interface Range {
  readonly low: Edge | null;
  readonly high: Edge | null;
}

/** What `about` and `nearly` leave open, as a share of the number. */
const ABOUT_SHARE = rational(1n, 10n);
const HALF = rational(1n, 2n);

/** The value that `text` spells in the notation of `unit`: `1234`, `76.43`, `2024-02-07`, `08:00`, or any text. */
export function parseClaimValue(unit: Claim['unit'], text: string): Result<ClaimValue, Fault> {
  const value = parseIn(unit, text);
  return value === null ? err(fault('claim-value', { found: text, unit })) : ok(value);
}

/** The value of a claim that has been checked; null for a gap and for a notation that cannot be read. */
export function findClaimValue(claim: Claim): ClaimValue | null {
  return claim.value === null ? null : parseIn(claim.unit, claim.value);
}

/**
 * Every value that the claim leaves possible, or null where it is a text. A percentage, and any number printed with
 * decimals, stands for all numbers that round to it; a count without decimals is exact unless `rounded`.
 * `about` gives a tenth on both sides, `nearly` a tenth below; of days and times both say nothing firm.
 */
export function rangeOf(claim: Claim, rounded = false): Range | null {
  const value = findClaimValue(claim);
  if (value === null || value.kind === 'text') return null;
  const isRounded = value.kind === 'number' && (rounded || claim.unit === 'percent' || value.decimals > 0);
  const slack = isRounded ? multiply(HALF, rational(1n, 10n ** BigInt(value.decimals))) : rational(0n);
  const printed = roundingRange(value.at, slack);
  if (claim.bound === null) return printed;
  return boundedRange(claim.bound, value, printed);
}

/** Whether the two have a value in common. */
export function doRangesMeet(a: Range, b: Range): boolean {
  return !liesBelow(a, b) && !liesBelow(b, a);
}

/** Whether `value` lies in the range. */
export function isInRange(value: Rational, range: Range): boolean {
  const point = { at: value, included: true };
  return doRangesMeet({ low: point, high: point }, range);
}

/** Whether both claims state the same value with the same bound, whatever it is counted in. */
export function isSameStatement(a: Claim, b: Claim): boolean {
  if (a.bound !== b.bound || a.unit !== b.unit) return false;
  const [left, right] = [findClaimValue(a), findClaimValue(b)];
  if (left === null || right === null) return false;
  if (left.kind === 'text' || right.kind === 'text') return left.kind === 'text' && isSameText(left, right);
  return isEqual(left.at, right.at);
}

function isSameText(a: { readonly text: string }, b: ClaimValue): boolean {
  return b.kind === 'text' && a.text === b.text;
}

function parseIn(unit: Claim['unit'], text: string): ClaimValue | null {
  switch (unit) {
    case 'count':
    case 'percent':
      return numberValue(text);
    case 'date': {
      const day = parseCalendarDate(text);
      return day === null ? null : { kind: 'day', at: rational(BigInt(toEpochDay(day))), decimals: 0 };
    }
    case 'time':
      return minuteValue(text);
    case 'text':
      return { kind: 'text', text: foldText(text) };
  }
}

function numberValue(text: string): ClaimValue | null {
  const number = parseDecimal(text);
  return number && { kind: 'number', at: number.value, decimals: number.decimals };
}

function minuteValue(text: string): ClaimValue | null {
  const minutes = parseClock(text);
  return minutes === null ? null : { kind: 'minute', at: rational(BigInt(minutes)), decimals: 0 };
}

/** Half away from zero: the end that is nearer to zero belongs to the range, the other does not. */
function roundingRange(at: Rational, slack: Rational): Range {
  const isExact = slack.numerator === 0n;
  return {
    low: { at: subtract(at, slack), included: isExact || at.numerator > 0n },
    high: { at: add(at, slack), included: isExact || at.numerator < 0n },
  };
}

function boundedRange(
  bound: NonNullable<Claim['bound']>,
  value: Exclude<ClaimValue, { kind: 'text' }>,
  printed: Range,
): Range {
  switch (bound) {
    case 'more-than':
      return { low: { at: value.at, included: false }, high: null };
    case 'less-than':
      return { low: null, high: { at: value.at, included: false } };
    case 'at-least':
      return { low: printed.low, high: null };
    case 'at-most':
      return { low: null, high: printed.high };
    case 'about':
    case 'nearly':
      return value.kind === 'number' ? vicinity(value.at, bound) : { low: null, high: null };
  }
}

function vicinity(at: Rational, bound: 'about' | 'nearly'): Range {
  const size = at.numerator < 0n ? subtract(rational(0n), at) : at;
  const room = multiply(size, ABOUT_SHARE);
  const high = bound === 'about' ? { at: add(at, room), included: true } : { at, included: false };
  return { low: { at: subtract(at, room), included: true }, high };
}

function liesBelow(a: Range, b: Range): boolean {
  if (a.high === null || b.low === null) return false;
  const order = compare(a.high.at, b.low.at);
  return order < 0 || (order === 0 && !(a.high.included && b.low.included));
}

/** The factor of 10, 100, 1,000 or 1,000,000 between two numbers as they are printed, or null: a slip of the pen. */
export function findSlipFactor(a: Rational, b: Rational): number | null {
  const factors = [10, 100, 1_000, 1_000_000];
  if (a.numerator === 0n) return null;
  const isTimes = (large: Rational, small: Rational, factor: number) =>
    isEqual(large, multiply(small, rational(BigInt(factor))));
  return factors.find((factor) => isTimes(a, b, factor) || isTimes(b, a, factor)) ?? null;
}
