import type { LogLeaf } from '../../../ledger/commitment/log-leaf.ts';

/** What everybody may know of a receipt who has its code: the leaf of the log, and nothing of what it commits to. */
export interface PublicReceipt {
  /** As `formatReceiptCode` writes it, whatever was typed. */
  readonly code: string;
  readonly mission: string;
  /** The log, as its checkpoints name it. */
  readonly origin: string;
  readonly index: number;
  readonly type: LogLeaf['type'];
  /** When the server took it, by its clock: the minute, in milliseconds since the epoch. */
  readonly time: number;
  /** How many leaves the log has. */
  readonly size: number;
  readonly confirmation: Confirmation;
}

/** Whether witnesses confirmed the log with this leaf: `confirmed`; `awaited`; `unasked`, the server asks none. */
export type Confirmation = 'confirmed' | 'awaited' | 'unasked';

const MINUTE_MS = 60_000;

/** The minute of an instant. */
export function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS) * MINUTE_MS;
}
