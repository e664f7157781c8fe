import type { Column } from '../../../../../platform/columns/column/column.ts';
import type { Segment } from '../../../../../platform/columns/segment.ts';
import { beginsWord, searchableText } from '../../../../../platform/columns/words/search-words.ts';
import type { MetaColumn } from '../../arrivals/list/report-row.ts';

/** A polling station with its names, in whatever languages, in one text. */
export interface NamedStation {
  readonly code: string;
  readonly names: string;
}

/** The column in which the code of the station stands. */
export const STATION = 'station' satisfies MetaColumn;

/** Numbers for codes of stations, which stay as they are while the program runs: what a column has is looked up once. */
export class StationNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly ofColumns = new WeakMap<Column, Int32Array>();

  /** The number of a station, from 0 on; a new one where it has none yet. */
  numberOf(code: string): number {
    const known = this.numbers.get(code);
    if (known !== undefined) return known;
    this.numbers.set(code, this.numbers.size);
    return this.numbers.size - 1;
  }

  get size(): number {
    return this.numbers.size;
  }

  /** For every code of a column, from 1 on, the number of the station. The column is there whole. */
  numbersIn(column: Column): Int32Array {
    const known = this.ofColumns.get(column);
    if (known !== undefined) return known;
    const numbers = new Int32Array(column.size + 1);
    for (let code = 1; code <= column.size; code += 1) numbers[code] = this.numberOf(column.value(code));
    this.ofColumns.set(column, numbers);
    return numbers;
  }
}

/** Word → 1 at the number of each station that has it in a name; words that no name has are left out. */
export type FoundStations = ReadonlyMap<string, Uint8Array>;

/** The names of polling stations, ready to be searched. */
export class NamedStations {
  readonly numbers: StationNumbers;
  private readonly stations: readonly { readonly number: number; readonly text: string }[];
  /** Names → the same as they are searched. */
  private readonly texts = new Map<string, string>();

  /**
   * @param stations one that is given several times has all of these names.
   * @param before names that are the same there are not folded again; null: there are none.
   */
  constructor(stations: readonly NamedStation[], before: NamedStations | null) {
    const numbers = before?.numbers ?? new StationNumbers();
    this.numbers = numbers;
    this.stations = stations.map(({ code, names }) => {
      const text = before?.texts.get(names) ?? searchableText(names);
      this.texts.set(names, text);
      return { number: numbers.numberOf(code), text };
    });
  }

  /** The stations with words in their names that begin so. @param words folded. */
  find(words: readonly string[]): FoundStations {
    const found = new Map<string, Uint8Array>();
    for (const word of words) {
      const marks = new Uint8Array(this.numbers.size);
      for (const { number, text } of this.stations) if (beginsWord(text, word)) marks[number] = 1;
      if (marks.includes(1)) found.set(word, marks);
    }
    return found;
  }
}

/** A segment whose rows have the words in the names of their stations as well. Its column of stations is there whole. */
export function withStationNames(segment: Segment, found: FoundStations, numbers: StationNumbers): Segment {
  const findWords = (start: string) => {
    const own = segment.findWords(start);
    const marks = found.get(start);
    const column = marks === undefined ? null : segment.column(STATION);
    return marks === undefined || column === null ? own : withRows(own, column.codes, marksOf(column, marks, numbers));
  };
  return { ...segment, findWords };
}

/** For every code of the column, whether the station is among those that are marked: 1, or 0. */
function marksOf(column: Column, marks: Uint8Array, numbers: StationNumbers): Uint8Array {
  const own = numbers.numbersIn(column);
  const marked = new Uint8Array(own.length);
  for (let code = 1; code < own.length; code += 1) {
    const number = own[code] ?? 0;
    // A station that became known after the search began has no name that was looked at.
    if (number < marks.length) marked[code] = marks[number] ?? 0;
  }
  return marked;
}

function withRows(own: Uint8Array, codes: Column['codes'], marked: Uint8Array): Uint8Array {
  const rows = new Uint8Array(own.length);
  for (let row = 0; row < rows.length; row += 1) rows[row] = (own[row] ?? 0) | (marked[codes[row] ?? 0] ?? 0);
  return rows;
}
