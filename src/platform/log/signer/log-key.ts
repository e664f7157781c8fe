import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { formatCheckpoint } from '../../../ledger/note/checkpoint.ts';
import type { NoteKey } from '../../../ledger/note/note-key.ts';
import { formatNote, signatureOf } from '../../../ledger/note/signed-note.ts';

/** The key of a log, whose name is the log's origin. */
export interface LogKey extends NoteKey {
  readonly privateKey: KeyObject;
}

/** A new private key of Ed25519 as PEM (PKCS #8), which openssl reads as well. */
export function makeKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** The key that a PEM holds; null where it holds none of Ed25519. */
export function readKeyPem(origin: string, pem: string): LogKey | null {
  const privateKey = parsePem(pem);
  if (privateKey?.asymmetricKeyType !== 'ed25519') return null;
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { name: origin, kind: 'ed25519', publicKey: new Uint8Array(Buffer.from(x, 'base64url')), privateKey };
}

function parsePem(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** The signed checkpoint of a head. Ed25519 leaves nothing to chance: the same head gives the same note. */
export function signHead(key: LogKey, { size, root }: TreeHead): string {
  const text = formatCheckpoint({ origin: key.name, size, root, extensions: [] });
  const signature = new Uint8Array(sign(null, encodeUtf8(text), key.privateKey));
  return formatNote({ text, signatures: [signatureOf(key, signature)] });
}
