import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { idSchema, rightSchema } from '../contract.ts';
import { getAccount } from '../store/keep-accounts.ts';
import { endRight, giveRight } from '../store/keep-rights.ts';

const give = defineEndpoint({
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

const end = defineEndpoint({
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

/** What an account may do beyond its role, given and ended by administrators. */
export const rightEndpoints: readonly Endpoint[] = [give, end];
