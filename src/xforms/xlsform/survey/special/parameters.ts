/** Names whose values are names in a file, so that their case counts. */
const CASE_COUNTS = ['label', 'value'];

/** `start=1; end=10` → names in lower case and values; null where it is not of that form. */
export function parseParameters(text: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  const rest = text.replace(/([^\s=,;]+)[\s,;]*=[\s,;]*([^\s=,;]+)/g, (_, name: string, value: string) => {
    const key = name.toLowerCase();
    parameters.set(key, CASE_COUNTS.includes(key) ? value : value.toLowerCase());
    return ' ';
  });
  return /^[\s,;]*$/.test(rest) ? parameters : null;
}

/** A number in decimal notation as a whole number of 10^-scale; null where the text is none. */
export function parseDecimal(text: string): { readonly digits: bigint; readonly scale: number } | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Numbers in decimal notation as whole numbers of one unit, so that multiples are told exactly. */
export function alignDecimals(texts: readonly string[]): bigint[] {
  const parsed = texts.map((text) => parseDecimal(text) ?? { digits: 0n, scale: 0 });
  const scale = Math.max(0, ...parsed.map((one) => one.scale));
  return parsed.map((one) => one.digits * 10n ** BigInt(scale - one.scale));
}

/** Whether a text is a number in decimal notation without a fraction other than zero. */
export function isWhole(text: string): boolean {
  const parsed = parseDecimal(text);
  return parsed !== null && parsed.digits % 10n ** BigInt(parsed.scale) === 0n;
}

/** Whether a text is a whole number. */
export function isInteger(text: string): boolean {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text);
}

/** Whether a text is a number. */
export function isNumber(text: string): boolean {
  return parseDecimal(text.trim()) !== null || /^[+-]?(inf|infinity|nan)$/i.test(text.trim());
}
