import { sha256 } from '../../kernel/bytes/hash.ts';

/** A SHA-256 hash of a leaf, a node or a whole tree: 32 bytes. */
export type Hash = Uint8Array;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** The root of the tree without leaves: the hash of nothing (RFC 6962, 2.1). */
export const EMPTY_ROOT: Hash = sha256();

/** The hash of a leaf's bytes (RFC 6962, 2.1). */
export function hashLeaf(leaf: Uint8Array): Hash {
  return sha256(LEAF_PREFIX, leaf);
}

/** The hash of a node with two children (RFC 6962, 2.1). */
export function hashNode(left: Hash, right: Hash): Hash {
  return sha256(NODE_PREFIX, left, right);
}
