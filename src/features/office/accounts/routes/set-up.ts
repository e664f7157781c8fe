import type { Uuid } from '../../../../kernel/ids.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { takeAttempt } from '../../../../platform/http/limits.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { hashToken, newToken } from '../../../../platform/http/session.ts';
import { isAdministering } from '../account.ts';
import {
  type CeremonyBody,
  linkSchema,
  namesSchema,
  type OpenedLinkBody,
  type RecoveryCodesBody,
  type SetUpBody,
  setUpPasskeySchema,
  setUpPasswordSchema,
  type TotpBody,
} from '../contract.ts';
import { createAccount, findAccountBySignInName, getAccount, lockStandings } from '../store/keep-accounts.ts';
import {
  findOpenInvitation,
  findOpenSetUp,
  finishSetUp,
  type OpenSetUp,
  spendSignInLink,
  startSetUp,
} from '../store/keep-links.ts';
import { savePasskey } from '../store/keep-passkeys.ts';
import { beginSession, findSetUpToken, giveSetUpToken, newId, type SessionContext } from './begin-session.ts';
import { choosePassword, preparePassword, startTotp } from './choose-password.ts';
import { CHALLENGE, getMadePasskey, startCeremony } from './hold-ceremony.ts';
import { ceremonyLimit } from './sign-in-limits.ts';
import { arePasskeysPossible, askForCreation } from './verify-passkey.ts';

/** A link opens by POST, sent by the page it leads to, so that nothing that merely fetches an address uses it up. */
const openLink = defineEndpoint({
  method: 'POST',
  path: '/api/sign-in/link',
  access: 'public',
  body: linkSchema,
  unaudited: 'opening an invitation only begins a set-up; what comes of it is noted',
  prepare: ({ pool, address, now }) => takeAttempt(pool, [ceremonyLimit(address)], now),
  handle: async (context): Promise<OpenedLinkBody> => {
    const { sql, now, body } = context;
    const tokenHash = hashToken(body.token);
    const link = await spendSignInLink(sql, tokenHash, now);
    if (link?.accountId) return recover(context, link.accountId);
    const invitation = link === null ? await findOpenInvitation(sql, tokenHash, now) : null;
    if (link === null && invitation === null) throw new Problem('link-spent');
    const token = newToken();
    const origin = { signInLinkId: link?.id ?? null, invitationId: invitation?.id ?? null };
    await startSetUp(sql, { id: newId(now), tokenHash: hashToken(token), ...origin }, now);
    giveSetUpToken(context.headers, token);
    return { next: 'set-up' };
  },
});

async function recover(context: SessionContext, accountId: Uuid): Promise<OpenedLinkBody> {
  const account = await getAccount(context.sql, accountId);
  if (account.disabledAt !== null) throw new Problem('link-spent');
  await beginSession(context, account, 'link');
  return { next: 'signed-in' };
}

const getSetUp = defineEndpoint({
  method: 'GET',
  path: '/api/set-up',
  access: 'public',
  handle: async (context): Promise<SetUpBody> => {
    const { role, name, signInName } = await getOpenSetUp(context);
    return { role, name, signInName, passkeys: arePasskeysPossible(context.origins) };
  },
});

/** @throws Problem `link-spent` where the browser has no set-up to finish. */
async function getOpenSetUp({ sql, request, now }: { sql: Db; request: Request; now: Date }): Promise<OpenSetUp> {
  const token = findSetUpToken(request);
  const setUp = token === null ? null : await findOpenSetUp(sql, hashToken(token), now);
  if (setUp === null) throw new Problem('link-spent');
  return setUp;
}

const askForPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/set-up/passkey/options',
  access: 'public',
  body: namesSchema,
  unaudited: CHALLENGE,
  handle: async (context): Promise<CeremonyBody> => {
    const { sql, now, body, origins } = context;
    const { id } = await getOpenSetUp(context);
    await requireFree(sql, body.signInName);
    const options = await askForCreation({ id, ...body, known: [] }, origins);
    const ceremony = { purpose: 'passkey-creation', secret: options.challenge, ownerId: id } as const;
    return { ceremonyId: await startCeremony(sql, ceremony, now), options };
  },
});

/** @throws Problem `conflict` where somebody signs in under that name: before a passkey is made for nothing. */
async function requireFree(sql: Db, signInName: string): Promise<void> {
  if ((await findAccountBySignInName(sql, signInName)) !== null)
    throw new Problem('conflict', { what: 'sign-in name' });
}

const finishWithPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/set-up/passkey',
  access: 'public',
  body: setUpPasskeySchema,
  handle: async (context) => {
    const { sql, now, body } = context;
    const setUp = await getOpenSetUp(context);
    const made = await getMadePasskey(context, body, setUp.id);
    await create(context, setUp, body);
    await savePasskey(sql, { id: newId(now), accountId: setUp.id, label: body.label, ...made }, now);
    await beginSession(context, { id: setUp.id, name: body.name }, 'passkey');
    return undefined;
  },
});

const askForTotp = defineEndpoint({
  method: 'POST',
  path: '/api/set-up/totp',
  access: 'public',
  body: namesSchema,
  unaudited: 'a secret that nobody has confirmed is in no use',
  handle: async (context): Promise<TotpBody> => {
    const { id } = await getOpenSetUp(context);
    await requireFree(context.sql, context.body.signInName);
    return startTotp(context, { id, signInName: context.body.signInName });
  },
});

const finishWithPassword = defineEndpoint({
  method: 'POST',
  path: '/api/set-up/password',
  access: 'public',
  body: setUpPasswordSchema,
  prepare: async ({ pool, request, now, body }) => {
    await getOpenSetUp({ sql: pool, request, now });
    return preparePassword(body.password, [body.name, body.signInName]);
  },
  handle: async (context): Promise<RecoveryCodesBody> => {
    const { body, prepared: passwordHash } = context;
    const setUp = await getOpenSetUp(context);
    await create(context, setUp, body);
    const recoveryCodes = await choosePassword(context, { ...body, accountId: setUp.id, passwordHash });
    await beginSession(context, { id: setUp.id, name: body.name }, 'password');
    return { recoveryCodes };
  },
});

/** Creates the account that the set-up leads to. */
async function create(
  context: SessionContext,
  setUp: OpenSetUp,
  names: { name: string; signInName: string },
): Promise<void> {
  const { sql, now, audit } = context;
  const standings = await lockStandings(sql);
  const isFirst = setUp.invitationId === null;
  if (isFirst && standings.some(isAdministering)) throw new Problem('link-spent');
  const { name, signInName } = names;
  await createAccount(sql, { id: setUp.id, name, signInName, role: setUp.role }, now);
  await finishSetUp(sql, setUp, now);
  const subject = { kind: 'account', id: setUp.id };
  const parameters = { name, role: setUp.role, by: isFirst ? 'link' : 'invitation' };
  await audit({ action: 'account.created', subject, parameters }, { actorId: setUp.id, actorName: name });
}

/** From a link or an invitation to an account that can sign in. */
export const setUpEndpoints: readonly Endpoint[] = [
  openLink,
  getSetUp,
  askForPasskey,
  finishWithPasskey,
  askForTotp,
  finishWithPassword,
];
