import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { NoteKey } from '../../src/ledger/note/note-key.ts';
import type { VerifySignature } from '../../src/ledger/note/open-note.ts';

const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A key pair of Ed25519 from its 32 bytes of seed (RFC 8032). */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function keyPairOf(seed: Uint8Array): KeyPair {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const exported = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(exported.subarray(PUBLIC_PREFIX.length)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** The keys of a log and of witnesses whose seeds are one number repeated. */
export function noteKeyOf(name: string, kind: NoteKey['kind'], seed: number): NoteKey & KeyPair {
  return { name, kind, ...keyPairOf(new Uint8Array(32).fill(seed)) };
}

/** Verifies with Node.js. */
export const verifyWithNode: VerifySignature = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};
