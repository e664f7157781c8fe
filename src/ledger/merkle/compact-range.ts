import { type Node, nodesOf } from './span.ts';
import { EMPTY_ROOT, type Hash, hashNode } from './tree-hash.ts';

/**
 * All that is needed of a tree to append to it and to know its root: the roots of the perfect subtrees that it is made
 * of, the largest first; at most 53 hashes.
 */
export interface CompactRange {
  readonly size: number;
  /** As many as `size` has binary digits 1. */
  readonly hashes: readonly Hash[];
}

/** The tree without leaves. */
export const EMPTY_RANGE: CompactRange = { size: 0, hashes: [] };

/**
 * The tree with more leaves at its end. N leaves cost less than 2 N node hashes, whatever the size before: a batch as a
 * whole as little as its leaves one by one.
 *
 * @param leafHashes what `hashLeaf` gave for the leaves.
 * @param onNode is told every perfect subtree that is complete now, a leaf among them, each child before its parent.
 */
export function growRange(
  range: CompactRange,
  leafHashes: readonly Hash[],
  onNode?: (node: Node, hash: Hash) => void,
): CompactRange {
  const hashes = [...range.hashes];
  let size = range.size;
  for (const leafHash of leafHashes) {
    let hash = leafHash;
    let [level, index] = [0, size];
    onNode?.({ level, index }, hash);
    for (; index % 2 === 1; index = (index - 1) / 2) {
      hash = hashNode(takeLast(hashes), hash);
      level += 1;
      onNode?.({ level, index: (index - 1) / 2 }, hash);
    }
    hashes.push(hash);
    size += 1;
  }
  return { size, hashes };
}

function takeLast(hashes: Hash[]): Hash {
  const hash = hashes.pop();
  if (hash === undefined) throw new Error('Appending to a tree: it has fewer hashes than its size has binary digits 1');
  return hash;
}

/** The root of the tree (RFC 6962, 2.1), as a checkpoint states it. */
export function rootOfRange(range: CompactRange): Hash {
  return joinNodes(range.hashes);
}

/** The hash of a span from those of its `nodesOf`, in their order; of no node that of the empty tree. */
export function joinNodes(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return hashes.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
}

/** The tree of `size` leaves, from the hashes of perfect subtrees that are kept elsewhere. */
export function rangeFromNodes(size: number, hashOf: (node: Node) => Hash): CompactRange {
  return { size, hashes: nodesOf({ start: 0, end: size }).map(hashOf) };
}
