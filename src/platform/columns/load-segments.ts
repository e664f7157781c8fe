import type { TransactionSql } from 'postgres';
import { CHUNK_ROWS, type Column } from './column.ts';
import type { ColumnCache } from './column-cache.ts';
import { loadColumns, loadWords, type StoredChunk } from './keep-columns.ts';
import type { Segment } from './segment.ts';
import { markRows } from './words/row-set.ts';

/** What is needed of the rows of a mission. */
export interface Needed {
  readonly missionId: string;
  /** Columns, by their keys. */
  readonly keys: readonly string[];
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
  await fillCache(sql, cache, needed);
  // Asked at once, they travel together.
  const marks = await Promise.all(words.map((start) => marksOf(sql, missionId, { start, chunks })));
  const found = new Map(words.map((start, at) => [start, marks[at]]));
  const stale = staleRows(needed.changed, chunks);
  return chunks.toReversed().map((stored) => {
    const { chunk, rows } = stored;
    const none = new Uint8Array(rows);
    return {
      rows,
      stale: stale.get(chunk) ?? null,
      ordinal: (row) => chunk * CHUNK_ROWS + row,
      column: (key) => cache.find(missionId, stored, key) ?? null,
      findWords: (start) => found.get(start)?.get(chunk) ?? none,
    };
  });
}

async function fillCache(
  sql: TransactionSql,
  cache: ColumnCache,
  { missionId, keys, chunks }: Pick<Needed, 'missionId' | 'keys' | 'chunks'>,
): Promise<void> {
  for (const key of keys) {
    const missing = chunks.filter((chunk) => cache.find(missionId, chunk, key) === undefined);
    const rows = await loadColumns(sql, missionId, { key, chunks: missing.map(({ chunk }) => chunk) });
    const loaded = new Map<number, Column>(rows.map(({ chunk, column }) => [chunk, column]));
    for (const chunk of missing) cache.keep(missionId, chunk, { key, column: loaded.get(chunk.chunk) ?? null });
  }
}

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
