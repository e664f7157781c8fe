import type { TransactionSql } from 'postgres';
import type { HeldDevice } from './keep-devices.ts';

/** A device that could send until now, as the log is told that it no longer can. */
export type ForgottenDevice = Pick<HeldDevice, 'id' | 'pseudonym' | 'enrolments' | 'enrolmentLeaf'>;

/**
 * Takes away whatever opens anything to these devices: tokens, logins, keys, codes. They are revoked by that; what they sent
 * stays theirs, under their pseudonyms.
 *
 * @returns those that were not revoked before.
 */
export async function forgetKeys(
  sql: TransactionSql,
  ids: readonly string[],
  at: Date,
): Promise<readonly ForgottenDevice[]> {
  const wanted = ids as string[];
  const inUse = await sql<ForgottenDevice[]>`
    select d.id, d.pseudonym, d.enrolments,
      (select encode(l.hash, 'hex') from log_leaf l
       where l.mission_id = d.mission_id and l.announced_id = d.enrolment_event) as "enrolmentLeaf"
    from device d where d.id = any (${wanted}::uuid[]) and d.revoked_at is null for update`;
  await sql`delete from device_code where device_id = any (${wanted}::uuid[])`;
  // What was written as a reason may name people.
  await sql`
    update device set token_hash = null, login = null, ha1_sha256 = null, ha1_md5 = null, public_key = null,
      revoked_at = coalesce(revoked_at, ${at}), revocation_reason = 'retention', forgotten_at = ${at}
    where id = any (${wanted}::uuid[])`;
  return inUse;
}

/** Devices are called by their pseudonyms from now on. */
export async function forgetNames(sql: TransactionSql, ids: readonly string[]): Promise<void> {
  await sql`update device set name = pseudonym where id = any (${ids as string[]}::uuid[])`;
}
