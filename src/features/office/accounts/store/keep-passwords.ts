import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { signInKey } from '../account.ts';

/** What a password and its second factor are checked against. */
export interface StoredPassword {
  readonly accountId: Uuid;
  readonly passwordHash: string;
  readonly totpSecret: string;
}

export interface NewPassword extends StoredPassword {
  /** The period of 30 seconds of the code that confirmed the secret: it is used up. */
  readonly totpPeriod: number;
}

/** The password of whoever signs in under a name and is not disabled, with the name of the account; or null. */
export async function findPassword(sql: Db, signInName: string): Promise<(StoredPassword & { name: string }) | null> {
  const [found] = await sql<(StoredPassword & { name: string })[]>`
    select a.name, w.account_id as "accountId", w.password_hash as "passwordHash", w.totp_secret as "totpSecret"
    from account a join credential_password w on w.account_id = a.id
    where a.sign_in_key = ${signInKey(signInName)} and a.disabled_at is null and w.removed_at is null`;
  return found ?? null;
}

/** Since when the account has its password, or null. */
export async function findPasswordDate(sql: Db, accountId: string): Promise<Date | null> {
  const [found] = await sql<{ changedAt: Date }[]>`
    select changed_at as "changedAt" from credential_password where account_id = ${accountId} and removed_at is null`;
  return found?.changedAt ?? null;
}

/** Puts the password in the place of an earlier one. */
export async function savePassword(sql: Db, password: NewPassword, now: Date): Promise<void> {
  const { accountId, passwordHash, totpSecret, totpPeriod } = password;
  await sql`
    insert into credential_password (account_id, password_hash, totp_secret, totp_period, changed_at)
    values (${accountId}, ${passwordHash}, ${totpSecret}, ${totpPeriod}, ${now})
    on conflict (account_id) do update set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
      totp_period = excluded.totp_period, changed_at = excluded.changed_at, removed_at = null`;
}

/** @returns false where the account has no password. */
export async function removePassword(sql: Db, accountId: string, now: Date): Promise<boolean> {
  const removed = await sql`
    update credential_password set removed_at = ${now}
    where account_id = ${accountId} and removed_at is null returning account_id`;
  await withdrawRecoveryCodes(sql, accountId, now);
  return removed.length === 1;
}

/** Uses up the code of a period. @returns false where it, or a later one, was used before. */
export async function spendTotpPeriod(sql: Db, accountId: string, period: number): Promise<boolean> {
  const used = await sql`
    update credential_password set totp_period = ${period}
    where account_id = ${accountId} and totp_period < ${period} and removed_at is null returning account_id`;
  return used.length === 1;
}

/** Uses up a recovery code. @returns false where there is none such, or it was used before. */
export async function spendRecoveryCode(
  sql: Db,
  accountId: string,
  use: { hash: Uint8Array; now: Date },
): Promise<boolean> {
  const used = await sql`
    update recovery_code set used_at = ${use.now}
    where account_id = ${accountId} and code_hash = ${Buffer.from(use.hash)} and used_at is null and withdrawn_at is null
    returning account_id`;
  return used.length === 1;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function saveRecoveryCodes(
  sql: Db,
  accountId: string,
  codes: { hashes: Uint8Array[]; now: Date },
): Promise<void> {
  await withdrawRecoveryCodes(sql, accountId, codes.now);
  for (const hash of codes.hashes) {
    await sql`
      insert into recovery_code (account_id, code_hash, created_at)
      values (${accountId}, ${Buffer.from(hash)}, ${codes.now})`;
  }
}

export async function countRecoveryCodes(sql: Db, accountId: string): Promise<number> {
  const [found] = await sql<{ count: number }[]>`
    select count(*)::int as count from recovery_code
    where account_id = ${accountId} and used_at is null and withdrawn_at is null`;
  return found?.count ?? 0;
}

async function withdrawRecoveryCodes(sql: Db, accountId: string, now: Date): Promise<void> {
  await sql`
    update recovery_code set withdrawn_at = ${now}
    where account_id = ${accountId} and used_at is null and withdrawn_at is null`;
}
