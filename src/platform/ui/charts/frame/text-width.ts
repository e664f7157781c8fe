const NARROW = /[iljıI.,:;'’|!()[\]\s/-]/;
const WIDE = /[mwMWƏЖШЩМЮФДЫжшщмюфыд@—%]/;

/**
 * About how wide a text is, in em of our sans: enough to keep labels apart, a little too wide rather than too narrow.
 */
export function textWidthEm(text: string): number {
  let width = 0;
  for (const character of text) {
    if (NARROW.test(character)) width += 0.32;
    else if (WIDE.test(character)) width += 0.86;
    else width += character.toUpperCase() === character ? 0.66 : 0.58;
  }
  return width;
}

/** The text, cut after a whole word and with an ellipsis where it is wider than `em`. */
export function cutText(text: string, em: number): string {
  if (textWidthEm(text) <= em) return text;
  let kept = text;
  while (kept.length > 1 && textWidthEm(`${kept}…`) > em) kept = kept.slice(0, -1);
  const words = kept.replace(/[\s,;:.–-]*\S*$/u, '');
  return `${words === '' ? kept.trimEnd() : words}…`;
}
