const DIGITS = '1234567890';

/** The key that chooses what stands at `place` (from 0) of a list: `1` the first, `0` the tenth; null: it has none. */
export function digitOfPlace(place: number): string | null {
  return DIGITS[place] ?? null;
}

/** The place (from 0) that a key means; -1: it means none. */
export function placeOfDigit(key: string): number {
  return key.length === 1 ? DIGITS.indexOf(key) : -1;
}
