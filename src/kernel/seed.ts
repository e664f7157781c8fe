/** The whole state of a generator: four words of 32 bits, not all zero. Stored with a result, it repeats the result. */
export type SeedState = readonly [number, number, number, number];

/**
 * A stream of numbers that look random and are the same on every machine for the same seed. For samples, fixtures and
 * simulations that others must be able to repeat; never for secrets.
 */
export interface Seeded {
  /** The next word: a whole number from 0 to 2^32 − 1. */
  word(): number;
  /** The next number in [0, 1), with 53 random bits. */
  share(): number;
  /** The next whole number from 0 to `limit` − 1, each equally likely. @throws RangeError unless 1 ≤ limit ≤ 2^32. */
  below(limit: number): number;
  /** Where the stream stands now. */
  state(): SeedState;
}

const WORDS = 2 ** 32;

/**
 * The stream that `seed` names: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number
 * Generators", 2021), its state filled from the text. Different texts give independent streams, so that each part of
 * a work may have its own (`'atlas/places'`, `'atlas/people'`) and none moves when another grows.
 */
export function seeded(seed: string): Seeded {
  return resumeSeeded(stateOf(seed));
}

/** The stream that goes on from `state`. @throws RangeError where the state is not four words or all are zero. */
export function resumeSeeded(state: SeedState): Seeded {
  if (!state.every(isWord) || state.every((word) => word === 0)) {
    throw new RangeError(`Expected four words of 32 bits, not all zero, but found ${state.join(', ')}`);
  }
  const words = Uint32Array.from(state);
  const word = () => nextWord(words);
  return {
    word,
    share: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    below: (limit) => wordBelow(word, limit),
    state: () => [at(words, 0), at(words, 1), at(words, 2), at(words, 3)],
  };
}

/** One of `items`, each equally likely. @throws RangeError where there is none. */
export function pickOne<T>(random: Seeded, items: readonly T[]): T {
  return items[random.below(items.length)] as T;
}

/** The items in a new order, each order equally likely (Fisher and Yates). */
export function shuffled<T>(random: Seeded, items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

function nextWord(words: Uint32Array): number {
  const [a, b, c, d] = [at(words, 0), at(words, 1), at(words, 2), at(words, 3)];
  const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  const [mixedC, mixedD] = [c ^ a, d ^ b];
  words[0] = a ^ mixedD;
  words[1] = b ^ mixedC;
  words[2] = mixedC ^ (b << 9);
  words[3] = rotateLeft(mixedD, 11);
  return result;
}

/** Words that would make low numbers a little likelier are thrown away. */
function wordBelow(word: () => number, limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > WORDS) {
    throw new RangeError(`Expected a limit from 1 to 2^32 but found ${limit}`);
  }
  const usable = WORDS - (WORDS % limit);
  for (;;) {
    const found = word();
    if (found < usable) return found % limit;
  }
}

/** Four times FNV-1a over the UTF-16 code units, from four starts, each stirred so that similar texts lie far apart. */
function stateOf(seed: string): SeedState {
  return [hashOf(seed, 1), hashOf(seed, 2), hashOf(seed, 3), hashOf(seed, 4)];
}

function hashOf(seed: string, start: number): number {
  let hash = stir(0x811c9dc5 + start);
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  return stir(hash);
}

function stir(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return (twice ^ (twice >>> 15)) >>> 0;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function isWord(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < WORDS;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
