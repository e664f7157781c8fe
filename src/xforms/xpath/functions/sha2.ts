/** SHA-2 (FIPS 180-4) of 32-bit or 64-bit words. Constants are computed from primes, as the standard defines them. */
export function sha2(bytes: Uint8Array, bits: 256 | 384 | 512): Uint8Array {
  const wide = bits !== 256;
  const form = wide ? WIDE : NARROW;
  const constants = roundConstants(form);
  let state = initialState(form, bits);
  const block = form.size * 2;
  const padded = padForHash(bytes, block, block / 8);
  for (let at = 0; at < padded.length; at += block)
    state = compress(form, { state, constants, block: padded.subarray(at, at + block) });
  const result = new Uint8Array(form.size);
  for (const [at, word] of state.entries()) writeWord(result, { at: at * (form.size / 8), word, bytes: form.size / 8 });
  return result.subarray(0, bits / 8);
}

interface HashForm {
  /** Bytes of the state; a block has twice as many. */
  readonly size: number;
  readonly width: bigint;
  readonly rounds: number;
  readonly big0: readonly bigint[];
  readonly big1: readonly bigint[];
  readonly small0: readonly bigint[];
  readonly small1: readonly bigint[];
}

const NARROW: HashForm = {
  size: 32,
  width: 32n,
  rounds: 64,
  big0: [2n, 13n, 22n],
  big1: [6n, 11n, 25n],
  small0: [7n, 18n, 3n],
  small1: [17n, 19n, 10n],
};
const WIDE: HashForm = {
  size: 64,
  width: 64n,
  rounds: 80,
  big0: [28n, 34n, 39n],
  big1: [14n, 18n, 41n],
  small0: [1n, 8n, 7n],
  small1: [19n, 61n, 6n],
};

/** The bytes with the mark of their end and their length in bits, filled up to whole blocks; the length last byte last. */
export function padForHash(bytes: Uint8Array, block: number, lengthBytes: number): Uint8Array {
  const blocks = Math.ceil((bytes.length + 1 + lengthBytes) / block);
  const padded = new Uint8Array(blocks * block);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  writeWord(padded, { at: padded.length - 8, word: BigInt(bytes.length) * 8n, bytes: 8 });
  return padded;
}

function writeWord(
  into: Uint8Array,
  { at, word, bytes }: { readonly at: number; readonly word: bigint; readonly bytes: number },
): void {
  for (let byte = 0; byte < bytes; byte += 1)
    into[at + byte] = Number((word >> BigInt(8 * (bytes - 1 - byte))) & 0xffn);
}

function compress(
  form: HashForm,
  {
    state,
    constants,
    block,
  }: { readonly state: readonly bigint[]; readonly constants: readonly bigint[]; readonly block: Uint8Array },
): readonly bigint[] {
  const mask = (1n << form.width) - 1n;
  const words = schedule(form, block);
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let round = 0; round < form.rounds; round += 1) {
    const choice = (e & f) ^ (~e & mask & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = h + turned(form, e, form.big1) + choice + (constants[round] ?? 0n) + (words[round] ?? 0n);
    const two = turned(form, a, form.big0) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + (state[at] ?? 0n)) & mask);
}

function schedule(form: HashForm, block: Uint8Array): readonly bigint[] {
  const mask = (1n << form.width) - 1n;
  const length = form.size / 8;
  const words: bigint[] = [];
  for (let at = 0; at < 16; at += 1) {
    words.push(block.subarray(at * length, (at + 1) * length).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n));
  }
  for (let at = 16; at < form.rounds; at += 1) {
    const [w2, w7, w15, w16] = [words[at - 2] ?? 0n, words[at - 7] ?? 0n, words[at - 15] ?? 0n, words[at - 16] ?? 0n];
    words.push((shifted(form, w2, form.small1) + w7 + shifted(form, w15, form.small0) + w16) & mask);
  }
  return words;
}

function rotated(form: HashForm, word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (form.width - by))) & ((1n << form.width) - 1n);
}

function turned(form: HashForm, word: bigint, by: readonly bigint[]): bigint {
  return by.reduce((result, each) => result ^ rotated(form, word, each), 0n);
}

/** The last of three is shifted, not turned. */
function shifted(form: HashForm, word: bigint, by: readonly bigint[]): bigint {
  return turned(form, word, by.slice(0, 2)) ^ (word >> (by[2] ?? 0n));
}

/** The first bits of the fractional parts of cube roots of primes. */
function roundConstants(form: HashForm): readonly bigint[] {
  return primes(form.rounds).map((prime) => rootFraction(prime, 3n, form.width));
}

/** The first bits of the fractional parts of square roots: of the first eight primes, for SHA-384 of the next eight. */
function initialState(form: HashForm, bits: number): readonly bigint[] {
  const first = bits === 384 ? primes(16).slice(8) : primes(8);
  return first.map((prime) => rootFraction(prime, 2n, form.width));
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let each = 2; found.length < count; each += 1) {
    if (found.every((prime) => each % prime !== 0)) found.push(each);
  }
  return found;
}

function rootFraction(prime: number, degree: bigint, width: bigint): bigint {
  const target = BigInt(prime) << (width * degree);
  let [low, high] = [0n, 1n << (width + 8n)];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << width) - 1n);
}
