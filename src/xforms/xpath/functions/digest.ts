import { formatBase64 } from '../../../kernel/bytes/base64.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { padForHash, sha2 } from './sha2.ts';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/**
 * The digest of a text's UTF-8 (XForms 1.1, digest): `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`, in `base64` or `hex`;
 * null where algorithm or encoding is another.
 */
export function digest(text: string, algorithm: string, encoding: string): string | null {
  const hashed = hash(encodeUtf8(text), algorithm);
  if (hashed === null) return null;
  if (encoding === 'hex') return formatHex(hashed);
  return encoding === 'base64' ? formatBase64(hashed) : null;
}

function hash(bytes: Uint8Array, algorithm: string): Uint8Array | null {
  if (algorithm === 'MD5') return md5(bytes);
  if (algorithm === 'SHA-1') return sha1(bytes);
  if (algorithm === 'SHA-256') return sha2(bytes, 256);
  if (algorithm === 'SHA-384') return sha2(bytes, 384);
  return algorithm === 'SHA-512' ? sha2(bytes, 512) : null;
}

function turn(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** RFC 1321. */
function md5(bytes: Uint8Array): Uint8Array {
  const padded = padForHash(bytes, 64, 8);
  padded.subarray(-8).reverse();
  const words = new DataView(padded.buffer);
  const state = Int32Array.of(0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476);
  for (let block = 0; block < padded.length; block += 64) {
    const before = Int32Array.from(state);
    for (let round = 0; round < 64; round += 1)
      md5Round(state, round, (word) => words.getInt32(block + word * 4, true));
    for (let at = 0; at < 4; at += 1) state[at] = (state[at] ?? 0) + (before[at] ?? 0);
  }
  const result = new DataView(new ArrayBuffer(16));
  for (const [at, word] of state.entries()) result.setInt32(at * 4, word, true);
  return new Uint8Array(result.buffer);
}

function md5Round(state: Int32Array, round: number, wordAt: (word: number) => number): void {
  const [a, b, c, d] = state as unknown as [number, number, number, number];
  const kind = round >> 4;
  const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][kind] ?? 0;
  const word = [round, (5 * round + 1) % 16, (3 * round + 5) % 16, (7 * round) % 16][kind] ?? 0;
  const constant = Math.floor(Math.abs(Math.sin(round + 1)) * 2 ** 32);
  const sum = (a + mixed + constant + wordAt(word)) | 0;
  state.set([d, b + turn(sum, SHIFTS[kind * 4 + (round % 4)] ?? 0), b, c]);
}

/** FIPS 180-4. */
function sha1(bytes: Uint8Array): Uint8Array {
  const padded = padForHash(bytes, 64, 8);
  const input = new DataView(padded.buffer);
  const state = Int32Array.of(0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0);
  for (let block = 0; block < padded.length; block += 64) {
    const words = Array.from({ length: 16 }, (_, at) => input.getInt32(block + at * 4));
    const before = Int32Array.from(state);
    for (let round = 0; round < 80; round += 1) {
      const [w3, w8, w14, w16] = [3, 8, 14, 16].map((back) => words[round - back] ?? 0) as [
        number,
        number,
        number,
        number,
      ];
      if (round >= 16) words.push(turn(w3 ^ w8 ^ w14 ^ w16, 1));
      sha1Round(state, round, words[round] ?? 0);
    }
    for (let at = 0; at < 5; at += 1) state[at] = (state[at] ?? 0) + (before[at] ?? 0);
  }
  const result = new DataView(new ArrayBuffer(20));
  for (const [at, word] of state.entries()) result.setInt32(at * 4, word);
  return new Uint8Array(result.buffer);
}

function sha1Round(state: Int32Array, round: number, word: number): void {
  const [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  const kind = Math.floor(round / 20);
  const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][kind] ?? 0;
  const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][kind] ?? 0;
  state.set([turn(a, 5) + mixed + e + constant + word, a, turn(b, 30), c, d]);
}
