import type { TransactionSql } from 'postgres';
import { must } from '../../../kernel/result.ts';
import { CHUNK_ROWS } from '../column/chunk-rows.ts';
import type { Column } from '../column/column.ts';
import type { Segment } from '../segment.ts';
import { markRows } from '../words/row-set.ts';
import type { ColumnCache } from './column-cache.ts';
import { loadColumns, loadPieces, loadShapes, loadWords, type StoredChunk } from './keep-columns.ts';

/**
 * How much of a column is needed. `codes`: which rows have the same value, and in which order; `letters`: to look for letters in
 * it as well; `all`: to read every value.
 */
export type Depth = 'codes' | 'letters' | 'all';

/** What is needed of the rows of a mission. */
export interface Needed {
  readonly missionId: string;
  /** Columns, by their keys. */
  readonly columns: ReadonlyMap<string, Depth>;
  /** Beginnings of words, folded. */
  readonly words: readonly string[];
  /** Places of the rows that are not to be taken from chunks, because they have changed. */
  readonly changed: readonly number[];
  /** As `listChunks` tells them. */
  readonly chunks: readonly StoredChunk[];
}

/**
 * The chunks of a mission with what is needed of them, newest rows first.
 *
 * @param sql a transaction that sees one state throughout (`repeatable read`): chunks and what has changed since fit together.
 */
export async function loadSegments(sql: TransactionSql, cache: ColumnCache, needed: Needed): Promise<Segment[]> {
  const { missionId, chunks, words } = needed;
  // Held by this question: others that are asked meanwhile load less of a column into the cache, or let go of it.
  const columns = await takeColumns(sql, cache, needed);
  // Asked at once, they travel together.
  const marks = await Promise.all(words.map((start) => marksOf(sql, missionId, { start, chunks })));
  const found = new Map(words.map((start, at) => [start, marks[at]]));
  const stale = staleRows(needed.changed, chunks);
  return chunks.toReversed().map(({ chunk, rows }) => {
    const none = new Uint8Array(rows);
    return {
      chunk,
      rows,
      stale: stale.get(chunk) ?? null,
      ordinal: (row) => chunk * CHUNK_ROWS + row,
      column: (key) => columns.get(key)?.get(chunk) ?? null,
      findWords: (start) => found.get(start)?.get(chunk) ?? none,
    };
  });
}

/** Chunk → its column; null: no row has a value there. */
type ByChunk = Map<number, Column | null>;

/** What is needed of each column, from the cache or into it. */
async function takeColumns(
  sql: TransactionSql,
  cache: ColumnCache,
  { missionId, columns, chunks }: Pick<Needed, 'missionId' | 'columns' | 'chunks'>,
): Promise<ReadonlyMap<string, ByChunk>> {
  const taken = new Map<string, ByChunk>();
  for (const [key, depth] of columns) {
    const own: ByChunk = new Map();
    for (const chunk of chunks) {
      const found = cache.find(missionId, chunk, key);
      if (reaches(found, depth)) own.set(chunk.chunk, found ?? null);
    }
    const missing = chunks.filter(({ chunk }) => !own.has(chunk));
    const loaded = await LOAD[depth](sql, missionId, { key, chunks: missing.map(({ chunk }) => chunk) });
    for (const { chunk, column } of loaded) own.set(chunk, column);
    for (const chunk of missing) {
      const isKept = reaches(cache.find(missionId, chunk, key), depth);
      if (!isKept) cache.keep(missionId, chunk, { key, column: own.get(chunk.chunk) ?? null });
    }
    taken.set(key, own);
  }
  return taken;
}

/** @param column undefined: it is not in memory; null: it has no values. */
function reaches(column: Column | null | undefined, depth: Depth): boolean {
  if (column === undefined || column === null) return column === null;
  return depth === 'codes' || (depth === 'letters' ? column.isSearchable : column.isWhole);
}

const LOAD: Readonly<Record<Depth, typeof loadColumns>> = {
  codes: loadShapes,
  all: loadColumns,
  letters: async (sql, missionId, { key, chunks }) => {
    const shapes = await loadShapes(sql, missionId, { key, chunks });
    const wanted = shapes.filter(({ column }) => !column.isSearchable);
    const pieces = wanted.map(({ chunk, column }) => ({ chunk, ...column.foldedStretch }));
    const letters = await loadPieces(sql, missionId, { key, pieces });
    const searchable = new Map(
      wanted.map(({ chunk, column }, at) => [chunk, column.withFolded(must(letters[at], `Load letters of ${key}`))]),
    );
    return shapes.map(({ chunk, column }) => ({ chunk, column: searchable.get(chunk) ?? column }));
  },
};

async function marksOf(
  sql: TransactionSql,
  missionId: string,
  { start, chunks }: { readonly start: string; readonly chunks: readonly StoredChunk[] },
): Promise<Map<number, Uint8Array>> {
  const sizes = new Map(chunks.map(({ chunk, rows }) => [chunk, rows]));
  const marks = new Map<number, Uint8Array>();
  for (const { chunk, rows } of await loadWords(sql, missionId, { start, chunks: [...sizes.keys()] })) {
    const mask = marks.get(chunk) ?? new Uint8Array(sizes.get(chunk) ?? 0);
    markRows(rows, mask);
    marks.set(chunk, mask);
  }
  return marks;
}

function staleRows(changed: readonly number[], chunks: readonly StoredChunk[]): Map<number, Uint8Array> {
  const sizes = new Map(chunks.map(({ chunk, rows }) => [chunk, rows]));
  const stale = new Map<number, Uint8Array>();
  for (const ordinal of changed) {
    const chunk = Math.floor(ordinal / CHUNK_ROWS);
    const size = sizes.get(chunk);
    if (size === undefined) continue;
    const mask = stale.get(chunk) ?? new Uint8Array(size);
    mask[ordinal - chunk * CHUNK_ROWS] = 1;
    stale.set(chunk, mask);
  }
  return stale;
}
