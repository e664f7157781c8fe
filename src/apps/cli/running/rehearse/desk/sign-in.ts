import { randomBytes } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { InvitedBody, TotpBody } from '../../../../../features/office/accounts/contract.ts';
import type { Desk } from './desk.ts';

/** Signs in as somebody who has an account on the server already. */
export async function signIn(
  desk: Desk,
  given: { readonly signInName: string; readonly password: string; readonly code: string },
): Promise<void> {
  await desk.ask('POST /api/sign-in/password', given);
}

/** Becomes the first administrator of a server of one's own, by the link that it printed, with a password nobody else knows. */
export async function becomeAdministrator(desk: Desk, link: string): Promise<void> {
  await desk.ask('POST /api/sign-in/link', { token: new URL(link).hash.slice(1) });
  const names = { name: 'Rehearsal', signInName: 'rehearsal' };
  const { secret, ceremonyId } = await desk.ask<TotpBody>('POST /api/set-up/totp', names);
  const code = new TOTP({ secret }).generate({ timestamp: Date.now() });
  const password = randomBytes(24).toString('base64url');
  await desk.ask('POST /api/set-up/password', { ...names, ceremonyId, password, code });
}

/** A link by which a person comes to the desk of that server. */
export async function inviteSpectator(desk: Desk): Promise<string> {
  const { link } = await desk.ask<InvitedBody>('POST /api/invitations', { name: 'Spectator', role: 'administrator' });
  return link;
}
