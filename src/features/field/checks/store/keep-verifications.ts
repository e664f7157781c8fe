import type { Sql, TransactionSql } from 'postgres';
import type { VerifiedBy } from '../check.ts';

type Db = Sql | TransactionSql;

/** Somebody made sure of an answer while it said that. */
export interface StoredVerification {
  readonly id: string;
  readonly reportId: string;
  readonly path: string;
  readonly value: string;
  readonly how: VerifiedBy;
  readonly note: string | null;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
}

/** What stands of the verifications of these reports, the newest first. */
export async function listVerifications(sql: Db, reports: readonly string[]): Promise<StoredVerification[]> {
  return await sql<StoredVerification[]>`
    select id, report_id as "reportId", path, value, how, note, by_id as "byId", by_name as "byName", at
    from check_verification where report_id = any (${reports as string[]}::uuid[]) and withdrawn_at is null
      and erased_at is null order by at desc, id, path`;
}

/** A verification that somebody sent before, withdrawn or not; empty: nobody did. */
export async function findVerification(
  sql: Db,
  reportId: string,
  id: string,
): Promise<
  readonly (Omit<StoredVerification, 'value'> & { readonly value: string | null; readonly isWithdrawn: boolean })[]
> {
  return await sql`
    select id, report_id as "reportId", path, value, how, note, by_id as "byId", by_name as "byName", at,
      withdrawn_at is not null as "isWithdrawn"
    from check_verification where report_id = ${reportId} and id = ${id} order by path`;
}

/** Keeps that somebody made sure of answers. */
export async function saveVerifications(
  sql: Db,
  missionId: string,
  rows: readonly StoredVerification[],
): Promise<void> {
  for (const { id, reportId, path, value, how, note, byId, byName, at } of rows) {
    await sql`
      insert into check_verification (id, report_id, mission_id, path, value, how, note, by_id, by_name, at)
      values (${id}, ${reportId}, ${missionId}, ${path}, ${value}, ${how}, ${note}, ${byId}, ${byName}, ${at})`;
  }
}

/** Takes a verification back; that it was there stays. */
export async function withdrawVerification(
  sql: Db,
  { reportId, id }: { readonly reportId: string; readonly id: string },
  by: { readonly id: string; readonly name: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await sql`
    update check_verification set withdrawn_at = ${by.at}, withdrawn_by = ${by.id}, withdrawn_by_name = ${by.name},
      withdrawn_reason = ${by.reason}
    where report_id = ${reportId} and id = ${id} and withdrawn_at is null`;
}
