import { randomBytes } from 'node:crypto';
import { type Uuid, uuidV7 } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import type { Context } from '../../../../platform/http/endpoint.ts';
import { cookieLine, hashToken, newToken, readCookie, SESSION_COOKIE } from '../../../../platform/http/session.ts';
import { browserLabel, LIFETIME_MS, type SignInMethod } from '../account.ts';
import { confirmSession, endSessions, startSession } from '../store/keep-sessions.ts';

/** What of a call the work on sessions needs: all that does not depend on the endpoint. */
export type SessionContext = Omit<
  Context<unknown, unknown, unknown, unknown>,
  'params' | 'query' | 'body' | 'prepared'
>;

/** The cookie of somebody who has opened a link and has yet to choose how to sign in. */
export const SET_UP_COOKIE = '__Host-scrutineer-set-up';

/** A new id that sorts by time. */
export function newId(now: Date): Uuid {
  return uuidV7(now.getTime(), randomBytes(10));
}

/** The token of the set-up that the request is part of, or null. */
export function findSetUpToken(request: Request): string | null {
  return readCookie(request.headers, SET_UP_COOKIE);
}

/** Gives the browser a token for as long as a set-up may take. */
export function giveSetUpToken(headers: Headers, token: string): void {
  headers.append('set-cookie', cookieLine(SET_UP_COOKIE, token, LIFETIME_MS.setUp / 1000));
}

/** Signs the account in: a new session, never one that the browser had before, which ends. */
export async function beginSession(
  context: SessionContext,
  account: { readonly id: string; readonly name: string },
  method: SignInMethod,
): Promise<void> {
  const { sql, now, request, address, headers, secure, actor } = context;
  if (actor !== null) await endSessions(sql, actor.id, { only: actor.sessionId, now });
  const [id, token] = [newId(now), newToken()];
  const browser = browserLabel(request.headers.get('user-agent') ?? '');
  await startSession(sql, { id, tokenHash: hashToken(token), accountId: account.id, method, address, browser }, now);
  headers.append('set-cookie', cookieLine(SESSION_COOKIE, token, LIFETIME_MS.session / 1000));
  if (findSetUpToken(request) !== null) headers.append('set-cookie', cookieLine(SET_UP_COOKIE, '', 0));
  const author = { actorId: account.id, actorName: account.name };
  const subject = { kind: 'account', id: account.id };
  await secure({ kind: 'account.signed-in', subject, details: { method } }, author);
}

/** The person signed in proved again who they are. */
export async function renewSession(context: SessionContext, actor: Actor, method: SignInMethod): Promise<void> {
  const token = newToken();
  await confirmSession(context.sql, actor.sessionId, { tokenHash: hashToken(token), now: context.now });
  context.headers.append('set-cookie', cookieLine(SESSION_COOKIE, token, LIFETIME_MS.session / 1000));
  await context.secure({
    kind: 'account.confirmed',
    subject: { kind: 'account', id: actor.id },
    details: { method },
  });
}

/** Takes the session cookie from the browser. */
export function forgetSession(headers: Headers): void {
  headers.append('set-cookie', cookieLine(SESSION_COOKIE, '', 0));
}
