import { stateOf } from '../account.ts';
import type { AccountBody, InvitationBody } from '../contract.ts';
import type { StoredAccount } from '../store/keep-accounts.ts';
import type { StoredInvitation } from '../store/keep-links.ts';

/** The account as it crosses the wire. */
export function accountBody(account: StoredAccount): AccountBody {
  const { createdAt, disabledAt, seenAt, ...rest } = account;
  const times = { disabledAt: disabledAt?.toISOString() ?? null, seenAt: seenAt?.toISOString() ?? null };
  return { ...rest, ...times, createdAt: createdAt.toISOString() };
}

/** The invitation as it crosses the wire, with what became of it by `now`. */
export function invitationBody(invitation: StoredInvitation, now: Date): InvitationBody {
  const { id, role, name, signInName, invitedBy, createdAt, expiresAt } = invitation;
  const times = { createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
  return { id, role, name, signInName, invitedBy, ...times, state: stateOf(invitation, now) };
}
