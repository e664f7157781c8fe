import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';

/** A passkey as its owner sees it. */
export interface ListedPasskey {
  readonly id: Uuid;
  readonly label: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/** A passkey as a signature is checked against it. */
export interface StoredPasskey {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

export interface NewPasskey extends StoredPasskey {
  readonly label: string;
}

export async function listPasskeys(sql: Db, accountId: string): Promise<(ListedPasskey & { credentialId: string })[]> {
  return sql`
    select id, label, created_at as "createdAt", used_at as "usedAt", credential_id as "credentialId"
    from credential_passkey where account_id = ${accountId} and removed_at is null order by created_at, id`;
}

/** The passkey that an authenticator names so, of an account that is not disabled; or null. */
export async function findPasskey(sql: Db, credentialId: string): Promise<StoredPasskey | null> {
  const [found] = await sql<(Omit<StoredPasskey, 'counter'> & { counter: string })[]>`
    select p.id, p.account_id as "accountId", p.credential_id as "credentialId", p.public_key as "publicKey",
      p.counter, p.transports
    from credential_passkey p join account a on a.id = p.account_id
    where p.credential_id = ${credentialId} and p.removed_at is null and a.disabled_at is null`;
  return found === undefined ? null : { ...found, counter: Number(found.counter) };
}

/** @throws Problem `conflict` where the passkey is known already. */
export async function savePasskey(sql: Db, passkey: NewPasskey, now: Date): Promise<void> {
  const { id, accountId, credentialId, publicKey, counter, transports, label } = passkey;
  const [saved] = await sql`
    insert into credential_passkey
      (id, account_id, credential_id, public_key, counter, transports, label, created_at)
    values (${id}, ${accountId}, ${credentialId}, ${Buffer.from(publicKey)}, ${counter}, ${[...transports]}, ${label}, ${now})
    on conflict (credential_id) do nothing returning id`;
  if (saved === undefined) throw new Problem('conflict', { what: 'passkey' });
}

/**
 * Keeps the new count of signatures.
 *
 * @returns false where another signature was counted in the meantime: one of the two is a copy.
 */
export async function countSignature(
  sql: Db,
  passkey: StoredPasskey,
  use: { readonly counter: number; readonly now: Date },
): Promise<boolean> {
  const counted = await sql`
    update credential_passkey set counter = ${use.counter}, used_at = ${use.now}
    where id = ${passkey.id} and counter = ${passkey.counter} and removed_at is null returning id`;
  return counted.length === 1;
}

/** @throws Problem `not-found` where the account has no such passkey. */
export async function removePasskey(sql: Db, accountId: string, removal: { id: string; now: Date }): Promise<string> {
  const [removed] = await sql<{ label: string }[]>`
    update credential_passkey set removed_at = ${removal.now}
    where id = ${removal.id} and account_id = ${accountId} and removed_at is null returning label`;
  if (removed === undefined) throw new Problem('not-found', { what: 'passkey' });
  return removed.label;
}
