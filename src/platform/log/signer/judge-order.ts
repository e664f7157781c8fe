import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { EMPTY_ROOT } from '../../../ledger/merkle/tree-hash.ts';
import { type TreeHead, verifyConsistency } from '../../../ledger/merkle/verify.ts';
import type { SigningOrder } from './signer.ts';

/**
 * What a signer makes of an order: `grown`, to be kept and signed; `same`, what was signed last; `rollback`, smaller than
 * that; `fork`, not shown to have grown from it.
 */
export type OrderVerdict = 'grown' | 'same' | 'rollback' | 'fork';

/**
 * Judges an order by what was signed last, null where that is nothing yet, and by nothing else: `oldSize` is what others
 * believe, and where they are mistaken a proof from the size that was signed is good all the same.
 */
export function judgeOrder(last: TreeHead | null, { head, proof }: SigningOrder): OrderVerdict {
  const own = last ?? { size: 0, root: EMPTY_ROOT };
  if (head.size < own.size) return 'rollback';
  if (last !== null && head.size === own.size) return areSameBytes(head.root, own.root) ? 'same' : 'fork';
  return verifyConsistency(own, head, proof) ? 'grown' : 'fork';
}
