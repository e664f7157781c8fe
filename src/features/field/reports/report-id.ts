import { sha256 } from '../../../kernel/bytes/hash.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { Uuid } from '../../../kernel/ids.ts';

/** The longest name of a record that is taken as one; a longer one is no name. */
export const LONGEST_INSTANCE_ID = 500;

/**
 * The id of the report that a sender calls by that name: a UUID of version 8 (RFC 9562, 5.8) from the SHA-256 of mission and
 * name, so that it is known without looking anything up.
 */
export function reportIdOf(missionId: string, instanceId: string): Uuid {
  return uuidOf(sha256(encodeUtf8(`report/v1\n${missionId}\n${instanceId}`)));
}

/** The id of a report that has no name: the same bytes are the same report. */
export function reportIdOfBytes(missionId: string, digest: Uint8Array): Uuid {
  return uuidOf(sha256(encodeUtf8(`report/v1\n${missionId}\n\n`), digest));
}

function uuidOf(digest: Uint8Array): Uuid {
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = formatHex(bytes);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-') as Uuid;
}
