/** Control characters, halves of characters, places without a character: a document cannot hold them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/gu;
/** The longest row of letters without a place to break the line. */
const LONGEST_WORD = 24;
const LONG_WORD = new RegExp(String.raw`[^\s\u200b]{${LONGEST_WORD + 1},}`, 'gu');
const BREAK = '\u200b';

/**
 * JSON data whose texts can be printed: what cannot is replaced by U+FFFD, and words of more than 24 letters get places
 * (U+200B) where their line may break.
 */
export function cleanTexts(data: unknown): unknown {
  if (typeof data === 'string') return cleanText(data);
  if (Array.isArray(data)) return data.map(cleanTexts);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, cleanTexts(value)]));
}

function cleanText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(UNPRINTABLE, (found) => (found === '\n' || found === '\t' ? found : '\ufffd'))
    .replace(LONG_WORD, (word) => {
      const letters = [...word];
      const pieces = Array.from({ length: Math.ceil(letters.length / LONGEST_WORD) }, (_, at) =>
        letters.slice(at * LONGEST_WORD, (at + 1) * LONGEST_WORD).join(''),
      );
      return pieces.join(BREAK);
    });
}
