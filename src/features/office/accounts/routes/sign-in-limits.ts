import type { Db } from '../../../../platform/http/endpoint.ts';
import { type AttemptLimit, forgetAttempts, giveBackAttempt, takeAttempt } from '../../../../platform/http/limits.ts';
import { signInKey } from '../account.ts';
import { isFamiliar } from '../store/keep-sessions.ts';

const MINUTE_MS = 60_000;

/** An attempt to sign in: under which name, from where. */
export interface Visit {
  readonly signInName: string;
  readonly address: string;
  readonly now: Date;
}

/** An attempt that was counted before anybody knew how it would end. */
export interface CountedAttempt {
  readonly limits: readonly AttemptLimit[];
  /** The limit of the account (from where it is known, or from anywhere): forgotten when the attempt succeeds. */
  readonly ofAccount: AttemptLimit;
  /** Whether this attempt is the first of many in vain from everywhere: somebody tries names and passwords. */
  readonly isFlood: boolean;
}

/**
 * Counts an attempt to sign in with a password, per account, per address and overall. Whoever has signed in to the
 * account from this address before is counted apart, so that no stranger can keep a user out; passkeys are not
 * counted by account at all.
 *
 * @throws Problem `too-many-attempts`
 */
export async function countAttempt(sql: Db, visit: Visit): Promise<CountedAttempt> {
  const { signInName, address, now } = visit;
  if (await isFamiliar(sql, visit)) {
    const ofAccount = familiarLimit(signInName, address);
    await takeAttempt(sql, [ofAccount], now);
    return { limits: [ofAccount], ofAccount, isFlood: false };
  }
  const ofAccount = accountLimit(signInName);
  const limits = [addressLimit(address), ofAccount, OVERALL];
  const counts = await takeAttempt(sql, limits, now);
  return { limits, ofAccount, isFlood: counts[2] === OVERALL.free + 1 };
}

/** The attempt succeeded: it counts for nothing. */
export async function forgiveAttempt(sql: Db, attempt: CountedAttempt): Promise<void> {
  await giveBackAttempt(sql, attempt.limits);
  await forgetAttempts(sql, attempt.ofAccount);
}

/** How often an address may begin a passkey ceremony or open a link without finishing: it costs a row each. */
export function ceremonyLimit(address: string): AttemptLimit {
  const key = `ceremony address ${address}`;
  return { key, free: 60, firstWaitMs: 1_000, longestWaitMs: MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS };
}

function accountLimit(signInName: string): AttemptLimit {
  const key = `sign-in account ${signInKey(signInName)}`;
  return { key, free: 10, firstWaitMs: 1_000, longestWaitMs: 5 * MINUTE_MS, forgetAfterMs: 15 * MINUTE_MS };
}

function familiarLimit(signInName: string, address: string): AttemptLimit {
  const key = `sign-in account ${signInKey(signInName)} address ${address}`;
  return { key, free: 10, firstWaitMs: 1_000, longestWaitMs: MINUTE_MS, forgetAfterMs: 15 * MINUTE_MS };
}

function addressLimit(address: string): AttemptLimit {
  const key = `sign-in address ${address}`;
  return { key, free: 30, firstWaitMs: 1_000, longestWaitMs: 5 * MINUTE_MS, forgetAfterMs: 15 * MINUTE_MS };
}

const OVERALL: AttemptLimit = {
  key: 'sign-in overall',
  free: 300,
  firstWaitMs: 250,
  longestWaitMs: 2_000,
  forgetAfterMs: 10 * MINUTE_MS,
};
