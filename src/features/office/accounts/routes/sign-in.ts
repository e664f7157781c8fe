import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { forgetAttempts, takeAttempt } from '../../../../platform/http/limits.ts';
import { Problem } from '../../../../platform/http/problem.ts';

import {
  type CeremonyBody,
  passkeyAnswerSchema,
  passwordConfirmationSchema,
  passwordSignInSchema,
  type SessionBody,
} from '../contract.ts';
import { getAccount } from '../store/keep-accounts.ts';
import { listPasskeys } from '../store/keep-passkeys.ts';
import { findPassword, spendRecoveryCode, spendTotpPeriod } from '../store/keep-passwords.ts';
import { endSessions } from '../store/keep-sessions.ts';
import { beginSession, forgetSession, renewSession, type SessionContext } from './begin-session.ts';
import { CHALLENGE, findAnswerer, startCeremony } from './hold-ceremony.ts';
import { type CountedAttempt, ceremonyLimit, countAttempt, forgiveAttempt, type Visit } from './sign-in-limits.ts';
import { arePasskeysPossible, askForSignature } from './verify-passkey.ts';
import { findTotpPeriod, hashRecoveryCode, isRightPassword } from './verify-password.ts';

const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  access: 'public',
  handle: async ({ actor, origins }): Promise<SessionBody> => {
    const passkeys = arePasskeysPossible(origins);
    if (actor === null) return { actor: null, passkeys };
    const { id, name, role, confirmedAt } = actor;
    return { actor: { id, name, role, confirmedAt: confirmedAt.toISOString() }, passkeys };
  },
});

/** What was found out about a password and a code before the transaction. */
interface Verdict {
  readonly attempt: CountedAttempt;
  /** The name of the account that was tried; null: there is none. */
  readonly tried: string | null;
  /** Null: name, password or code is wrong. */
  readonly proof: Proof | null;
}

/** What stands to be used up: a period of the authenticator app, or a recovery code. */
type Proof = { readonly accountId: string } & ({ readonly period: number } | { readonly recovery: Uint8Array });

async function judge(
  pool: SessionContext['pool'],
  visit: Visit,
  typed: { readonly password: string; readonly code: string },
): Promise<Verdict> {
  const attempt = await countAttempt(pool, visit);
  const stored = await findPassword(pool, visit.signInName);
  const isRight = await isRightPassword(stored?.passwordHash ?? null, typed.password);
  const period = findTotpPeriod(stored?.totpSecret ?? NOBODYS_SECRET, typed.code, visit.now);
  const recovery = hashRecoveryCode(typed.code);
  const verdict = { attempt, tried: stored?.name ?? null };
  if (stored === null || !isRight) return { ...verdict, proof: null };
  if (period !== null) return { ...verdict, proof: { accountId: stored.accountId, period } };
  return { ...verdict, proof: recovery === null ? null : { accountId: stored.accountId, recovery } };
}

/** So that a code is computed for a name that nobody has, too. */
const NOBODYS_SECRET = 'A'.repeat(32);

/** Uses up the proof. @returns false where it was used before. */
async function consume(context: SessionContext, verdict: Verdict): Promise<boolean> {
  const { sql, now } = context;
  const { proof, attempt } = verdict;
  if (proof === null) return false;
  const isFresh =
    'period' in proof
      ? await spendTotpPeriod(sql, proof.accountId, proof.period)
      : await spendRecoveryCode(sql, proof.accountId, { hash: proof.recovery, now });
  if (isFresh) await forgiveAttempt(sql, attempt);
  return isFresh;
}

/** Notes a refused attempt; what was typed is kept nowhere, because people type passwords into the wrong field. */
function refuse(context: SessionContext, verdict: Verdict): Problem {
  noteRefused(context, { method: 'password', tried: verdict.tried });
  if (verdict.attempt.isFlood) {
    const { watch, now: at, address: source, log } = context;
    const subject = { kind: 'server', id: 'sign-in' };
    watch.note({ area: 'security', kind: 'account.sign-in-flood', at, actor: NOBODY, subject, source });
    log.warn({ address: source }, 'many attempts to sign in fail, from many addresses or under many names');
  }
  return new Problem('wrong-credentials');
}

const NOBODY = { id: null, name: 'anonymous' };

/** Counted for each minute, account and address: a flood is one row, not thousands. */
function noteRefused(
  { watch, now: at, address: source }: SessionContext,
  { method, tried }: { readonly method: string; readonly tried: string | null },
): void {
  const subject = { kind: 'sign-in', id: tried ?? '' };
  const details = { method };
  watch.note({ area: 'security', kind: 'account.sign-in-refused', at, actor: NOBODY, subject, source, details });
}

