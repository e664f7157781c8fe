import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Db } from './endpoint.ts';
import { Problem } from './problem.ts';

/**
 * How often something may be tried in vain before it has to wait. Nobody is ever locked out: the wait doubles with
 * each further attempt up to `longestWaitMs`, and all is forgotten `forgetAfterMs` after the last attempt.
 *
 * Counted in rows of PostgreSQL (`attempt_limit`) and not in memory, so that several processes share one count and a
 * restart forgets nothing. An attempt costs one statement outside the transaction of the request, which may be undone.
 */
export interface AttemptLimit {
  /** What is counted: `sign-in account <name>`, `sign-in address <address>`. Kept as a hash. */
  readonly key: string;
  /** How many attempts go without waiting. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly forgetAfterMs: number;
}

/**
 * Counts one attempt against each limit in turn, before it is known how it ends.
 *
 * @returns how many attempts each limit now counts, in the order given.
 * @throws Problem `too-many-attempts` with `seconds` where one has to wait; later limits then count nothing.
 */
export async function takeAttempt(sql: Db, limits: readonly AttemptLimit[], now: Date): Promise<number[]> {
  const counts: number[] = [];
  for (const limit of limits) counts.push(await takeOne(sql, limit, now));
  return counts;
}

async function takeOne(sql: Db, limit: AttemptLimit, now: Date): Promise<number> {
  const key = hashKey(limit.key);
  const forgetBefore = new Date(now.getTime() - limit.forgetAfterMs);
  const taken = await sql<{ failures: number }[]>`
    insert into attempt_limit as l (key, failures, ready_at, last_at)
    values (${key}, 1, ${waitUntil(limit, now, 1)}, ${now})
    on conflict (key) do update set
      failures = case when l.last_at < ${forgetBefore} then 1 else l.failures + 1 end,
      last_at = ${now},
      ready_at = case
        when l.last_at < ${forgetBefore} or l.failures < ${limit.free} then ${now}::timestamptz
        else ${now}::timestamptz + make_interval(secs =>
          least(${limit.longestWaitMs}, ${limit.firstWaitMs} * power(2, least(l.failures - ${limit.free}, 20))) / 1000.0)
        end
    where l.ready_at <= ${now}
    returning failures`;
  const failures = taken[0]?.failures;
  if (failures !== undefined) return failures;
  const [row] = await sql<{ readyAt: Date }[]>`select ready_at as "readyAt" from attempt_limit where key = ${key}`;
  const waitMs = (row?.readyAt.getTime() ?? 0) - now.getTime();
  throw new Problem('too-many-attempts', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

function waitUntil(limit: AttemptLimit, now: Date, failures: number): Date {
  return failures > limit.free ? new Date(now.getTime() + limit.firstWaitMs) : now;
}

/** Takes back one attempt on each limit: it ended well. */
export async function giveBackAttempt(sql: Db, limits: readonly AttemptLimit[]): Promise<void> {
  const keys = limits.map((limit) => hashKey(limit.key));
  await sql`update attempt_limit set failures = greatest(failures - 1, 0) where key in ${sql(keys)}`;
}

/** Forgets what was counted for `limit`. */
export async function forgetAttempts(sql: Db, limit: AttemptLimit): Promise<void> {
  await sql`delete from attempt_limit where key = ${hashKey(limit.key)}`;
}

/** Removes the counts that no limit looks at any more. */
export async function pruneAttempts(sql: Db, before: Date): Promise<void> {
  await sql`delete from attempt_limit where last_at < ${before}`;
}

/** The clock went back by `byMs`: whoever has to wait waits as long as before, and not longer. */
export async function moveAttempts(sql: Db, byMs: number): Promise<void> {
  const by = sql`make_interval(secs => ${byMs / 1_000})`;
  await sql`update attempt_limit set ready_at = ready_at - ${by}, last_at = last_at - ${by}`;
}

function hashKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('base64url');
}

/**
 * The network address that an attempt is counted for. An IPv6 address counts as its network of 64 bits, because one
 * person has all of it; `::1` is this machine.
 *
 * @param proxies how many of the last addresses in `X-Forwarded-For` our own proxies wrote; the rest may be invented.
 */
export function clientAddress(headers: Headers, remoteAddress: string, proxies: number): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const named = proxies === 0 ? undefined : forwarded.at(-proxies);
  const address = named === undefined || named === '' ? remoteAddress : named;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') && plain !== '::1' ? networkOf(plain) : plain;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const [front, back] = [groups(head), groups(tail ?? '')];
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const network = [...front, ...gap, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

/**
 * Lets nobody have all connections of a server: more than `most` from one address are closed at once. A mobile network
 * with thousands of telephones behind one address needs far fewer, since each is there for a moment. Programs of this
 * machine are not counted.
 *
 * Of use where no proxy stands before the server: with one, all connections come from it, and it has to share them out.
 */
export function shareConnections(server: Server, most: number): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = clientAddress(new Headers(), socket.remoteAddress ?? '', 0);
    if (isOwn(address)) return;
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
    if (count > most) socket.destroy();
  });
}

function isOwn(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
