import { areSameBytes } from '../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { EMPTY_ROOT, type Hash, hashNode } from './tree-hash.ts';

/** How many leaves a tree has, and its root: what a checkpoint states. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** A leaf by its place, its hash, and the proof that a tree has it there. */
export interface Inclusion {
  readonly index: number;
  readonly leafHash: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the tree has the leaf at its place (RFC 9162, 2.1.3.2); false for whatever is malformed. */
export function verifyInclusion({ index, leafHash, proof }: Inclusion, head: TreeHead): boolean {
  if (!isPlace(index) || !isPlace(head.size) || index >= head.size) return false;
  if (![leafHash, head.root, ...proof].every(isHash)) return false;
  let [node, last] = [index, head.size - 1];
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    const isRight = node % 2 === 1 || node === last;
    hash = isRight ? hashNode(sibling, hash) : hashNode(hash, sibling);
    [node, last] = isRight ? climb(node, last) : [half(node), half(last)];
  }
  return last === 0 && areSameBytes(hash, head.root);
}

/**
 * Whether the tree begins with the older one, so that nothing in it was altered or taken away (RFC 9162, 2.1.4.2); false
 * for whatever is malformed. Every tree begins with the empty one, of which nothing is to be proved.
 */
export function verifyConsistency(old: TreeHead, head: TreeHead, proof: readonly Hash[]): boolean {
  if (!isPlace(old.size) || !isPlace(head.size) || old.size > head.size) return false;
  if (![old.root, head.root, ...proof].every(isHash)) return false;
  if (old.size === 0 && !areSameBytes(old.root, EMPTY_ROOT)) return false;
  if (old.size === head.size) return proof.length === 0 && areSameBytes(old.root, head.root);
  if (old.size === 0) return proof.length === 0;
  // An old tree that is perfect is a subtree of the new one: its root is left out of the proof.
  const path = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof;
  return verifyGrowth(old, head, path);
}

function verifyGrowth(old: TreeHead, head: TreeHead, [seed, ...rest]: readonly Hash[]): boolean {
  if (seed === undefined) return false;
  let [node, last] = [old.size - 1, head.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [oldHash, newHash] = [seed, seed];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = hashNode(hash, oldHash);
      newHash = hashNode(hash, newHash);
      [node, last] = climb(node, last);
    } else {
      newHash = hashNode(newHash, hash);
      [node, last] = [half(node), half(last)];
    }
  }
  return last === 0 && areSameBytes(oldHash, old.root) && areSameBytes(newHash, head.root);
}

/** One level up, and further while the node is the left and only child: its hash is that of its parent. */
function climb(node: number, last: number): [number, number] {
  let [at, end] = [node, last];
  while (at % 2 === 0 && at !== 0) [at, end] = [half(at), half(end)];
  return [half(at), half(end)];
}

function half(count: number): number {
  return Math.floor(count / 2);
}

function isPlace(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

function isHash(hash: Hash): boolean {
  return hash.length === HASH_BYTES;
}

function isPowerOfTwo(count: number): boolean {
  let rest = count;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
