import { sha256 } from '../kernel/bytes/hash.ts';
import { encodeUtf8 } from '../kernel/bytes/utf8.ts';
import { must } from '../kernel/result.ts';
import { resumeSeeded, type Seeded } from '../kernel/seed.ts';
import { netstring } from './netstring.ts';

/**
 * The stream of random words that texts name, for draws that a stranger must be able to repeat with other tools:
 * xoshiro128** 1.1 (see `kernel/seed.ts`), whose state is the first 16 bytes of the SHA-256 of the netstrings of the
 * texts, one after the other, read as four words of 32 bits, the highest byte first. Every text in it bears on every
 * bit of the state, so that streams that differ in one text have nothing to do with each other.
 */
export function streamOf(texts: readonly string[]): Seeded {
  const hash = sha256(encodeUtf8(texts.map(netstring).join('')));
  const view = new DataView(hash.buffer, hash.byteOffset);
  return resumeSeeded([view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)]);
}

/**
 * The next whole number from 0 to `limit` − 1, each equally likely, of any size: as many words as the limit needs, the
 * first one the highest; what would make low numbers a little likelier is thrown away, and as many words taken anew.
 * Up to 2^32 the same as `random.below`.
 *
 * @throws RangeError unless the limit is at least 1.
 */
export function bigBelow(random: Seeded, limit: bigint): bigint {
  if (limit < 1n) throw new RangeError(`Expected a limit of at least 1 but found ${limit}`);
  let words = 1;
  while (1n << BigInt(32 * words) < limit) words += 1;
  const all = 1n << BigInt(32 * words);
  const usable = all - (all % limit);
  for (;;) {
    let found = 0n;
    for (let taken = 0; taken < words; taken += 1) found = (found << 32n) | BigInt(random.word());
    if (found < usable) return found % limit;
  }
}

/**
 * `count` of the items, without any twice, in the order in which they are drawn; every order of every choice is equally
 * likely. For the draw number k, counted from 0, the item at k changes places with the one at k + below(N − k)
 * (Fisher and Yates); the first `count` are drawn.
 */
export function drawSome<T>(random: Seeded, items: readonly T[], count: number): T[] {
  const pool = [...items];
  for (let at = 0; at < count; at += 1) {
    const other = at + random.below(pool.length - at);
    const drawn = must(pool[other], 'Drawing: an item beyond the last');
    pool[other] = must(pool[at], 'Drawing: an item beyond the last');
    pool[at] = drawn;
  }
  return pool.slice(0, count);
}
