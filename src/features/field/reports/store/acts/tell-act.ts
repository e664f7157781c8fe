import type { TransactionSql } from 'postgres';

/** What the history of acts says of a report beside its name. */
export interface ToldReport {
  readonly station: string | null;
  /** As the version that stands names it. */
  readonly form: string | null;
}

/** How a report stands now. */
export async function loadTold(sql: TransactionSql, id: string): Promise<ToldReport> {
  const rows = await sql<ToldReport[]>`select station, form_name as form from report where id = ${id}`;
  return rows[0] ?? { station: null, form: null };
}

/** A version as people name it. */
export interface ToldVersion {
  readonly sha256: string;
  readonly number: number;
  readonly index: number;
  readonly leafHash: Uint8Array;
}

/** Versions of a report, by their SHA-256 in hexadecimal digits. */
export async function loadToldVersions(
  sql: TransactionSql,
  ids: readonly string[],
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ToldVersion>> {
  const rows = await sql<ToldVersion[]>`
    select encode(sha256, 'hex') as sha256, number, leaf_index::float8 as index, leaf_hash as "leafHash" from report_item
    where report_id = any (${ids as string[]}::uuid[]) and encode(sha256, 'hex') = any (${hashes as string[]})`;
  return new Map(rows.map((row) => [row.sha256, row]));
}
