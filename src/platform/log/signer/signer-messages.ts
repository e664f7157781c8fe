import type { OpenedLog, SignerRefusal, SigningOrder } from './signer.ts';

/** What the process of the signer is asked. */
export type SignerQuestion =
  | { readonly kind: 'open'; readonly origin: string }
  | { readonly kind: 'sign'; readonly order: SigningOrder };

/** A question on its way, with a number that its answer has as well. */
export interface AskedQuestion {
  readonly id: number;
  readonly question: SignerQuestion;
}

/** How a question was answered. `away`: not now; `unfit`: not before a person has looked after it; `failed`: a bug. */
export type SignerAnswer =
  | { readonly kind: 'opened'; readonly log: OpenedLog }
  | { readonly kind: 'signed'; readonly note: string }
  | { readonly kind: 'refused'; readonly reason: SignerRefusal['reason']; readonly size: number }
  | { readonly kind: 'away' | 'unfit' | 'failed'; readonly message: string };

/** What the process sends: first whether it can sign at all, then the answers in the order of the questions. */
export type SignerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unfit'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: SignerAnswer };
