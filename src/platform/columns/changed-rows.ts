import { type Column, makeColumn } from './column/column.ts';
import type { Segment } from './segment.ts';
import type { NewRow } from './settle-rows.ts';
import { UNSEARCHED, wordsOfValue } from './words/search-words.ts';

/**
 * Rows that have changed since their chunks were written, or have none yet, as a segment.
 *
 * @param rows ascending by their ordinals.
 */
export function segmentOfChanged(rows: readonly NewRow[]): Segment {
  const columns = new Map<string, Column>();
  const words: ReadonlySet<string>[] = [];
  const column = (key: string) => {
    const made = columns.get(key) ?? makeColumn(rows.map(({ cells }) => cells.get(key) ?? null));
    columns.set(key, made);
    return made;
  };
  const wordsOf = (row: number) => {
    words[row] ??= new Set(
      [...(rows[row]?.cells ?? [])].flatMap(([key, cell]) =>
        cell === null || key.startsWith(UNSEARCHED) ? [] : [...wordsOfValue(cell)],
      ),
    );
    return words[row];
  };
  return {
    chunk: null,
    rows: rows.length,
    stale: null,
    ordinal: (row) => rows[row]?.ordinal ?? -1,
    column,
    findWords: (start) => {
      const beginsSo = (word: string) => word.startsWith(start);
      return Uint8Array.from(rows, (_, row) => ([...wordsOf(row)].some(beginsSo) ? 1 : 0));
    },
  };
}
