import type { Hash } from '../../../ledger/merkle/tree-hash.ts';

/** A checkpoint of a log that was signed and published. */
export interface PublishedLog {
  readonly origin: string;
  readonly missionSlug: string;
  readonly size: number;
  /** The signed checkpoint (C2SP signed-note), as it was published. */
  readonly note: string;
  /** Consistency proof from an older size to this one (RFC 6962, 2.1.2); 0 ≤ oldSize ≤ size. */
  prove(oldSize: number): Promise<readonly Hash[]>;
}

/** A checkpoint with what the witnesses signed of it. */
export interface CosignedCheckpoint {
  /** The checkpoint as the log signed it, with the lines of the witnesses. */
  readonly note: string;
  readonly size: number;
  /** Whether the witnesses are enough for the policy; else the log is written, and not yet confirmed. */
  readonly isConfirmed: boolean;
}

/**
 * The witnesses of the logs of this server. They are asked behind the back of whoever writes: nothing waits for them, and
 * nothing that they answer or leave unanswered stops a log from growing.
 */
export interface Witnesses {
  /** The names of those that are asked, as the policy has them. */
  readonly asked: readonly string[];
  /** Tells of a new checkpoint; returns at once. Of several that come while witnesses answer, the newest is asked about. */
  published(log: PublishedLog): void;
  /** The newest confirmed checkpoint of the mission's log; where none was confirmed yet, the newest that somebody cosigned. */
  cosigned(missionSlug: string): CosignedCheckpoint | null;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}
