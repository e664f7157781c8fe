import { sign } from 'node:crypto';
import type { Clock } from '../../../kernel/time/clock.ts';
import { cosignedMessage, formatCosignature } from '../../../ledger/note/cosignature.ts';
import { judgeWitnessRequest, type WitnessVerdict } from '../../../ledger/note/judge-witness-request.ts';
import { formatNoteKey, type NoteKey } from '../../../ledger/note/note-key.ts';
import { formatSignature, signatureOf } from '../../../ledger/note/signed-note.ts';
import { createGate } from '../../jobs/gate.ts';
import type { LogKey } from '../signer/log-key.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { openWitnessFolder, type WitnessFolder } from './witness-folder.ts';

/** The answer to `POST add-checkpoint` (C2SP tlog-witness). */
export interface WitnessAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A witness of logs: cosigns what has grown from what it cosigned last, and never two views of one log. */
export interface Witness {
  /** Its own key, as C2SP signed-note writes it; of kind 4. */
  readonly verifierKey: string;
  /** Answers the body of `POST add-checkpoint`, one at a time. @throws Problem `too-slow` where too many wait. */
  addCheckpoint(body: string): Promise<WitnessAnswer>;
  close(): void;
}

/** What a witness is made of. */
export interface WitnessParts {
  /** Keys of the logs that it watches. */
  readonly logs: readonly NoteKey[];
  /** Where it keeps its key and what it cosigned. */
  readonly folder: string;
  /** Of its key; null: that of the key that is there already. */
  readonly name: string | null;
  readonly clock: Clock;
}

const MOST_WAITING = 200;
const TEXT = 'text/plain; charset=utf-8';

/** Opens a witness. @throws Refusal where its folder cannot be had. */
export function createWitness({ logs, folder: path, name, clock }: WitnessParts): Witness {
  const folder = openWitnessFolder(path, name);
  // Between judging and keeping nothing else may be judged.
  const gate = createGate(1, MOST_WAITING);
  const terms = { logs, lastOf: folder.lastOf, verify: verifyEd25519 };
  return {
    verifierKey: formatNoteKey(folder.key),
    addCheckpoint: (body) => gate.pass(async () => answerOf(await judgeWitnessRequest(body, terms), { folder, clock })),
    close: () => folder.release(),
  };
}

function answerOf(
  verdict: WitnessVerdict,
  { folder, clock }: { readonly folder: WitnessFolder; readonly clock: Clock },
): WitnessAnswer {
  if (verdict.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${verdict.size}\n` };
  if (verdict.status !== 200) return { status: verdict.status, type: TEXT, body: `${verdict.message}\n` };
  const { origin, size, root } = verdict.checkpoint;
  // On the disk before the cosignature leaves: after a power cut no other history is cosigned.
  folder.keep(origin, { size, root });
  return { status: 200, type: TEXT, body: cosign(folder.key, verdict.text, clock) };
}

function cosign(key: LogKey, text: string, clock: Clock): string {
  const time = Math.floor(clock.now() / 1000);
  const signature = new Uint8Array(sign(null, cosignedMessage(time, text), key.privateKey));
  return formatSignature(signatureOf(key, formatCosignature({ time, signature })));
}
