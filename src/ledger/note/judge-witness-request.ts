import { EMPTY_ROOT } from '../merkle/tree-hash.ts';
import { type TreeHead, verifyConsistency } from '../merkle/verify.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { NoteFault } from './note-fault.ts';
import type { NoteKey } from './note-key.ts';
import { openNote, type VerifySignature } from './open-note.ts';
import { parseNote, type SignedNote } from './signed-note.ts';
import { parseWitnessRequest, type WitnessRequest } from './witness-request.ts';

/** What a witness knows. */
export interface WitnessTerms {
  /** Keys of the logs that it watches, of kind `ed25519`; the name of each is the origin of its log. */
  readonly logs: readonly NoteKey[];
  /** What it cosigned last of a log, or null; nobody else may cosign until the answer is kept. */
  readonly lastOf: (origin: string) => TreeHead | null | Promise<TreeHead | null>;
  readonly verify: VerifySignature;
}

/** The answer of a witness, by its HTTP status (C2SP tlog-witness). */
export type WitnessVerdict =
  /** To be kept as the last one of its log, and then cosigned: `text` is what is signed. */
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly text: string }
  /** The log does not know what was cosigned last: the size of that. */
  | { readonly status: 409; readonly size: number }
  /** 400 malformed; 403 not signed by the log; 404 a log that is not watched; 422 not the same log grown: a fork. */
  | { readonly status: 400 | 403 | 404 | 422; readonly message: string };

/** Decides what a witness answers to the body of `POST add-checkpoint`; it never cosigns two views of one log. */
export async function judgeWitnessRequest(body: string, terms: WitnessTerms): Promise<WitnessVerdict> {
  const request = parseWitnessRequest(body);
  if (!request.ok) return malformed(request.error);
  const note = parseNote(request.value.checkpoint);
  if (!note.ok) return malformed(note.error);
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return malformed(checkpoint.error);
  const refusal = await refuseSigner(checkpoint.value.origin, note.value, terms);
  if (refusal !== null) return refusal;
  const last = await terms.lastOf(checkpoint.value.origin);
  return (
    judgeGrowth(request.value, checkpoint.value, last) ?? {
      status: 200,
      checkpoint: checkpoint.value,
      text: note.value.text,
    }
  );
}

async function refuseSigner(origin: string, note: SignedNote, terms: WitnessTerms): Promise<WitnessVerdict | null> {
  const keys = terms.logs.filter(({ name }) => name === origin);
  if (keys.length === 0) return { status: 404, message: `the log ${origin} is not watched` };
  const opened = await openNote(note, keys, terms.verify);
  return opened.ok ? null : { status: 403, message: `the signature of ${origin} is missing or does not hold` };
}

function judgeGrowth(request: WitnessRequest, head: Checkpoint, last: TreeHead | null): WitnessVerdict | null {
  if (request.oldSize > head.size) {
    return { status: 400, message: `expected an old size up to ${head.size}, found ${request.oldSize}` };
  }
  const old = last ?? { size: 0, root: EMPTY_ROOT };
  if (request.oldSize !== old.size) return { status: 409, size: old.size };
  const isGrown = verifyConsistency(old, head, request.proof);
  return isGrown ? null : { status: 422, message: `the log of ${head.size} is not that of ${old.size} grown` };
}

function malformed({ line, message }: NoteFault): WitnessVerdict {
  return { status: 400, message: line === null ? message : `line ${line}: ${message}` };
}
