import { EMPTY_RANGE, growRange, rootOfRange } from './compact-range.ts';
import { consistencySpans, inclusionSpans, type Span } from './span.ts';
import type { Hash } from './tree-hash.ts';

/** Gives the hash of a span of a tree (RFC 6962, MTH): from leaves in memory, or from tiles. */
export type SpanHash = (span: Span) => Hash;

/** The hashes of spans of a tree whose leaves are few and in memory; each is computed anew. */
export function spanHashOfLeaves(leafHashes: readonly Hash[]): SpanHash {
  return ({ start, end }) => rootOfRange(growRange(EMPTY_RANGE, leafHashes.slice(start, end)));
}

/**
 * The proof that the tree of `size` leaves has the leaf `index` (RFC 6962, 2.1.1): at most 53 hashes, the sibling of the
 * leaf first.
 *
 * @throws RangeError unless 0 ≤ index < size.
 */
export function proveInclusion(index: number, size: number, hashOf: SpanHash): Hash[] {
  return inclusionSpans(index, size).map(hashOf);
}

/**
 * The proof that the tree of `size` leaves begins with that of `oldSize` (RFC 6962, 2.1.2). Nothing has to be proved of
 * the empty tree: no hashes.
 *
 * @throws RangeError unless 0 ≤ oldSize ≤ size.
 */
export function proveConsistency(oldSize: number, size: number, hashOf: SpanHash): Hash[] {
  return oldSize === 0 && size >= 0 ? [] : consistencySpans(oldSize, size).map(hashOf);
}
