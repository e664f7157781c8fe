import { setTimeout as pause } from 'node:timers/promises';

const LATE = Symbol('late');

/** What `work` comes to; `otherwise` where it fails, or takes longer than `patienceMs`. Nothing is broken off. */
export async function within<T, U>(
  work: Promise<T>,
  patienceMs: number,
  otherwise: (isLate: boolean) => U,
): Promise<T | U> {
  const impatience = new AbortController();
  const { signal } = impatience;
  const late = pause(patienceMs, LATE, { signal, ref: false }).catch(() => LATE);
  const outcome = await Promise.race([work.then((value) => ({ value })), late]).catch(() => null);
  impatience.abort();
  if (outcome === null) return otherwise(false);
  return typeof outcome === 'symbol' ? otherwise(true) : outcome.value;
}
