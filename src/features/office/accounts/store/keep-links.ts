import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { LIFETIME_MS, type Role } from '../account.ts';

/** An invitation as the list shows it. */
export interface StoredInvitation {
  readonly id: Uuid;
  readonly role: Role;
  readonly name: string;
  readonly signInName: string | null;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export interface NewInvitation {
  readonly id: Uuid;
  readonly tokenHash: Uint8Array;
  readonly role: Role;
  readonly name: string;
  readonly signInName: string | null;
  readonly invitedBy: string;
}

/** A set-up that somebody is in the middle of: what the account will be. */
export interface OpenSetUp {
  /** Of the set-up, and of the account that comes of it. */
  readonly id: Uuid;
  readonly role: Role;
  readonly name: string | null;
  readonly signInName: string | null;
  readonly invitationId: Uuid | null;
}

export async function saveInvitation(sql: Db, invitation: NewInvitation, now: Date): Promise<Date> {
  const { id, tokenHash, role, name, signInName, invitedBy } = invitation;
  const expiresAt = new Date(now.getTime() + LIFETIME_MS.invitation);
  await sql`
    insert into invitation (id, token_hash, role, name, sign_in_name, invited_by, created_at, expires_at)
    values (${id}, ${Buffer.from(tokenHash)}, ${role}, ${name}, ${signInName}, ${invitedBy}, ${now}, ${expiresAt})`;
  return expiresAt;
}

/** The invitations, newest first. */
export async function listInvitations(sql: Db): Promise<StoredInvitation[]> {
  return sql<StoredInvitation[]>`
    select i.id, i.role, i.name, i.sign_in_name as "signInName", a.name as "invitedBy", i.created_at as "createdAt",
      i.expires_at as "expiresAt", i.used_at as "usedAt", i.withdrawn_at as "withdrawnAt"
    from invitation i join account a on a.id = i.invited_by order by i.created_at desc, i.id`;
}

/** @returns the name that was invited. @throws Problem `not-found`, or `link-spent` where it was used or withdrawn. */
export async function withdrawInvitation(sql: Db, id: string, now: Date): Promise<string> {
  const [withdrawn] = await sql<{ name: string }[]>`
    update invitation set withdrawn_at = ${now}
    where id = ${id} and used_at is null and withdrawn_at is null returning name`;
  if (withdrawn !== undefined) return withdrawn.name;
  const known = await sql`select from invitation where id = ${id}`;
  throw known.length === 0 ? new Problem('not-found', { what: `invitation ${id}` }) : new Problem('link-spent');
}

/**
 * Withdraws what `accountId` has invited and nobody has accepted: who no longer administers lets nobody in.
 *
 * @returns how many invitations stopped working.
 */
export async function withdrawInvitationsBy(sql: Db, accountId: string, now: Date): Promise<number> {
  const withdrawn = await sql`
    update invitation set withdrawn_at = ${now}
    where invited_by = ${accountId} and used_at is null and withdrawn_at is null and expires_at > ${now} returning id`;
  return withdrawn.length;
}

/** Keeps a link; all earlier unused ones for the same account (null: for the first administrator) stop working. */
export async function saveSignInLink(
  sql: Db,
  link: { readonly id: Uuid; readonly tokenHash: Uint8Array; readonly accountId: string | null },
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + LIFETIME_MS.signInLink);
  await sql`
    update sign_in_link set withdrawn_at = ${now}
    where account_id is not distinct from ${link.accountId}::uuid and used_at is null and withdrawn_at is null`;
  await sql`
    insert into sign_in_link (id, token_hash, account_id, created_at, expires_at)
    values (${link.id}, ${Buffer.from(link.tokenHash)}, ${link.accountId}, ${now}, ${expiresAt})`;
}

/** Uses up the link with this token. @returns null where there is none such, or it was used, withdrawn or ran out. */
export async function spendSignInLink(
  sql: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ readonly id: Uuid; readonly accountId: Uuid | null } | null> {
  const [used] = await sql<{ id: Uuid; accountId: Uuid | null }[]>`
    update sign_in_link set used_at = ${now}
    where token_hash = ${Buffer.from(tokenHash)} and used_at is null and withdrawn_at is null and expires_at > ${now}
    returning id, account_id as "accountId"`;
  return used ?? null;
}

/** The invitation with this token, where it still stands, or null. */
export async function findOpenInvitation(sql: Db, tokenHash: Uint8Array, now: Date): Promise<{ id: Uuid } | null> {
  const [found] = await sql<{ id: Uuid }[]>`
    select id from invitation
    where token_hash = ${Buffer.from(tokenHash)} and used_at is null and withdrawn_at is null and expires_at > ${now}`;
  return found ?? null;
}

/** Begins a set-up that comes of a link or of an invitation. */
export async function startSetUp(
  sql: Db,
  setUp: { id: Uuid; tokenHash: Uint8Array; signInLinkId: Uuid | null; invitationId: Uuid | null },
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + LIFETIME_MS.setUp);
  await sql`
    insert into set_up (id, token_hash, sign_in_link_id, invitation_id, created_at, expires_at)
    values (${setUp.id}, ${Buffer.from(setUp.tokenHash)}, ${setUp.signInLinkId}, ${setUp.invitationId}, ${now}, ${expiresAt})`;
}

/** The set-up that holds this token and may still be finished, or null. */
export async function findOpenSetUp(sql: Db, tokenHash: Uint8Array, now: Date): Promise<OpenSetUp | null> {
  const [found] = await sql<OpenSetUp[]>`
    select u.id, coalesce(i.role, 'administrator') as role, i.name, i.sign_in_name as "signInName",
      u.invitation_id as "invitationId"
    from set_up u left join invitation i on i.id = u.invitation_id
    where u.token_hash = ${Buffer.from(tokenHash)} and u.used_at is null and u.expires_at > ${now}
      and (u.invitation_id is null or (i.used_at is null and i.withdrawn_at is null and i.expires_at > ${now}))`;
  return found ?? null;
}

/**
 * Uses up the set-up and the invitation it came of; the account must exist.
 *
 * @throws Problem `link-spent` where either was used in the meantime.
 */
export async function finishSetUp(sql: Db, setUp: OpenSetUp, now: Date): Promise<void> {
  const finished =
    await sql`update set_up set used_at = ${now} where id = ${setUp.id} and used_at is null returning id`;
  if (finished.length === 0) throw new Problem('link-spent');
  if (setUp.invitationId === null) return;
  const used = await sql`
    update invitation set used_at = ${now}, account_id = ${setUp.id}
    where id = ${setUp.invitationId} and used_at is null and withdrawn_at is null returning id`;
  if (used.length === 0) throw new Problem('link-spent');
}
