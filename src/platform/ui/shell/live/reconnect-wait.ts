const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/**
 * How long to wait before the next attempt, in milliseconds: twice as long each time, 30 seconds at most, and not all at once.
 *
 * @param failures attempts that failed since the last one that did not; 1 at least.
 * @param chance in [0, 1).
 */
export function reconnectWait(failures: number, chance: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  return whole / 2 + (whole / 2) * chance;
}
