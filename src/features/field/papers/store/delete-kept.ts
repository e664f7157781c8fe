import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';

/** A picture of a sheet. */
export interface KeptScan {
  readonly paperId: string;
  readonly sha256: Uint8Array;
}

/** Takes away which pictures show sheets, where it is still these; the pictures are for whoever keeps them to remove. */
export async function deleteScans(sql: TransactionSql, scans: readonly KeptScan[], at: Date): Promise<void> {
  await sql`
    update paper p set scan_sha256 = null, scan_type = null, scan_deleted_at = ${at}
    from unnest(${scans.map(({ paperId }) => paperId)}::uuid[], ${scans.map(({ sha256 }) => formatHex(sha256))}::text[])
      as g (id, hex)
    where p.id = g.id and p.scan_sha256 = decode(g.hex, 'hex')`;
}

/**
 * Takes away copies that were typed from sheets, and with them what the two copies of a sheet say otherwise. Which questions
 * they differed in, and which copy was right, stays.
 */
export async function deleteCopies(sql: TransactionSql, copyIds: readonly string[], at: Date): Promise<void> {
  const copies = await sql<{ paperId: string }[]>`
    update paper_entry set raw = null, erased_at = ${at}
    where id = any (${copyIds as string[]}::uuid[]) and raw is not null returning paper_id as "paperId"`;
  await sql`
    update paper_settlement set reason = null, choices = (
      select coalesce(json_agg(json_build_object('path', c -> 'path', 'taken', c -> 'taken')), '[]')
      from json_array_elements(choices) as c
    )
    where paper_id = any (${copies.map(({ paperId }) => paperId)}::uuid[]) and erased_at is null`;
}
