import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { VerifySignature } from '../../ledger/note/open-note.ts';

/** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');

/** Verifies signatures of Ed25519 with Node.js. */
export const verifyEd25519: VerifySignature = (publicKey, message, signature) =>
  verify(null, message, keyOf(publicKey), signature);

function keyOf(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_START, publicKey]), format: 'der', type: 'spki' });
}
