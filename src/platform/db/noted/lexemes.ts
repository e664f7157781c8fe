import type { JSONValue } from 'postgres';
import { foldText } from '../../../kernel/text.ts';

/**
 * What a row is found by: words of a text, folded, and marks that no text can hold, because they begin with `=`. One
 * inverted index answers every combination of filters and words.
 */
export type Lexeme = string;

/** What marks a row: `a` who, `d` did what, `g` of which group, `k` kind of object, `o` object, `e` election, `m` mission. */
export type MarkName = 'a' | 'd' | 'g' | 'k' | 'o' | 'e' | 'm' | 's';

const MOST_WORDS = 200;
const LONGEST_WORD = 60;
const LONGEST_MARK = 200;
/** Names of details that are never searched: whoever may not see them could tell them from what is found. */
const UNSEARCHED = ['address'];
const DEEPEST = 4;

/** The lexeme of a mark. Very long values share one: a search by them still compares the row itself. */
export function markOf(name: MarkName, value: string): Lexeme {
  return `=${name}:${[...value].slice(0, LONGEST_MARK).join('')}`;
}

/** The words of a text as a search compares them: without case and marks, in any script. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''));
}

/** All texts that stand anywhere in details. */
export function textsOf(value: JSONValue | undefined, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((each: JSONValue) => textsOf(each, depth + 1));
  return Object.entries(value).flatMap(([name, each]) => (UNSEARCHED.includes(name) ? [] : textsOf(each, depth + 1)));
}

/** Marks and words as PostgreSQL takes a `tsvector` without positions. */
export function vectorOf(marks: readonly Lexeme[], texts: readonly string[]): string {
  const words = [...new Set(texts.flatMap(wordsOf))].slice(0, MOST_WORDS);
  return [...new Set([...marks, ...words])].map(quote).join(' ');
}

/** Whoever types one letter means a word of one letter; from two on, the beginning of a word. */
const SHORTEST_BEGINNING = 2;
const MOST_SEARCHED = 6;

/**
 * A `tsquery` that every mark and every word of `text` must match; empty where there is neither. A list of marks is
 * matched by any of them.
 */
export function queryOf(marks: readonly (Lexeme | readonly Lexeme[])[], text: string): string {
  const words = [...new Set(wordsOf(text))].slice(0, MOST_SEARCHED);
  const ofMarks = marks.map((mark) => (typeof mark === 'string' ? quote(mark) : `(${mark.map(quote).join(' | ')})`));
  const ofWords = words.map((word) => `${quote(word)}${word.length < SHORTEST_BEGINNING ? '' : ':*'}`);
  return [...ofMarks, ...ofWords].join(' & ');
}

function quote(lexeme: Lexeme): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
