import type { Uuid } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { LIFETIME_MS, type SignInMethod, signInKey } from '../account.ts';

/** A session as its owner sees it. */
export interface ListedSession {
  readonly id: Uuid;
  readonly method: SignInMethod;
  readonly address: string;
  readonly browser: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

export interface NewSession {
  readonly id: Uuid;
  readonly tokenHash: Uint8Array;
  readonly accountId: string;
  readonly method: SignInMethod;
  readonly address: string;
  readonly browser: string;
}

const MINUTE_MS = 60_000;
const KEPT_MS = 30 * 86_400_000;

function live(sql: Db, now: Date) {
  const idleSince = new Date(now.getTime() - LIFETIME_MS.idleSession);
  return sql`s.ended_at is null and s.expires_at > ${now} and s.seen_at > ${idleSince}`;
}

/**
 * Who holds the session token with this hash, or null: the session has ended or run out, nobody used it for long, or
 * the account is disabled. Notes the use, to the minute.
 */
export async function findActor(sql: Db, tokenHash: Uint8Array, now: Date): Promise<Actor | null> {
  const [found] = await sql<(Actor & { seenAt: Date })[]>`
    select a.id, a.name, a.role, s.id as "sessionId", s.confirmed_at as "confirmedAt", s.seen_at as "seenAt"
    from session s join account a on a.id = s.account_id
    where s.token_hash = ${Buffer.from(tokenHash)} and ${live(sql, now)} and a.disabled_at is null`;
  if (found === undefined) return null;
  const { seenAt, ...actor } = found;
  if (now.getTime() - seenAt.getTime() >= MINUTE_MS) {
    await sql`update session set seen_at = ${now} where id = ${actor.sessionId}`;
  }
  return actor;
}

export async function startSession(sql: Db, session: NewSession, now: Date): Promise<void> {
  const { id, tokenHash, accountId, method, address, browser } = session;
  const expiresAt = new Date(now.getTime() + LIFETIME_MS.session);
  await sql`
    insert into session
      (id, token_hash, account_id, method, address, browser, created_at, confirmed_at, seen_at, expires_at)
    values (${id}, ${Buffer.from(tokenHash)}, ${accountId}, ${method}, ${address}, ${browser},
      ${now}, ${now}, ${now}, ${expiresAt})`;
}

/** The person proved again who they are: the session goes on under a new token. */
export async function confirmSession(
  sql: Db,
  id: string,
  confirmed: { tokenHash: Uint8Array; now: Date },
): Promise<void> {
  await sql`
    update session set token_hash = ${Buffer.from(confirmed.tokenHash)}, confirmed_at = ${confirmed.now} where id = ${id}`;
}

export async function listSessions(sql: Db, accountId: string, now: Date): Promise<ListedSession[]> {
  return sql<ListedSession[]>`
    select s.id, s.method, s.address, s.browser, s.created_at as "createdAt", s.seen_at as "seenAt"
    from session s where s.account_id = ${accountId} and ${live(sql, now)} order by s.seen_at desc, s.id`;
}

/** Which sessions of an account to end: one, all, or all but one. */
export interface Ending {
  readonly only?: string;
  readonly except?: string;
  readonly now: Date;
}

/** @returns how many sessions ended. */
export async function endSessions(sql: Db, accountId: string, ending: Ending): Promise<number> {
  const ended = await sql`
    update session set ended_at = ${ending.now}
    where account_id = ${accountId} and ended_at is null
      and (${ending.only ?? null}::uuid is null or id = ${ending.only ?? null})
      and (${ending.except ?? null}::uuid is null or id <> ${ending.except ?? null})
    returning id`;
  return ended.length;
}

/** Whether somebody signed in under this name from this address within 30 days: no stranger, to the limits. */
export async function isFamiliar(sql: Db, visit: { signInName: string; address: string; now: Date }): Promise<boolean> {
  const since = new Date(visit.now.getTime() - KEPT_MS);
  const found = await sql`
    select from session s join account a on a.id = s.account_id
    where a.sign_in_key = ${signInKey(visit.signInName)} and s.address = ${visit.address} and s.created_at > ${since}
    limit 1`;
  return found.length > 0;
}

/** Removes the sessions, set-ups and ceremonies that ran out 30 days ago and more: they say where people were. */
export async function pruneSignIns(sql: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await sql`delete from session where expires_at < ${before} or ended_at < ${before}`;
  await sql`delete from set_up where expires_at < ${before}`;
  await sql`delete from ceremony where expires_at < ${now}`;
}
