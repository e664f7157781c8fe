import type { TransactionSql } from 'postgres';

/** Takes away which pictures show these sheets; the pictures are for whoever keeps them to remove. */
export async function deleteScans(sql: TransactionSql, paperIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update paper set scan_sha256 = null, scan_type = null, scan_deleted_at = ${at}
    where id = any (${paperIds as string[]}::uuid[]) and scan_sha256 is not null`;
}

/** Takes away copies that were typed from sheets, and with them what the two copies of a sheet say otherwise. How many differences there were stays. */
export async function deleteCopies(sql: TransactionSql, copyIds: readonly string[], at: Date): Promise<void> {
  const copies = await sql<{ paperId: string }[]>`
    update paper_entry set raw = null, erased_at = ${at}
    where id = any (${copyIds as string[]}::uuid[]) and raw is not null returning paper_id as "paperId"`;
  await sql`
    update paper_settlement set choices = null, reason = null, erased_at = ${at}
    where paper_id = any (${copies.map(({ paperId }) => paperId)}::uuid[]) and erased_at is null`;
}
