const LARGEST = 2_147_483_647;
const FACTOR = 16_807;

/**
 * The items in another order: the "inside-out" shuffle of Fisher and Yates (ODK XForms, randomize). `random` gives numbers in
 * [0, 1); `parkMiller` makes such a source of a seed.
 */
export function randomized<T>(items: readonly T[], random: () => number): readonly T[] {
  const result: T[] = [];
  for (const [at, item] of items.entries()) {
    const other = Math.floor(random() * (at + 1));
    if (other !== at) result[at] = result[other] as T;
    result[other] = item;
  }
  return result;
}

/** The generator of Park and Miller (1988), started as all clients start it, so that they shuffle alike. */
export function parkMiller(seed: number): () => number {
  let state = (Number.isFinite(seed) ? Math.trunc(seed) : 0) % LARGEST;
  if (state <= 0) state += LARGEST - 1;
  return () => {
    state = (state * FACTOR) % LARGEST;
    return (state - 1) / (LARGEST - 1);
  };
}
