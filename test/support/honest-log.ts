import { encodeUtf8 } from '../../src/kernel/bytes/utf8.ts';
import { EMPTY_RANGE, growRange, rootOfRange } from '../../src/ledger/merkle/compact-range.ts';
import { proveConsistency, spanHashOfLeaves } from '../../src/ledger/merkle/prove.ts';
import { type Hash, hashLeaf } from '../../src/ledger/merkle/tree-hash.ts';
import type { TreeHead } from '../../src/ledger/merkle/verify.ts';
import type { SigningOrder } from '../../src/platform/log/signer/signer.ts';

/** Leaves of an invented log, which differ from those of another name. */
export function leavesOf(name: string, count: number): Hash[] {
  return Array.from({ length: count }, (_, at) => hashLeaf(encodeUtf8(`${name} ${at}`)));
}

/** The head of a log of the first `size` leaves. */
export function headOf(leaves: readonly Hash[], size: number): TreeHead {
  return { size, root: rootOfRange(growRange(EMPTY_RANGE, leaves.slice(0, size))) };
}

/** An order to sign the log of `size` leaves, with an honest proof from `oldSize`, or none where that is beyond it. */
export function orderOf(
  leaves: readonly Hash[],
  oldSize: number,
  size: number,
  origin = 'example.org/log',
): SigningOrder {
  const proof = oldSize > size ? [] : proveConsistency(oldSize, size, spanHashOfLeaves(leaves));
  return { origin, head: headOf(leaves, size), oldSize, proof };
}
