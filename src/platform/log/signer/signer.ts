import type { Hash } from '../../../ledger/merkle/tree-hash.ts';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';

/** A log as its signer knows it. */
export interface OpenedLog {
  /** The key that it is signed with, as C2SP signed-note writes it. */
  readonly verifierKey: string;
  /** What was signed last; null: nothing yet. */
  readonly head: TreeHead | null;
  /** Whether it was put back from a backup and nobody has settled yet that it may grow: then nothing new is signed. */
  readonly isRestored: boolean;
}

/** A head that is to be signed, with the proof that it has grown from the one that was signed last. */
export interface SigningOrder {
  readonly origin: string;
  readonly head: TreeHead;
  /** Size that was signed last, as whoever asks believes; 0: nothing yet. */
  readonly oldSize: number;
  /** Consistency proof from `oldSize` (RFC 6962, 2.1.2). */
  readonly proof: readonly Hash[];
}

/**
 * Signs checkpoints, and only such as have grown from what it signed last. It holds the keys and its own record of each log
 * apart from the database, so that neither a restored database nor a program gone wrong makes it sign a second history.
 */
export interface Signer {
  /** The log of that origin, with a key made for it where there is none. */
  open(origin: string): Promise<OpenedLog>;
  /**
   * The signed checkpoint (C2SP signed-note). What was signed is on its disk before this answers. The same head again is
   * signed again.
   *
   * @throws SignerRefusal where the head is no growth of what was signed last; SignerAway where it does not answer.
   */
  sign(order: SigningOrder): Promise<string>;
  /** Lets it finish and end. */
  close(): Promise<void>;
}

/** Why nothing was signed: smaller than what was signed last, or another history. */
export class SignerRefusal extends Error {
  override readonly name = 'SignerRefusal';
  readonly reason: 'rollback' | 'fork';
  /** Size that was signed last. */
  readonly size: number;

  constructor(reason: 'rollback' | 'fork', size: number) {
    super(`Sign a checkpoint: ${reason}; size ${size} was signed before`);
    this.reason = reason;
    this.size = size;
  }
}

/** The signer ended or does not answer; asking again may succeed. */
export class SignerAway extends Error {
  override readonly name = 'SignerAway';
}
