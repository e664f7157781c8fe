import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { normalizeText } from '../../../kernel/text.ts';

/** A telephone number as it was written, and as it is dialled. */
export interface PhoneNumber {
  readonly written: string;
  /** E.164: `+` and 7 to 15 digits; null: it is national, and the mission has no country code. */
  readonly e164: string | null;
}

/** The longest number as it is written. */
export const LONGEST_PHONE = 40;
const WRITTEN = /^\+?[\d ()\-–.\u00a0\u202f]+$/;
const COUNTRY = /^[1-9]\d{0,2}$/;
const [FEWEST, MOST] = [7, 15];

/** Whether `code` can be the calling code of a country: one to three digits without `+`. */
export function isCountryCode(code: string): boolean {
  return COUNTRY.test(code);
}

/**
 * Reads a telephone number without guessing: `+` or `00`, digits, and spaces, dashes, dots and parentheses between them. A
 * national number, one without `+` or `00`, is dialled with the country code of the mission and without its first 0; one that
 * begins like the country code may be either and is refused.
 *
 * @param countryCode of the mission, digits alone; null: a national number stays as it is written.
 * @example parsePhone('(055) 010-20-30', '999') // { written: '(055) 010-20-30', e164: '+999550102030' }
 */
export function parsePhone(text: string, countryCode: string | null): Result<PhoneNumber, Fault> {
  const written = normalizeText(text.trim());
  if (written.length > LONGEST_PHONE || !WRITTEN.test(written)) return err(fault('phone-signs', { found: text }));
  const digits = phoneDigits(written);
  const foreign = foreignNumber(written, digits);
  if (foreign === null && digits.startsWith('00')) return err(fault('phone-signs', { found: text }));
  if (foreign === null && countryCode === null) return lengthOf(digits, { written, e164: null });
  if (foreign === null && digits.startsWith(countryCode ?? '')) return err(fault('phone-unclear', { found: text }));
  const number = foreign ?? `${countryCode}${digits.replace(/^0/, '')}`;
  if (number.startsWith('0')) return err(fault('phone-signs', { found: text }));
  return lengthOf(number, { written, e164: `+${number}` });
}

/** The digits of a number, as a search compares it. */
export function phoneDigits(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether two numbers are the same telephone. */
export function isSamePhone(one: PhoneNumber, other: PhoneNumber): boolean {
  if (one.e164 !== null || other.e164 !== null) return one.e164 === other.e164;
  return phoneDigits(one.written) === phoneDigits(other.written);
}

/** The digits behind `+` or `00`; null: the number is national. */
function foreignNumber(written: string, digits: string): string | null {
  if (written.startsWith('+')) return digits;
  return /^\(?00/.test(written) ? digits.slice(2) : null;
}

function lengthOf(digits: string, number: PhoneNumber): Result<PhoneNumber, Fault> {
  const isLong = digits.length >= FEWEST && digits.length <= MOST;
  return isLong ? ok(number) : err(fault('phone-length', { found: digits.length, wanted: `${FEWEST}–${MOST}` }));
}
