import type { Sql } from 'postgres';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { type CompactRange, EMPTY_RANGE, growRange, rootOfRange } from '../../../ledger/merkle/compact-range.ts';
import { loadLeaves } from '../../log/keep-leaves.ts';
import { hashLeafFast } from '../../log/serve/hash-fast.ts';

const CHUNK = 10_000;

/** How many leaves the database holds of a log, and the roots of the sizes that are asked for. */
export interface LogOfRows {
  readonly rows: number;
  /** In hexadecimal, by size; a size that the rows do not reach is not in it. */
  readonly roots: ReadonlyMap<number, string>;
  /** The tree of all rows. */
  readonly range: CompactRange;
}

/** Computes a log from its rows alone: their bytes, not the hashes beside them. */
export async function logOfRows(sql: Sql, missionId: string, sizes: readonly number[]): Promise<LogOfRows> {
  const wanted = [...new Set(sizes)].sort((a, b) => a - b);
  const roots = new Map<number, string>();
  let range = EMPTY_RANGE;
  for (let first = 0; ; first = range.size) {
    const leaves = await loadLeaves(sql, missionId, { first, most: CHUNK });
    const hashes = leaves.map(({ leaf }) => hashLeafFast(leaf));
    for (const size of wanted.filter((each) => each >= first && each < first + hashes.length)) {
      const part = growRange(range, hashes.slice(0, size - first));
      roots.set(size, formatHex(rootOfRange(part)));
    }
    range = growRange(range, hashes);
    if (leaves.length < CHUNK) break;
  }
  if (wanted.includes(range.size)) roots.set(range.size, formatHex(rootOfRange(range)));
  return { rows: range.size, roots, range };
}
