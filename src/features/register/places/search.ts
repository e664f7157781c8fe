import { foldText } from '../../../kernel/text.ts';
import type { Place } from './place.ts';

/** What somebody looks for, folded as `foldText` folds: the whole text and its words. */
export interface PlaceQuery {
  readonly text: string;
  readonly words: readonly string[];
  /** `Gusar 7` and `61/7` also mean the place of number 7, `007` too, in a place that the rest names. */
  readonly within: { readonly words: readonly string[]; readonly number: string } | null;
}

/** What is known of a place that was found: its folded search text, its code and its number. */
export interface FoundPlace {
  readonly code: string;
  readonly number: string | null;
  readonly level: Place['level'];
  /** Folded code, names and number in one text. */
  readonly search: string;
  /** Whether it was found as the number within a place that the rest of the query names. */
  readonly isWithin: boolean;
}

/** How well a place answers: 0 is best. */
export type MatchRank = 0 | 1 | 2 | 3 | 4 | 5;

const MOST_WORDS = 6;
const LEVELS: readonly Place['level'][] = ['country', 'region', 'district', 'constituency', 'area', 'precinct'];

/** Reads what somebody typed; null where it holds no letter and no digit. Words beyond the sixth are left out. */
export function parsePlaceQuery(typed: string): PlaceQuery | null {
  const text = foldText(typed);
  const words = [...new Set(text.split(' '))].filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, MOST_WORDS);
  return words.length === 0 ? null : { text, words, within: parseWithin(text) };
}

function parseWithin(text: string): PlaceQuery['within'] {
  const match = /^(.*[^\s/,№#-])[\s/,№#-]+([\p{L}\p{N}]{1,6})$/u.exec(text);
  const [rest, number] = [match?.[1], match?.[2]];
  if (rest === undefined || number === undefined || !/\p{N}/u.test(number)) return null;
  return { words: rest.split(' ').slice(0, MOST_WORDS), number };
}

/**
 * How well the place answers the query: its code; the beginning of its code, or the number within a place that is
 * named; its number; whole words; beginnings of words; anything else.
 */
export function rankPlace(query: PlaceQuery, place: FoundPlace): MatchRank {
  const code = foldText(place.code);
  if (code === query.text) return 0;
  if (place.isWithin || code.startsWith(query.text)) return 1;
  if (place.number !== null && foldText(place.number) === query.text) return 2;
  const words = place.search.split(/[^\p{L}\p{N}]+/u);
  if (query.words.every((word) => words.includes(word))) return 3;
  return query.words.every((word) => words.some((other) => other.startsWith(word))) ? 4 : 5;
}

/**
 * Found places, best first; among equals, the larger place before the smaller, else as they came. Of a place that was
 * found in several ways, the first counts.
 */
export function rankPlaces<P extends FoundPlace>(query: PlaceQuery, places: readonly P[]): P[] {
  const once = [...new Map([...places].reverse().map((place) => [place.code, place])).values()].reverse();
  const ranked = once.map((place, order) => ({ place, order, rank: rankPlace(query, place) }));
  ranked.sort((a, b) => a.rank - b.rank || levelRank(a.place) - levelRank(b.place) || a.order - b.order);
  return ranked.map(({ place }) => place);
}

function levelRank(place: FoundPlace): number {
  return LEVELS.indexOf(place.level);
}
