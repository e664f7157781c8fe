/**
 * UTF-16 code units of a text that is put together of others: room for a list of all copies of a repeat. A longer one is empty, as
 * whatever cannot be computed is.
 */
export const LONGEST_TEXT = 1_000_000;

/** The texts in one; empty where that would be longer than `LONGEST_TEXT`. */
export function joinTexts(texts: readonly string[], separator = ''): string {
  let length = separator.length * Math.max(0, texts.length - 1);
  for (const text of texts) length += text.length;
  return length > LONGEST_TEXT ? '' : texts.join(separator);
}
