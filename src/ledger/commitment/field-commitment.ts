import { createHmacSha256, HASH_BYTES, sha256 } from '../../kernel/bytes/hash.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { findForbiddenCharacter } from '../../kernel/text.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { canonicalBytes, type JsonValue } from './canonical-json.ts';

/**
 * 32 random bytes, new for every version of a record, from which all salts of that version are made. Whoever erases it
 * together with the values leaves commitments that nobody can open or guess, and a log that holds as before.
 */
export type RecordKey = Uint8Array;

/** A field with what opens its commitment. */
export interface OpenedField {
  readonly name: string;
  readonly value: JsonValue;
  /** 16 bytes. */
  readonly salt: Uint8Array;
}

/** Bytes of a salt. */
export const SALT_BYTES = 16;
const FIELD_PREFIX = encodeUtf8('field/v1\n');
const CONTENT_PREFIX = encodeUtf8('content/v1\n');

/**
 * The salt of a field: HMAC-SHA-256 of its name by the key, cut to 16 bytes. It tells nothing of the key or of other salts.
 *
 * @throws RangeError where the key has not 32 bytes.
 */
export function saltOf(key: RecordKey, name: string): Uint8Array {
  return saltsOf(key)(name);
}

/** The salts of many fields of one record, by name. Errors as of `saltOf`. */
export function saltsOf(key: RecordKey): (name: string) => Uint8Array {
  if (key.length !== HASH_BYTES) throw new RangeError(`Expected a key of ${HASH_BYTES} bytes but found ${key.length}`);
  const hmac = createHmacSha256(key);
  return (name) => hmac(encodeUtf8(name)).slice(0, SALT_BYTES);
}

/**
 * What is published of a field in place of its value: SHA-256 of `field/v1`, a line feed, the salt, the name, a line feed
 * and the value as canonical JSON.
 *
 * @throws RangeError where the salt has not 16 bytes, the name is none (`isFieldName`) or the value cannot be spelt.
 */
export function commitField({ name, value, salt }: OpenedField): Hash {
  if (salt.length !== SALT_BYTES)
    throw new RangeError(`Expected a salt of ${SALT_BYTES} bytes but found ${salt.length}`);
  if (!isFieldName(name)) throw new RangeError(`Expected the name of a field but found ${JSON.stringify(name)}`);
  return sha256(FIELD_PREFIX, salt, encodeUtf8(`${name}\n`), canonicalBytes(value));
}

/** Whether a text can name a field: not empty, and no line feed or other control character, which would blur where it ends. */
export function isFieldName(name: string): boolean {
  return name !== '' && !/[\n\t]/.test(name) && findForbiddenCharacter(name) === null;
}

/**
 * The commitment to bytes as they came (a report, a photo): SHA-256 of `content/v1`, a line feed, a salt, and the SHA-256
 * of the bytes. The salt is that of a name which no field can have.
 *
 * @param role what the bytes are to the record: `raw`, or the name of a file.
 * @param digest the SHA-256 of the bytes.
 * @throws RangeError where the key has not 32 bytes.
 */
export function commitContent(key: RecordKey, role: string, digest: Hash): Hash {
  return commitDigest(contentSalt(key, role), digest);
}

/** The salt that opens `commitContent`, for whoever may see the bytes. Errors as there. */
export function contentSalt(key: RecordKey, role: string): Uint8Array {
  return saltOf(key, `\n${role}`);
}

/** The same commitment from its salt, for whoever got bytes and salt. */
export function commitDigest(salt: Uint8Array, digest: Hash): Hash {
  return sha256(CONTENT_PREFIX, salt, digest);
}
