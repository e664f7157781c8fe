import { foldText } from '../../../kernel/text.ts';

/** Longer words are cut: nobody searches for more letters. */
const LONGEST = 40;
/** A row is not found by more words than about these. */
export const MOST_WORDS_OF_ROW = 4_000;
/** Scripts that write no spaces between words: every two letters that stand together are a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** The words of a text as a search compares them: letters and digits, folded, in any script. */
export function wordsOf(text: string): string[] {
  return foldLetters(text)
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (UNSPACED.test(word) ? pairsOf(word) : word === '' ? [] : [word.slice(0, LONGEST)]));
}

function foldLetters(text: string): string {
  return foldText(text.replace(/[\u2019\u02bc']/g, ''));
}

function pairsOf(word: string): string[] {
  const letters = [...word];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

/** Columns whose keys begin so are there to be read back; no row is found by a word of theirs. */
export const UNSEARCHED = '.';

const LETTER = /\p{L}/u;
const NO_WORDS = /^(?:uuid:|\d{4}-\d{2}-\d{2}T)/;

/** The words that a row is found by for this value: none of moments, numbers, and names that machines made. */
export function wordsOfValue(value: string): ReadonlySet<string> {
  if (!LETTER.test(value) || NO_WORDS.test(value)) return NO_WORD;
  return new Set(wordsOf(value).slice(0, MOST_WORDS_OF_ROW));
}

const NO_WORD: ReadonlySet<string> = new Set();

/** The words that are searched for; a row has to have a word that begins with each of them. */
export function searchedWords(search: string): readonly string[] {
  return [...new Set(wordsOf(search))];
}

/** A text whose words `beginsWord` finds without taking it apart each time: for thousands of texts that are searched often. */
export function searchableText(text: string): string {
  const folded = foldLetters(text);
  return UNSPACED.test(folded) ? wordsOf(text).join(' ') : folded;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a word of the text begins so: the same as of `wordsOf`. @param start as `searchedWords` tells it. */
export function beginsWord(searchable: string, start: string): boolean {
  for (let at = searchable.indexOf(start); at >= 0; at = searchable.indexOf(start, at + 1)) {
    if (at === 0 || !isLetterBefore(searchable, at)) return true;
  }
  return false;
}

function isLetterBefore(text: string, at: number): boolean {
  const isPair = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return LETTER_OR_DIGIT.test(text.slice(isPair ? at - 2 : at - 1, at));
}
