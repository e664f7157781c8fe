/**
 * A text so that texts written one after the other can be told apart whatever stands in them: the number of its bytes
 * in UTF-8 as decimal digits, a colon, the text, a comma (D. J. Bernstein, "Netstrings", 1997).
 *
 * @example netstring('Şəki') // '6:Şəki,'
 */
export function netstring(text: string): string {
  return `${utf8Length(text)}:${text},`;
}

/** Bytes of the UTF-8 of a text without lone surrogates. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    // Each half of a surrogate pair counts for two of its four bytes.
    length += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return length;
}

/** Negative, 0 or positive as `one` comes before, with or after `other` in the order of code points, which is that of UTF-8. */
export function compareCodePoints(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = rankOf(one.charCodeAt(at)) - rankOf(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** UTF-16 puts surrogates, which stand for the highest code points, before U+E000 to U+FFFF. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
