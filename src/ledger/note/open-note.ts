import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { cosignedMessage, parseCosignature } from './cosignature.ts';
import { isSignedBy, type NoteKey } from './note-key.ts';
import type { NoteSignature, SignedNote } from './signed-note.ts';

/** Whether a signature of Ed25519 (64 bytes, RFC 8032) of a message holds; Node.js and browsers bring their own. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** A signature that holds. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  /** When a witness saw the checkpoint, in seconds since the epoch; null of a signature that is no cosignature. */
  readonly time: number | null;
}

/** Why nothing of a note may be believed. */
export interface NoteRefusal {
  /** `unsigned`: by none of the keys; `forged`: a signature says that it is of a key, and is not. */
  readonly reason: 'unsigned' | 'forged';
  /** The name of the key that was forged. */
  readonly name: string | null;
}

const SIGNATURE_BYTES = 64;

/**
 * Verifies a note by keys that are trusted: whose signatures hold, each key once, in the order of the note. Signatures of
 * other keys are passed over; one that does not hold makes the whole note worthless (C2SP signed-note).
 */
export async function openNote(
  note: SignedNote,
  keys: readonly NoteKey[],
  verify: VerifySignature,
): Promise<Result<VerifiedSignature[], NoteRefusal>> {
  const verified = new Map<NoteKey, VerifiedSignature>();
  for (const signature of note.signatures) {
    const key = keys.find((each) => isSignedBy(signature, each));
    if (key === undefined) continue;
    const holds = await check(note.text, { key, signature }, verify);
    if (holds === null) return err({ reason: 'forged', name: key.name });
    if (!verified.has(key)) verified.set(key, holds);
  }
  return verified.size > 0 ? ok([...verified.values()]) : err({ reason: 'unsigned', name: null });
}

async function check(
  text: string,
  { key, signature }: { readonly key: NoteKey; readonly signature: NoteSignature },
  verify: VerifySignature,
): Promise<VerifiedSignature | null> {
  if (key.kind === 'ed25519') {
    const isLong = signature.bytes.length === SIGNATURE_BYTES;
    return isLong && (await verify(key.publicKey, encodeUtf8(text), signature.bytes)) ? { key, time: null } : null;
  }
  const cosignature = parseCosignature(signature.bytes);
  if (cosignature === null) return null;
  const message = cosignedMessage(cosignature.time, text);
  return (await verify(key.publicKey, message, cosignature.signature)) ? { key, time: cosignature.time } : null;
}
