import type { Language } from './languages.ts';

const THIN_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';
const DECIMAL_MARKS: Readonly<Record<Language, string>> = { en: '.', ru: ',', az: ',' };

/**
 * A number as a reader of the language writes it: `6 478 623`, `76.73` or `76,73`. Thousands are set apart by a narrow
 * space that does not break, in every language alike, so that nobody takes a mark for a decimal mark.
 *
 * @param value a number, or a decimal as it is spelled in a file, whose zeros are kept: `2.0` stays `2.0`.
 * @param decimals to how many decimals it is rounded; as it is where omitted.
 */
export function formatNumber(language: Language, value: number | string, decimals?: number): string {
  const spelled = spell(value, decimals);
  const isNegative = spelled.startsWith('-');
  const [whole = '', fraction] = spelled.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const digits = fraction === undefined ? grouped : `${grouped}${DECIMAL_MARKS[language]}${fraction}`;
  return isNegative ? `${MINUS}${digits}` : digits;
}

/** A percentage: 76.73 becomes `76.73%`, `76,73 %` in Russian. Arguments as of `formatNumber`. */
export function formatPercent(language: Language, percent: number | string, decimals?: number): string {
  const number = formatNumber(language, percent, decimals);
  return language === 'ru' ? `${number}${NO_BREAK_SPACE}%` : `${number}%`;
}

/** A share in [0, 1] as a percentage with `decimals` decimals, 1 unless given: 0.7673 becomes `76.7%`. */
export function formatShare(language: Language, share: number, decimals = 1): string {
  return formatPercent(language, share * 100, decimals);
}

function spell(value: number | string, decimals: number | undefined): string {
  if (typeof value === 'string' && decimals === undefined) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new RangeError(`Expected a finite number but found ${value}`);
  if (decimals !== undefined) return number.toFixed(decimals).replace(/^-(?=[0.]+$)/, '');
  return Number.isInteger(number) ? BigInt(number).toString() : plain(number);
}

/** Without an exponent: 1e-7 becomes 0.0000001. */
function plain(number: number): string {
  const shortest = String(number);
  return shortest.includes('e') ? number.toFixed(20).replace(/0+$/, '') : shortest;
}
