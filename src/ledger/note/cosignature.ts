import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';

/** What a witness states of a checkpoint: when it saw it, and its signature of both. */
export interface Cosignature {
  /** Seconds since 1970-01-01T00:00Z, from 1 on. */
  readonly time: number;
  /** 64 bytes of Ed25519. */
  readonly signature: Uint8Array;
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** The bytes that a witness signs: a fixed line, the time, and the whole text of the checkpoint (C2SP tlog-cosignature, v1). */
export function cosignedMessage(time: number, text: string): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** The cosignature as it stands in a note: the time in 8 bytes, the high byte first, then the signature. */
export function formatCosignature({ time, signature }: Cosignature): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES + SIGNATURE_BYTES);
  for (let at = TIME_BYTES - 1, rest = time; at >= 0; at -= 1, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  bytes.set(signature, TIME_BYTES);
  return bytes;
}

/** Reads what `formatCosignature` writes; null where the length is another or the time is 0 or beyond 2^53 − 1. */
export function parseCosignature(bytes: Uint8Array): Cosignature | null {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const time = bytes.subarray(0, TIME_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(time) && time > 0 ? { time, signature: bytes.slice(TIME_BYTES) } : null;
}
