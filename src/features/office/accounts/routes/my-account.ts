import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import {
  type CeremonyBody,
  idSchema,
  type MyAccountBody,
  nameSchema,
  newPasskeySchema,
  newPasswordSchema,
  type RecoveryCodesBody,
  type TotpBody,
} from '../contract.ts';
import { getAccount, lockAccount, saveName } from '../store/keep-accounts.ts';
import { listPasskeys, removePasskey, savePasskey } from '../store/keep-passkeys.ts';
import { countRecoveryCodes, findPasswordDate, removePassword } from '../store/keep-passwords.ts';
import { endSessions, listSessions } from '../store/keep-sessions.ts';
import { newId, type SessionContext } from './begin-session.ts';
import { choosePassword, preparePassword, renewRecoveryCodes, startTotp } from './choose-password.ts';
import { CHALLENGE, getMadePasskey, startCeremony } from './hold-ceremony.ts';
import { accountBody } from './show-account.ts';
import { arePasskeysPossible, askForCreation } from './verify-passkey.ts';

type SignedIn = SessionContext & { readonly actor: NonNullable<SessionContext['actor']> };

const getMyAccount = defineEndpoint({
  method: 'GET',
  path: '/api/my-account',
  access: 'reader',
  handle: async ({ sql, actor, now, origins }): Promise<MyAccountBody> => {
    const passkeys = await listPasskeys(sql, actor.id);
    const passwordSince = await findPasswordDate(sql, actor.id);
    const sessions = await listSessions(sql, actor.id, now);
    return {
      account: accountBody(await getAccount(sql, actor.id)),
      passkeysPossible: arePasskeysPossible(origins),
      passkeys: passkeys.map(({ id, label, createdAt, usedAt }) => {
        return { id, label, createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null };
      }),
      passwordSince: passwordSince?.toISOString() ?? null,
      recoveryCodesLeft: await countRecoveryCodes(sql, actor.id),
      sessions: sessions.map(({ createdAt, seenAt, ...session }) => {
        const times = { createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString() };
        return { ...session, ...times, isThis: session.id === actor.sessionId };
      }),
    };
  },
});

const rename = defineEndpoint({
  method: 'PUT',
  path: '/api/my-account/name',
  access: 'reader',
  body: nameSchema,
  handle: async (context) => {
    const { sql, actor, body } = context;
    await saveName(sql, actor.id, body.name);
    await note(context, 'account.renamed', { before: actor.name, after: body.name });
  },
});

async function note({ audit, actor }: SignedIn, action: string, parameters = {}): Promise<void> {
  await audit({ action, subject: { kind: 'account', id: actor.id }, parameters });
}

const askForPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/my-account/passkeys/options',
  access: 'reader',
  recentSignIn: true,
  unaudited: CHALLENGE,
  handle: async ({ sql, actor, now, origins }): Promise<CeremonyBody> => {
    const { signInName } = await getAccount(sql, actor.id);
    const known = (await listPasskeys(sql, actor.id)).map((passkey) => passkey.credentialId);
    const options = await askForCreation({ id: actor.id, name: actor.name, signInName, known }, origins);
    const ceremony = { purpose: 'passkey-creation', secret: options.challenge, ownerId: actor.id } as const;
    return { ceremonyId: await startCeremony(sql, ceremony, now), options };
  },
});

const addPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/my-account/passkeys',
  access: 'reader',
  recentSignIn: true,
  body: newPasskeySchema,
  handle: async (context) => {
    const { sql, actor, now, body } = context;
    const made = await getMadePasskey(context, body, actor.id);
    await savePasskey(sql, { id: newId(now), accountId: actor.id, label: body.label, ...made }, now);
    await note(context, 'account.passkey-added', { label: body.label });
  },
});

const dropPasskey = defineEndpoint({
  method: 'DELETE',
  path: '/api/my-account/passkeys/:id',
  access: 'reader',
  recentSignIn: true,
  params: idSchema,
  handle: async (context) => {
    const { sql, actor, now, params } = context;
    await lockAccount(sql, actor.id);
    const label = await removePasskey(sql, actor.id, { id: params.id, now });
    await requireCredential(context);
    await endSessions(sql, actor.id, { except: actor.sessionId, now });
    await note(context, 'account.passkey-removed', { label });
  },
});

/** @throws Problem `last-credential` where the account could not sign in any more. */
async function requireCredential({ sql, actor }: SignedIn): Promise<void> {
  const account = await getAccount(sql, actor.id);
  if (account.passkeys === 0 && !account.hasPassword) throw new Problem('last-credential');
}

const askForTotp = defineEndpoint({
  method: 'POST',
  path: '/api/my-account/totp',
  access: 'reader',
  recentSignIn: true,
  unaudited: 'a secret that nobody has confirmed is in no use',
  handle: async (context): Promise<TotpBody> => {
    const { signInName } = await getAccount(context.sql, context.actor.id);
    return startTotp(context, { id: context.actor.id, signInName });
  },
});

const changePassword = defineEndpoint({
  method: 'PUT',
  path: '/api/my-account/password',
  access: 'reader',
  recentSignIn: true,
  body: newPasswordSchema,
  prepare: async ({ pool, actor, body }) => {
    const names = actor === null ? [] : [actor.name, (await getAccount(pool, actor.id)).signInName];
    return preparePassword(body.password, names);
  },
  handle: async (context): Promise<RecoveryCodesBody> => {
    const { sql, actor, now, body, prepared: passwordHash } = context;
    const recoveryCodes = await choosePassword(context, { ...body, accountId: actor.id, passwordHash });
    await endSessions(sql, actor.id, { except: actor.sessionId, now });
    await note(context, 'account.password-changed');
    return { recoveryCodes };
  },
});

const dropPassword = defineEndpoint({
  method: 'DELETE',
  path: '/api/my-account/password',
  access: 'reader',
  recentSignIn: true,
  handle: async (context) => {
    const { sql, actor, now } = context;
    await lockAccount(sql, actor.id);
    if (!(await removePassword(sql, actor.id, now))) throw new Problem('not-found', { what: 'password' });
    await requireCredential(context);
    await endSessions(sql, actor.id, { except: actor.sessionId, now });
    await note(context, 'account.password-removed');
  },
});

const changeRecoveryCodes = defineEndpoint({
  method: 'POST',
  path: '/api/my-account/recovery-codes',
  access: 'reader',
  recentSignIn: true,
  handle: async (context): Promise<RecoveryCodesBody> => {
    const { sql, actor } = context;
    if ((await findPasswordDate(sql, actor.id)) === null) throw new Problem('not-found', { what: 'password' });
    const recoveryCodes = await renewRecoveryCodes(context, actor.id);
    await note(context, 'account.recovery-codes-changed');
    return { recoveryCodes };
  },
});

const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/my-account/sessions/:id',
  access: 'reader',
  params: idSchema,
  handle: async (context) => {
    const { sql, actor, now, params, secure } = context;
    const ended = await endSessions(sql, actor.id, { only: params.id, now });
    if (ended === 0) throw new Problem('not-found', { what: 'session' });
    await secure({ kind: 'account.session-ended', subject: { kind: 'account', id: actor.id } });
  },
});

/** What people change about their own account. */
export const myAccountEndpoints: readonly Endpoint[] = [
  getMyAccount,
  rename,
  askForPasskey,
  addPasskey,
  dropPasskey,
  askForTotp,
  changePassword,
  dropPassword,
  changeRecoveryCodes,
  endSession,
];
