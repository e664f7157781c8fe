import { hash } from 'node:crypto';
import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import type { Hash } from '../../../ledger/merkle/tree-hash.ts';

// One hash is computed to its end before the next begins, so all of them share their working space.
const node = new Uint8Array(1 + 2 * HASH_BYTES);
let leafSpace = new Uint8Array(8_192);

/** What `hashLeaf` of the ledger gives, by Node.js: for whole logs. */
export function hashLeafFast(leaf: Uint8Array): Hash {
  if (leaf.length + 1 > leafSpace.length) leafSpace = new Uint8Array(leaf.length + 1);
  leafSpace.set(leaf, 1);
  return hash('sha256', leafSpace.subarray(0, leaf.length + 1), 'buffer');
}

/** The root of a full tile, from its 256 hashes one after the other. */
export function rootOfFullTile(tile: Uint8Array): Hash {
  let level = tile;
  while (level.length > HASH_BYTES) {
    const above = new Uint8Array(level.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      node[0] = 1;
      node.set(level.subarray(2 * at, 2 * at + 2 * HASH_BYTES), 1);
      above.set(hash('sha256', node, 'buffer'), at);
    }
    level = above;
  }
  return level;
}
