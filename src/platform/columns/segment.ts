import type { Column } from './column/column.ts';
import { type Condition, matchCodes, matchesNothing } from './condition.ts';

/** Rows that lie together: a chunk as it is stored, or those that have changed since. */
export interface Segment {
  /** The chunk that it is; null: it is none. */
  readonly chunk: number | null;
  /** How many rows it has. */
  readonly rows: number;
  /** The place of a row among all, ascending within the segment. */
  ordinal(row: number): number;
  /** 1 for each row that is out of date, because another segment has it; null: none is. */
  readonly stale: Uint8Array | null;
  /** Null: no row has a value there. */
  column(key: string): Column | null;
  /** 1 for each row that has a word that begins so. */
  findWords(start: string): Uint8Array;
}

/** Which rows are wanted: those that hold to all conditions and have all words. */
export interface RowFilter {
  readonly conditions: readonly Condition[];
  /** Beginnings of words, folded. */
  readonly words: readonly string[];
}

/** The rows of a segment that are wanted. */
export interface Matched {
  readonly segment: Segment;
  /** 1 for each wanted row. */
  readonly mask: Uint8Array;
  readonly count: number;
}

/** Finds the wanted rows of a segment. */
export function matchRows(segment: Segment, { conditions, words }: RowFilter): Matched {
  const mask = new Uint8Array(segment.rows).fill(1);
  if (segment.stale !== null)
    for (let row = 0; row < mask.length; row += 1) if (segment.stale[row] === 1) mask[row] = 0;
  for (const condition of conditions) narrow(mask, segment, condition);
  for (const word of words) {
    const found = segment.findWords(word);
    for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) & (found[row] ?? 0);
  }
  let count = 0;
  for (let row = 0; row < mask.length; row += 1) count += mask[row] ?? 0;
  return { segment, mask, count };
}

function narrow(mask: Uint8Array, segment: Segment, condition: Condition): void {
  const column = segment.column(condition.column);
  if (column === null) {
    if (!matchesNothing(condition)) mask.fill(0);
    return;
  }
  const match = matchCodes(column, condition);
  const { codes } = column;
  for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) & (match[codes[row] ?? 0] ?? 0);
}
