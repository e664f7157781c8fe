import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { hashToken, newToken } from '../../../../platform/http/session.ts';
import { mayStopAdministering } from '../account.ts';
import {
  type AccountsBody,
  type InvitedBody,
  idSchema,
  invitationSchema,
  reasonSchema,
  rightSchema,
  roleSchema,
} from '../contract.ts';
import {
  findAccountBySignInName,
  getAccount,
  listAccounts,
  lockStandings,
  saveDisabled,
  saveRole,
} from '../store/keep-accounts.ts';
import { listInvitations, saveInvitation, withdrawInvitation, withdrawInvitationsBy } from '../store/keep-links.ts';
import { endRight, giveRight } from '../store/keep-rights.ts';
import { endSessions } from '../store/keep-sessions.ts';
import { newId, type SessionContext } from './begin-session.ts';
import { linkTo } from './print-link.ts';
import { accountBody, invitationBody } from './show-account.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/accounts',
  access: 'administrator',
  reads: () => ({ what: 'accounts', subject: { kind: 'server', id: 'accounts' } }),
  handle: async ({ sql, now }): Promise<AccountsBody> => {
    const [accounts, invitations] = [await listAccounts(sql), await listInvitations(sql)];
    return { accounts: accounts.map(accountBody), invitations: invitations.map((each) => invitationBody(each, now)) };
  },
});

const invite = defineEndpoint({
  method: 'POST',
  path: '/api/invitations',
  access: 'administrator',
  recentSignIn: true,
  status: 201,
  body: invitationSchema,
  handle: async ({ sql, now, actor, body, audit, origins }): Promise<InvitedBody> => {
    const { name, role, signInName = null } = body;
    const isTaken = signInName !== null && (await findAccountBySignInName(sql, signInName)) !== null;
    if (isTaken) throw new Problem('conflict', { what: 'sign-in name' });
    const [id, token] = [newId(now), newToken()];
    const invitation = { id, tokenHash: hashToken(token), role, name, signInName, invitedBy: actor.id };
    const expiresAt = await saveInvitation(sql, invitation, now);
    await audit({ action: 'account.invited', subject: { kind: 'invitation', id }, parameters: { name, role } });
    return { id, link: linkTo(origins[0], token), expiresAt: expiresAt.toISOString() };
  },
});

const uninvite = defineEndpoint({
  method: 'DELETE',
  path: '/api/invitations/:id',
  access: 'administrator',
  params: idSchema,
  handle: async ({ sql, now, params, audit }) => {
    const name = await withdrawInvitation(sql, params.id, now);
    await audit({
      action: 'account.invitation-withdrawn',
      subject: { kind: 'invitation', id: params.id },
      parameters: { name },
    });
  },
});

const changeRole = defineEndpoint({
  method: 'PUT',
  path: '/api/accounts/:id/role',
  access: 'administrator',
  recentSignIn: true,
  params: idSchema,
  body: roleSchema,
  handle: async (context) => {
    const { sql, now, params, body, audit } = context;
    if (body.role !== 'administrator') await requireAnotherAdministrator(context, params.id);
    const account = await getAccount(sql, params.id);
    await saveRole(sql, account.id, body.role);
    if (body.role !== 'administrator') await withdrawInvitationsBy(sql, account.id, now);
    const parameters = { name: account.name, before: account.role, after: body.role };
    await audit({ action: 'account.role-changed', subject: { kind: 'account', id: account.id }, parameters });
  },
});

/** @throws Problem `last-administrator` where nobody else administers. */
async function requireAnotherAdministrator({ sql }: Pick<SessionContext, 'sql'>, id: string): Promise<void> {
  const standings = await lockStandings(sql);
  if (!mayStopAdministering(id, standings)) throw new Problem('last-administrator');
}

const disable = defineEndpoint({
  method: 'POST',
  path: '/api/accounts/:id/disable',
  access: 'administrator',
  recentSignIn: true,
  params: idSchema,
  body: reasonSchema,
  handle: async (context) => {
    const { sql, now, params, body, audit } = context;
    await requireAnotherAdministrator(context, params.id);
    const account = await getAccount(sql, params.id);
    await saveDisabled(sql, account.id, now);
    const sessions = await endSessions(sql, account.id, { now });
    await withdrawInvitationsBy(sql, account.id, now);
    const subject = { kind: 'account', id: account.id };
    const parameters = { name: account.name, sessions };
    await audit({ action: 'account.disabled', subject, parameters, reason: body.reason });
  },
});

const enable = defineEndpoint({
  method: 'POST',
  path: '/api/accounts/:id/enable',
  access: 'administrator',
  recentSignIn: true,
  params: idSchema,
  body: reasonSchema,
  handle: async ({ sql, params, body, audit }) => {
    const account = await getAccount(sql, params.id);
    await saveDisabled(sql, account.id, null);
    const subject = { kind: 'account', id: account.id };
    await audit({ action: 'account.enabled', subject, parameters: { name: account.name }, reason: body.reason });
  },
});

const giveRightTo = defineEndpoint({
  method: 'POST',
  path: '/api/accounts/:id/rights',
  access: 'administrator',
  recentSignIn: true,
  params: idSchema,
  body: rightSchema,
  handle: async ({ sql, params, body: { right, reason }, actor, now, audit }): Promise<undefined> => {
    const { id, name } = await getAccount(sql, params.id);
    await giveRight(sql, { accountId: id, right, by: actor, at: now, reason });
    const subject = { kind: 'account', id };
    await audit({ action: 'account.right-given', subject, reason, parameters: { name, right } });
  },
});

const endRightOf = defineEndpoint({
  method: 'POST',
  path: '/api/accounts/:id/rights/end',
  access: 'administrator',
  recentSignIn: true,
  params: idSchema,
  body: rightSchema,
  handle: async ({ sql, params, body: { right, reason }, actor, now, audit }): Promise<undefined> => {
    const { id, name } = await getAccount(sql, params.id);
    await endRight(sql, { accountId: id, right, by: actor, at: now, reason });
    const subject = { kind: 'account', id };
    await audit({ action: 'account.right-ended', subject, reason, parameters: { name, right } });
  },
});

/** What administrators do about accounts. */
export const administrationEndpoints: readonly Endpoint[] = [
  list,
  invite,
  uninvite,
  changeRole,
  disable,
  enable,
  giveRightTo,
  endRightOf,
];
