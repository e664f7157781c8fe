import type { Db } from '../../../../platform/http/endpoint.ts';

/** By so much the clocks of several servers may differ. */
const TOLERANCE_MS = 300_000;

/**
 * The clock went back by `byMs`: what is under way goes on as long as it would have, and not longer. Whoever signed in
 * while the clock was ahead has the week from then, as everybody.
 */
export async function moveSignIns(sql: Db, byMs: number): Promise<void> {
  const by = sql`make_interval(secs => ${byMs / 1_000})`;
  await sql`
    update session set created_at = created_at - ${by}, confirmed_at = confirmed_at - ${by}, seen_at = seen_at - ${by},
      expires_at = expires_at - ${by} where ended_at is null`;
  await sql`update set_up set expires_at = expires_at - ${by} where used_at is null`;
  await sql`update ceremony set expires_at = expires_at - ${by}`;
  await sql`update sign_in_link set expires_at = expires_at - ${by} where used_at is null`;
  await sql`update invitation set expires_at = expires_at - ${by} where used_at is null`;
}

/**
 * Ends the sessions that were used later than now: the clock went back while no server ran, and nothing says how long ago
 * that was.
 *
 * @returns how many ended.
 */
export async function endSessionsOfFuture(sql: Db, now: Date): Promise<number> {
  const ended = await sql`
    update session set ended_at = ${now}
    where ended_at is null and seen_at > ${new Date(now.getTime() + TOLERANCE_MS)} returning id`;
  return ended.length;
}
