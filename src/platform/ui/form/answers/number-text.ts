const EASTERN_ZEROS = [0x660, 0x6f0, 0x966];

/**
 * The canonical text of a number as somebody typed it: spaces between digits are left out, comma and point are both
 * the decimal mark, `−` is minus, digits may be Arabic, Persian or Devanagari. What cannot be read in one way alone
 * (`1,234.5`, `12 apples`) is given back as it was typed.
 */
export function readNumber(typed: string, isWhole: boolean): string {
  const plain = latinDigits(typed.trim())
    .replace(/[−–]/g, '-')
    .replace(/[,٫]/g, '.')
    .replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d)/g, '');
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(plain);
  const [whole = '', fraction] = [match?.[2], match?.[3]];
  if (match === null || (whole === '' && (fraction ?? '') === '')) return typed.trim();
  if (isWhole && fraction !== undefined) return typed.trim();
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const sign = match[1] === '-' ? '-' : '';
  return fraction === undefined || fraction === '' ? `${sign}${digits}` : `${sign}${digits}.${fraction}`;
}

/** A canonical number as it is typed in a language with that decimal mark, its thousands set apart if asked; else the text. */
export function showNumber(value: string, mark: string, hasThousands: boolean): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const [whole = '', fraction] = value.split('.');
  const digits = hasThousands ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  return fraction === undefined ? digits : `${digits}${mark}${fraction}`;
}

function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = EASTERN_ZEROS.find((first) => code >= first && code <= first + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
