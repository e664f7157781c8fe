import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { areSameBytes } from '../../kernel/bytes/compare.ts';
import { sha256 } from '../../kernel/bytes/hash.ts';
import { formatHex } from '../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { type NoteFault, refuseText } from './note-fault.ts';

/**
 * What a key signs, by the identifier byte of C2SP signed-note: `ed25519` (1) any note, as a log its checkpoint;
 * `cosignature` (4) that a witness saw a checkpoint at a time (C2SP tlog-cosignature).
 */
export type KeyKind = 'ed25519' | 'cosignature';

/** A public key by which notes are verified. */
export interface NoteKey {
  /** `example.org/mission`: not empty, without spaces and `+`. */
  readonly name: string;
  readonly kind: KeyKind;
  /** 32 bytes of Ed25519 (RFC 8032). */
  readonly publicKey: Uint8Array;
}

const PUBLIC_KEY_BYTES = 32;
const KIND_BYTES: Readonly<Record<KeyKind, number>> = { ed25519: 1, cosignature: 4 };

/** Whether a text can be the name of a key: not empty, no Unicode space, no `+`, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}\p{Cs}+]+$/u.test(name);
}

/** The first four bytes of the hash of name, kind and key, by which signatures say which key made them (C2SP signed-note). */
export function keyIdOf({ name, kind, publicKey }: NoteKey): Uint8Array {
  const head = encodeUtf8(`${name}\n`);
  return sha256(head, Uint8Array.of(KIND_BYTES[kind]), publicKey).slice(0, 4);
}

/**
 * The key as one line of text (`vkey` of C2SP signed-note).
 *
 * @throws RangeError where the name or the length of the key is not as it has to be.
 */
export function formatNoteKey(key: NoteKey): string {
  if (!isKeyName(key.name)) throw new RangeError(`Expected the name of a key but found ${JSON.stringify(key.name)}`);
  if (key.publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(`Expected a public key of ${PUBLIC_KEY_BYTES} bytes but found ${key.publicKey.length}`);
  }
  const material = Uint8Array.of(KIND_BYTES[key.kind], ...key.publicKey);
  return `${key.name}+${formatHex(keyIdOf(key))}+${formatBase64(material)}`;
}

/** Reads a key that `formatNoteKey` writes; refused where its ID is not that of its name and key, or its kind is another. */
export function parseNoteKey(text: string): Result<NoteKey, NoteFault> {
  // The name has no `+`, but base64 may.
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(text) ?? [];
  if (!isKeyName(name)) return refuseText('expected a key as name+id+base64, the name without spaces');
  const material = parseBase64(encoded);
  if (material === null || material.length === 0) return refuseText(`key of ${name}: expected base64 after the ID`);
  const kind = kindOf(material[0]);
  if (kind === null) return refuseText(`key of ${name}: expected kind 1 or 4 (Ed25519), found ${material[0]}`);
  if (material.length !== PUBLIC_KEY_BYTES + 1) {
    return refuseText(
      `key of ${name}: expected ${PUBLIC_KEY_BYTES} bytes after its kind, found ${material.length - 1}`,
    );
  }
  const key = { name, kind, publicKey: material.slice(1) };
  const wanted = formatHex(keyIdOf(key));
  return id === wanted ? ok(key) : refuseText(`key of ${name}: expected ID ${wanted}, found ${JSON.stringify(id)}`);
}

function kindOf(byte: number | undefined): KeyKind | null {
  if (byte === KIND_BYTES.ed25519) return 'ed25519';
  return byte === KIND_BYTES.cosignature ? 'cosignature' : null;
}

/** Whether a signature names this key. */
export function isSignedBy(signature: { readonly name: string; readonly keyId: Uint8Array }, key: NoteKey): boolean {
  return signature.name === key.name && areSameBytes(signature.keyId, keyIdOf(key));
}
