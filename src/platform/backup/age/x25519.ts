import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { TAG_BYTES } from './chunks.ts';

// The library computes X25519 in JavaScript, 5 ms for a file; with a hundred thousand photos that is most of a backup.

const LABEL = 'age-encryption.org/v1/X25519';
const KEY_BYTES = 32;
/** What stands before 32 bytes of a key (RFC 8410), public and private. */
const SPKI_START = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8_START = Buffer.from('302e020100300506032b656e04220420', 'hex');
/** Each file key is sealed once with a key of its own. */
const NONCE = Buffer.alloc(12);
const SYMBOLS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** The recipient `age1…` as the library takes it; one that is none of X25519 stays to the library. */
export function fastRecipient(text: string): string | Recipient {
  return /^age1[a-z0-9]{58}$/.test(text) ? { wrapFileKey: (fileKey) => [wrap(fileKey, keyIn(text))] } : text;
}

/** The identity `AGE-SECRET-KEY-1…` as the library takes it; one that is none of X25519 stays to the library. */
export function fastIdentity(text: string): string | Identity {
  if (!/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(text)) return text;
  const seed = Buffer.concat([PKCS8_START, keyIn(text)]);
  const privateKey = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  const own = bytesOf(createPublicKey(privateKey));
  const unwrapOne = (stanza: Stanza) => unwrap(stanza, { privateKey, own });
  return { unwrapFileKey: (stanzas) => stanzas.map(unwrapOne).find((key) => key !== null) ?? null };
}

function wrap(fileKey: Uint8Array, recipient: Buffer): Stanza {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const share = bytesOf(publicKey);
  const key = wrappingKey({ privateKey, theirs: recipient, salt: Buffer.concat([share, recipient]) });
  const cipher = createCipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  return new Stanza(['X25519', share.toString('base64').replace(/=+$/, '')], body);
}

function unwrap(
  { args, body }: Stanza,
  { privateKey, own }: { readonly privateKey: KeyObject; readonly own: Buffer },
): Uint8Array | null {
  const [kind, text = ''] = args;
  const share = Buffer.from(text, 'base64');
  const isCanonical = share.toString('base64').replace(/=+$/, '') === text && share.length === KEY_BYTES;
  if (kind !== 'X25519' || args.length !== 2 || !isCanonical || body.length !== 2 * TAG_BYTES) return null;
  const key = wrappingKey({ privateKey, theirs: share, salt: Buffer.concat([share, own]) });
  const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(TAG_BYTES));
  const fileKey = decipher.update(body.subarray(0, TAG_BYTES));
  try {
    decipher.final();
    return Uint8Array.from(fileKey);
  } catch {
    return null;
  }
}

/** Node.js refuses a share that would give no secret. */
function wrappingKey(given: {
  readonly privateKey: KeyObject;
  readonly theirs: Buffer;
  readonly salt: Buffer;
}): Buffer {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_START, given.theirs]), format: 'der', type: 'spki' });
  const secret = diffieHellman({ privateKey: given.privateKey, publicKey });
  return Buffer.from(hkdfSync('sha256', secret, given.salt, LABEL, KEY_BYTES));
}

function bytesOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES);
}

/** The 32 bytes that a text of bech32 (BIP 173) holds; its check characters were looked at when it was read. */
function keyIn(text: string): Buffer {
  const symbols = text.toLowerCase().slice(text.lastIndexOf('1') + 1, -6);
  const bits = [...symbols].map((symbol) => SYMBOLS.indexOf(symbol).toString(2).padStart(5, '0')).join('');
  return Buffer.from(Array.from({ length: KEY_BYTES }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)));
}
