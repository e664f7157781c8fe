/** Letters of our sans by their width in em, in its semi-bold: for the regular this is a little too wide. */
const WIDTHS: readonly (readonly [em: number, letters: string])[] = [
  [0.26, ' \u202f\u00a0'],
  [0.32, "ijlI.,:’'ıİ|!"],
  [0.4, 'frt;()/[]'],
  [0.48, '1-г'],
  [0.56, 's–“”şзт'],
  [0.72, '04BDKPRSTXYZŞдъБВКРТУХЧЯ+−=<>'],
  [0.8, 'ACGHNOQUVƏĞÖÜÇмфыАИЙЛНОПСЦЭ'],
  [0.88, 'wжшщюДФ'],
  [0.96, 'mMМ…'],
  [1.04, 'W—%ЖШЩЮ№@'],
];
const USUAL_EM = 0.64;
const EM_OF = new Map(WIDTHS.flatMap(([em, letters]) => [...letters].map((letter) => [letter, em] as const)));

/** About how wide a text is, in em of our sans: rather too wide than too narrow, to keep labels apart. */
export function textWidthEm(text: string): number {
  let width = 0;
  for (const letter of text) width += EM_OF.get(letter) ?? USUAL_EM;
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
