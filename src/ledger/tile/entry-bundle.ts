import { err, ok, type Result } from '../../kernel/result.ts';
import { TILE_WIDTH } from './tile.ts';

/** The longest entry that a bundle can hold, in bytes: its length is written in 16 bits. */
export const LONGEST_ENTRY = 0xffff;

/**
 * A bundle of entries (C2SP tlog-tiles): each after its length, 16 bits, high byte first.
 *
 * @throws RangeError where an entry is longer than 65,535 bytes, or there are more than 256.
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH)
    throw new RangeError(`Expected at most ${TILE_WIDTH} entries, found ${entries.length}`);
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > LONGEST_ENTRY)
      throw new RangeError(`Expected at most ${LONGEST_ENTRY} bytes, found ${entry.length}`);
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** The entries of a bundle, as views of its bytes; or in one English sentence where it is damaged. */
export function parseEntryBundle(bytes: Uint8Array): Result<Uint8Array[], string> {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined)
      return err(`byte ${at}: expected the length of an entry, found the end`);
    const length = (high << 8) | low;
    const left = bytes.length - at - 2;
    if (length > left) return err(`byte ${at + 2}: expected an entry of ${length} bytes, found ${left}`);
    if (entries.length === TILE_WIDTH)
      return err(`byte ${at}: expected the end after ${TILE_WIDTH} entries, found more`);
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return ok(entries);
}
