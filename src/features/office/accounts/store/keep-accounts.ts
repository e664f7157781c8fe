import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { type AccountStanding, type Right, type Role, signInKey } from '../account.ts';

/** An account as the list shows it. */
export interface StoredAccount {
  readonly id: Uuid;
  readonly name: string;
  readonly signInName: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly passkeys: number;
  readonly hasPassword: boolean;
  /** What it may do beyond its role. */
  readonly rights: readonly Right[];
  /** When anybody last used a session of the account; null: never. */
  readonly seenAt: Date | null;
}

/** What a new account consists of. */
export interface NewAccount {
  readonly id: Uuid;
  readonly name: string;
  readonly signInName: string;
  readonly role: Role;
}

function columns(sql: Db) {
  return sql`
    a.id, a.name, a.sign_in_name as "signInName", a.role, a.created_at as "createdAt", a.disabled_at as "disabledAt",
    (select count(*)::int from credential_passkey p where p.account_id = a.id and p.removed_at is null) as passkeys,
    exists (select from credential_password w where w.account_id = a.id and w.removed_at is null) as "hasPassword",
    array(
      select r.name from account_right r where r.account_id = a.id and r.ended_at is null order by r.name) as rights,
    (select max(s.seen_at) from session s where s.account_id = a.id) as "seenAt"`;
}

/** All accounts, by name. */
export async function listAccounts(sql: Db): Promise<StoredAccount[]> {
  return sql<StoredAccount[]>`select ${columns(sql)} from account a order by a.name, a.id`;
}

/** @throws Problem `not-found` */
export async function getAccount(sql: Db, id: string): Promise<StoredAccount> {
  const [found] = await sql<StoredAccount[]>`select ${columns(sql)} from account a where a.id = ${id}`;
  if (found === undefined) throw new Problem('not-found', { what: `account ${id}` });
  return found;
}

/** The account that signs in under a name, however it is spelled, or null. */
export async function findAccountBySignInName(sql: Db, signInName: string): Promise<StoredAccount | null> {
  const key = signInKey(signInName);
  const [found] = await sql<StoredAccount[]>`select ${columns(sql)} from account a where a.sign_in_key = ${key}`;
  return found ?? null;
}

/** @throws Problem `conflict` where the name to sign in with is taken. */
export async function createAccount(sql: Db, account: NewAccount, now: Date): Promise<void> {
  const { id, name, signInName, role } = account;
  const [created] = await sql`
    insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
    values (${id}, ${name}, ${signInName}, ${signInKey(signInName)}, ${role}, ${now})
    on conflict (sign_in_key) do nothing returning id`;
  if (created === undefined) throw new Problem('conflict', { what: 'sign-in name' });
}

/** Every account's standing, held against changes until the transaction ends. */
export async function lockStandings(sql: Db): Promise<AccountStanding[]> {
  await sql`lock table account in share row exclusive mode`;
  return sql<AccountStanding[]>`
    select a.id, a.role, a.disabled_at is not null as "isDisabled",
      exists (select from credential_passkey p where p.account_id = a.id and p.removed_at is null)
        or exists (select from credential_password w where w.account_id = a.id and w.removed_at is null) as "canSignIn"
    from account a`;
}

/** Holds one account until the transaction ends, so that two ways to sign in are not taken away at the same time. */
export async function lockAccount(sql: Db, id: string): Promise<void> {
  await sql`select from account where id = ${id} for update`;
}

export async function saveRole(sql: Db, id: string, role: Role): Promise<void> {
  await sql`update account set role = ${role} where id = ${id}`;
}

export async function saveName(sql: Db, id: string, name: string): Promise<void> {
  await sql`update account set name = ${name} where id = ${id}`;
}

/** @param at null lets the account in again. */
export async function saveDisabled(sql: Db, id: string, at: Date | null): Promise<void> {
  await sql`update account set disabled_at = ${at} where id = ${id}`;
}