const signInWithPassword = defineEndpoint({
  method: 'POST',
  path: '/api/sign-in/password',
  access: 'public',
  body: passwordSignInSchema,
  prepare: ({ pool, address, now, body }) => judge(pool, { signInName: body.signInName, address, now }, body),
  handle: async (context) => {
    const { sql, prepared: verdict } = context;
    if (!(await consume(context, verdict)) || verdict.proof === null) return refuse(context, verdict);
    await beginSession(context, await getAccount(sql, verdict.proof.accountId), 'password');
    return undefined;
  },
});

const askToSignIn = defineEndpoint({
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  access: 'public',
  unaudited: CHALLENGE,
  prepare: ({ pool, address, now }) => takeAttempt(pool, [ceremonyLimit(address)], now),
  handle: async ({ sql, now, origins }): Promise<CeremonyBody> => {
    const options = await askForSignature(origins);
    const ceremony = { purpose: 'passkey-sign-in', secret: options.challenge, ownerId: null } as const;
    return { ceremonyId: await startCeremony(sql, ceremony, now), options };
  },
});

function refusePasskey(context: SessionContext): Problem {
  noteRefused(context, { method: 'passkey', tried: null });
  return new Problem('passkey-refused');
}

const signInWithPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/sign-in/passkey',
  access: 'public',
  body: passkeyAnswerSchema,
  prepare: ({ pool, address, now }) => takeAttempt(pool, [ceremonyLimit(address)], now),
  handle: async (context) => {
    const accountId = await findAnswerer(context, context.body, null);
    if (accountId === null) return refusePasskey(context);
    await forgetAttempts(context.sql, ceremonyLimit(context.address));
    await beginSession(context, await getAccount(context.sql, accountId), 'passkey');
    return undefined;
  },
});

const askToConfirm = defineEndpoint({
  method: 'POST',
  path: '/api/session/confirm/passkey/options',
  access: 'reader',
  unaudited: CHALLENGE,
  handle: async ({ sql, now, actor, origins }): Promise<CeremonyBody> => {
    const passkeys = await listPasskeys(sql, actor.id);
    const options = await askForSignature(
      origins,
      passkeys.map((passkey) => passkey.credentialId),
    );
    const ceremony = { purpose: 'passkey-sign-in', secret: options.challenge, ownerId: actor.id } as const;
    return { ceremonyId: await startCeremony(sql, ceremony, now), options };
  },
});

const confirmWithPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/session/confirm/passkey',
  access: 'reader',
  body: passkeyAnswerSchema,
  handle: async (context) => {
    const accountId = await findAnswerer(context, context.body, context.actor.id);
    if (accountId === null) return refusePasskey(context);
    await renewSession(context, context.actor, 'passkey');
    return undefined;
  },
});

const confirmWithPassword = defineEndpoint({
  method: 'POST',
  path: '/api/session/confirm/password',
  access: 'reader',
  body: passwordConfirmationSchema,
  prepare: async ({ pool, actor, address, now, body }) => {
    const signInName = actor === null ? '' : (await getAccount(pool, actor.id)).signInName;
    return judge(pool, { signInName, address, now }, body);
  },
  handle: async (context) => {
    if (!(await consume(context, context.prepared))) return refuse(context, context.prepared);
    await renewSession(context, context.actor, 'password');
    return undefined;
  },
});

const signOut = defineEndpoint({
  method: 'POST',
  path: '/api/sign-out',
  access: 'reader',
  handle: async ({ sql, actor, now, headers, secure }) => {
    await endSessions(sql, actor.id, { only: actor.sessionId, now });
    forgetSession(headers);
    await secure({ kind: 'account.signed-out', subject: { kind: 'account', id: actor.id } });
  },
});

const signOutEverywhere = defineEndpoint({
  method: 'POST',
  path: '/api/sign-out-everywhere',
  access: 'reader',
  handle: async ({ sql, actor, now, headers, secure }) => {
    const sessions = await endSessions(sql, actor.id, { now });
    forgetSession(headers);
    const subject = { kind: 'account', id: actor.id };
    await secure({ kind: 'account.signed-out-everywhere', subject, details: { sessions } });
  },
});

/** Signing in and out, and proving again who one is. */
export const signInEndpoints: readonly Endpoint[] = [
  getSession,
  signInWithPassword,
  askToSignIn,
  signInWithPasskey,
  askToConfirm,
  confirmWithPasskey,
  confirmWithPassword,
  signOut,
  signOutEverywhere,
];
