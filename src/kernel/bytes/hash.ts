/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32;

const BLOCK_BYTES = 64;

// FIPS 180-4, 4.2.2 and 5.3.3.
const ROUND_CONSTANTS = Int32Array.from(
  [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
  ].map((word) => word | 0),
);
const FIRST_STATE = Int32Array.from(
  [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19].map(
    (word) => word | 0,
  ),
);

// One computation runs to its end before the next one starts, so all of them share their working space.
const state = new Int32Array(8);
const schedule = new Int32Array(64);
const block = new Uint8Array(BLOCK_BYTES);

/**
 * The SHA-256 hash (FIPS 180-4), 32 bytes, of the parts one after the other, which are not copied together.
 *
 * @example sha256(Uint8Array.of(0), leaf) // the hash of a leaf, RFC 6962, 2.1
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hashFrom(FIRST_STATE, 0, parts);
}

/** The keyed hash HMAC-SHA-256 (RFC 2104, FIPS 198-1), 32 bytes, of the parts one after the other. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return createHmacSha256(key)(...parts);
}

/** HMAC-SHA-256 by one key: what comes of the key alone is computed once, which is half of all that short texts need. */
export function createHmacSha256(key: Uint8Array): (...parts: readonly Uint8Array[]) => Uint8Array {
  const padded = new Uint8Array(BLOCK_BYTES);
  padded.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const [inner, outer] = [0x36, 0x5c].map((pad) => stateAfter(padded.map((byte) => byte ^ pad)));
  return (...parts) => hashFrom(outer as Int32Array, BLOCK_BYTES, [hashFrom(inner as Int32Array, BLOCK_BYTES, parts)]);
}

function stateAfter(one: Uint8Array): Int32Array {
  state.set(FIRST_STATE);
  compress(one, 0);
  return state.slice();
}

/** Goes on from the state after `before` bytes, which are whole blocks. */
function hashFrom(start: Int32Array, before: number, parts: readonly Uint8Array[]): Uint8Array {
  state.set(start);
  let filled = 0;
  let length = before;
  for (const part of parts) {
    filled = take(part, filled);
    length += part.length;
  }
  finish(filled, length);
  const hash = new Uint8Array(HASH_BYTES);
  for (let at = 0; at < HASH_BYTES; at += 1) hash[at] = (state[at >> 2] as number) >>> (24 - 8 * (at & 3));
  return hash;
}

/** Takes in a part where `filled` bytes of the block wait; gives how many wait afterwards. */
function take(part: Uint8Array, filled: number): number {
  let at = 0;
  let waiting = filled;
  while (at < part.length) {
    if (waiting === 0 && part.length - at >= BLOCK_BYTES) {
      compress(part, at);
      at += BLOCK_BYTES;
      continue;
    }
    const end = Math.min(part.length, at + BLOCK_BYTES - waiting);
    while (at < end) block[waiting++] = part[at++] as number;
    if (waiting < BLOCK_BYTES) continue;
    compress(block, 0);
    waiting = 0;
  }
  return waiting;
}

function finish(filled: number, length: number): void {
  block[filled] = 0x80;
  block.fill(0, filled + 1);
  if (filled >= BLOCK_BYTES - 8) {
    compress(block, 0);
    block.fill(0);
  }
  // Lengths are below 2^53 bytes: the count of bits has a high word of its own.
  const [high, low] = [Math.floor(length / 0x20000000), length << 3];
  for (let at = 0; at < 4; at += 1) {
    block[56 + at] = high >>> (24 - 8 * at);
    block[60 + at] = low >>> (24 - 8 * at);
  }
  compress(block, 0);
}

// What is read in the loops stands in locals, each a whole number of 32 bits: that is twice as fast.

function expand(bytes: Uint8Array, at: number): void {
  const words = schedule;
  for (let word = 0, byte = at; word < 16; word += 1, byte += 4) {
    words[word] =
      ((bytes[byte] as number) << 24) |
      ((bytes[byte + 1] as number) << 16) |
      ((bytes[byte + 2] as number) << 8) |
      (bytes[byte + 3] as number);
  }
  for (let word = 16; word < 64; word += 1) {
    const early = (words[word - 15] as number) | 0;
    const late = (words[word - 2] as number) | 0;
    const one = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const two = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    words[word] = ((words[word - 16] as number) + (words[word - 7] as number) + one + two) | 0;
  }
}

function compress(bytes: Uint8Array, at: number): void {
  expand(bytes, at);
  const [words, constants, sums] = [schedule, ROUND_CONSTANTS, state];
  let a = (sums[0] as number) | 0;
  let b = (sums[1] as number) | 0;
  let c = (sums[2] as number) | 0;
  let d = (sums[3] as number) | 0;
  let e = (sums[4] as number) | 0;
  let f = (sums[5] as number) | 0;
  let g = (sums[6] as number) | 0;
  let h = (sums[7] as number) | 0;
  for (let round = 0; round < 64; round += 1) {
    const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const given = (constants[round] as number) + (words[round] as number);
    const one = (h + turned + (g ^ (e & (f ^ g))) + given) | 0;
    const rolled = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (rolled + ((a & b) ^ (c & (a ^ b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  sums[0] = (sums[0] as number) + a;
  sums[1] = (sums[1] as number) + b;
  sums[2] = (sums[2] as number) + c;
  sums[3] = (sums[3] as number) + d;
  sums[4] = (sums[4] as number) + e;
  sums[5] = (sums[5] as number) + f;
  sums[6] = (sums[6] as number) + g;
  sums[7] = (sums[7] as number) + h;
}
