import { parseDecimal } from '../../../ledger/note/checkpoint.ts';
import type { PolicyWitness } from '../../../ledger/note/log-policy.ts';
import { isSignedBy } from '../../../ledger/note/note-key.ts';
import { openNote } from '../../../ledger/note/open-note.ts';
import { type NoteSignature, parseNote, parseSignatures, type SignedNote } from '../../../ledger/note/signed-note.ts';
import { formatWitnessRequest } from '../../../ledger/note/witness-request.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import type { PublishedLog } from './witnesses.ts';

/** What a witness did with a checkpoint. */
export type WitnessReply =
  | { readonly kind: 'cosigned'; readonly signature: NoteSignature }
  /** It cosigned another size last. */
  | { readonly kind: 'other-size'; readonly size: number }
  /** It does not answer, or not as a witness does; `isFork`: it says that the log was altered. */
  | { readonly kind: 'failed'; readonly isFork: boolean; readonly message: string };

/** How a witness is asked. */
export interface Asking {
  readonly url: string;
  /** Size that it cosigned last, as far as is known. */
  readonly oldSize: number;
  readonly signal: AbortSignal;
}

const LONGEST_REPLY = 100_000;

/** Asks a witness to cosign a checkpoint (C2SP tlog-witness); what it signs is verified. Throws nothing. */
export async function askWitness(witness: PolicyWitness, log: PublishedLog, asking: Asking): Promise<WitnessReply> {
  try {
    const proof = await log.prove(asking.oldSize);
    const body = formatWitnessRequest({ oldSize: asking.oldSize, proof, checkpoint: log.note });
    const reply = await fetch(asking.url, { method: 'POST', body, signal: asking.signal, redirect: 'error' });
    return await judge(witness, log, { status: reply.status, text: await readText(reply) });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return failed(cause?.code ?? message);
  }
}

async function judge(
  witness: PolicyWitness,
  log: PublishedLog,
  { status, text }: { readonly status: number; readonly text: string },
): Promise<WitnessReply> {
  if (status === 409) {
    const size = parseDecimal(text.replace(/\n$/, ''));
    return size === null ? failed('409 without the size that was cosigned last') : { kind: 'other-size', size };
  }
  if (status !== 200) return { ...failed(`${status}: ${text.slice(0, 200).trim()}`), isFork: status === 422 };
  const [note, lines] = [parseNote(log.note), parseSignatures(text)];
  if (!note.ok || !lines.ok) return failed('200 with something else than signatures');
  const signature = lines.value.find((line) => isSignedBy(line, witness));
  if (signature === undefined) return failed(`200 without a signature of ${witness.name}`);
  const cosigned: SignedNote = { text: note.value.text, signatures: [signature] };
  const opened = await openNote(cosigned, [witness], verifyEd25519);
  return opened.ok ? { kind: 'cosigned', signature } : failed(`200 with a forged signature of ${witness.name}`);
}

async function readText(reply: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of reply.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > LONGEST_REPLY) throw new Error(`an answer of more than ${LONGEST_REPLY} characters`);
  }
  return text;
}

function failed(message: string): Extract<WitnessReply, { kind: 'failed' }> {
  return { kind: 'failed', isFork: false, message };
}
