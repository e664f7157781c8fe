import type { TransactionSql } from 'postgres';
import { CHUNK_ROWS } from './column/chunk-rows.ts';
import { type Cell, type Column, makeColumn } from './column/column.ts';
import { listChunks, loadChunk, saveChunk } from './stored/keep-columns.ts';
import { encodeRows, type RowSet } from './words/row-set.ts';
import { MOST_WORDS_OF_ROW, UNSEARCHED, wordsOfValue } from './words/search-words.ts';

/** A row with everything that stands in it. */
export interface NewRow {
  /** Its place among all rows of the mission, from 0 on. */
  readonly ordinal: number;
  /** Key of the column → what stands there; what is absent or null is empty. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/**
 * Puts rows into their chunks, in place of what stood there. A chunk is written anew as a whole: give many rows of it at once.
 *
 * @returns how many chunks were written.
 */
export async function settleRows(sql: TransactionSql, missionId: string, rows: readonly NewRow[]): Promise<number> {
  const byChunk = new Map<number, NewRow[]>();
  for (const row of rows) {
    const chunk = Math.floor(row.ordinal / CHUNK_ROWS);
    const same = byChunk.get(chunk);
    if (same === undefined) byChunk.set(chunk, [row]);
    else same.push(row);
  }
  const sizes = new Map((await listChunks(sql, missionId)).map(({ chunk, rows: count }) => [chunk, count]));
  for (const [chunk, own] of byChunk) {
    const before = await loadChunk(sql, missionId, chunk);
    const last = own.reduce((most, { ordinal }) => Math.max(most, ordinal), 0);
    const count = Math.max(sizes.get(chunk) ?? 0, last - chunk * CHUNK_ROWS + 1);
    const columns = mergeRows(before, own, { count, first: chunk * CHUNK_ROWS });
    await saveChunk(sql, missionId, { chunk, rows: count, columns, words: indexWords(columns, count) });
  }
  return byChunk.size;
}

/** The columns of a chunk with these rows in them. */
export function mergeRows(
  before: ReadonlyMap<string, Column>,
  rows: readonly NewRow[],
  { count, first }: { readonly count: number; readonly first: number },
): Map<string, Column> {
  const keys = new Set([...before.keys(), ...rows.flatMap(({ cells }) => [...cells.keys()])]);
  const columns = new Map<string, Column>();
  for (const key of keys) {
    const cells = cellsOf(before.get(key), count);
    for (const row of rows) cells[row.ordinal - first] = row.cells.get(key) ?? null;
    const column = makeColumn(cells);
    if (column.size > 0) columns.set(key, column);
  }
  return columns;
}

function cellsOf(column: Column | undefined, count: number): Cell[] {
  if (column === undefined) return new Array<Cell>(count).fill(null);
  const values = Array.from({ length: column.size }, (_, at) => column.value(at + 1));
  return Array.from({ length: count }, (_, row) => values[(column.codes[row] ?? 0) - 1] ?? null);
}

/** Word → the rows that have it in one of the columns that are searched. */
export function indexWords(columns: ReadonlyMap<string, Column>, count: number): Map<string, RowSet> {
  const found = new Map<string, number[]>();
  const counts = new Uint32Array(count);
  for (const [key, column] of columns) {
    if (key.startsWith(UNSEARCHED)) continue;
    const { rows, starts } = column.rowsByCode();
    for (let code = 1; code <= column.size; code += 1) {
      const words = wordsOfValue(column.value(code));
      if (words.size === 0) continue;
      for (const row of rows.subarray(starts[code], starts[code + 1])) {
        counts[row] = (counts[row] ?? 0) + words.size;
        if ((counts[row] ?? 0) > MOST_WORDS_OF_ROW) continue;
        for (const word of words) note(found, word, row);
      }
    }
  }
  const ascending = (rows: number[]) => [...new Set(rows)].sort((one, other) => one - other);
  return new Map([...found].map(([word, rows]) => [word, encodeRows(ascending(rows))]));
}

function note(found: Map<string, number[]>, word: string, row: number): void {
  const rows = found.get(word);
  if (rows === undefined) found.set(word, [row]);
  else if (rows.at(-1) !== row) rows.push(row);
}
