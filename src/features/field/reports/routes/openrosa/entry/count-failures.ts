import type { Sql } from 'postgres';
import { type AttemptLimit, takeAttempt } from '../../../../../../platform/http/limits.ts';
import { Problem } from '../../../../../../platform/http/problem.ts';

/** Counts logins and tokens that were wrong. Whoever has to wait is told so from memory, without asking the database. */
export interface FailureCount {
  /** @throws Problem `too-many-attempts` while whatever `key` names has to wait. */
  requirePatience(key: string, now: Date): void;
  /** @throws Problem `too-many-attempts` where that was one too many. */
  count(key: string, now: Date): Promise<void>;
}

const MOST_WAITING = 10_000;

/** A telephone with a wrong password tries again by itself, again and again: it is to notice, not to be locked out. */
const limitOf = (key: string): AttemptLimit => ({
  key: `openrosa ${key}`,
  free: 20,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  forgetAfterMs: 900_000,
});

export function createFailureCount(sql: Sql): FailureCount {
  const waiting = new Map<string, number>();
  const note = (key: string, until: number) => {
    waiting.delete(key);
    waiting.set(key, until);
    const [oldest] = waiting.keys();
    if (waiting.size > MOST_WAITING && oldest !== undefined) waiting.delete(oldest);
  };
  const requirePatience = (key: string, now: Date) => {
    const waitMs = (waiting.get(key) ?? 0) - now.getTime();
    if (waitMs > 0) throw new Problem('too-many-attempts', { seconds: Math.ceil(waitMs / 1_000) });
  };
  return {
    requirePatience,
    count: async (key, now) => {
      requirePatience(key, now);
      await takeAttempt(sql, [limitOf(key)], now).catch((thrown: unknown) => {
        const seconds = thrown instanceof Problem ? thrown.parameters.seconds : undefined;
        if (typeof seconds === 'number') note(key, now.getTime() + seconds * 1_000);
        throw thrown;
      });
    },
  };
}
