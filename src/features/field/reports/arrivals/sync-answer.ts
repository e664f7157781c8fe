/**
 * Why an item was not taken, by its code. The phone keeps what is `refused` and shows it to its owner, and sends again by
 * itself what is to `retry`.
 */
export type ItemReason =
  /** It is no object, or a member is missing or wrong: `detail` names it. */
  | 'invalid-item'
  /** A text in it holds what is no text: U+0000, a control character or half of a surrogate pair. */
  | 'invalid-text'
  /** No device of this mission has that pseudonym, or the signature is not its. */
  | 'not-signed'
  /** The content is not in base64, or has another hash than was signed. */
  | 'content-differs'
  /** The content is an attack on whoever reads it; `detail` says which. */
  | 'hostile-record'
  /** Why nothing is taken at present: `detail` is the code of the problem. */
  | 'not-now';

/** What became of one item of a batch. */
export interface ItemAnswer {
  /** Of the item, in the order that they were sent in; null: it has none that can be read. */
  readonly id: string | null;
  readonly status: 'accepted' | 'same' | 'rival' | 'retry' | 'refused';
  /** The receipt for people: `SLUG-INDEX-XXXX-XXXXC`. */
  readonly receipt: string | null;
  /** The receipt for programs (C2SP tlog-proof). */
  readonly proof: string | null;
  readonly reason: ItemReason | null;
  readonly detail: string | null;
}

/** What is answered to a batch. */
export interface BatchAnswer {
  /** The clock of the server, in milliseconds since the epoch. */
  readonly time: number;
  readonly items: readonly ItemAnswer[];
}

/** The answer to an item that was not taken. */
export function notTaken(
  id: string | null,
  { status, reason, detail = null }: { status: 'retry' | 'refused'; reason: ItemReason; detail?: string | null },
): ItemAnswer {
  return { id, status, receipt: null, proof: null, reason, detail };
}
