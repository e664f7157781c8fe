import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { lockProgress } from './reading/find-unread.ts';
import { saveStandings } from './standing/save-standings.ts';

/** What was erased: the leaves of the log that nobody can open any more. */
export interface ErasedLeaf {
  /** Id that the report has in the log. */
  readonly reportId: string;
  readonly leafHash: Uint8Array;
}

/** What an erasure did. */
export interface Erasure {
  readonly versions: readonly ErasedLeaf[];
  readonly files: readonly ErasedLeaf[];
  /** Of what people did to it, as far as the log has it. */
  readonly acts: readonly ErasedLeaf[];
}

/**
 * Takes away all that a report says, whatever names its versions came under: their bytes, the keys that open what the log
 * states of them and of their files, the names that their senders gave them, and what was read. That they came stays.
 */
export async function eraseReport(
  sql: TransactionSql,
  missionId: string,
  { reportId, at }: { readonly reportId: string; readonly at: Date },
): Promise<Erasure> {
  // Whoever is reading it has stored what was read, and reads no more of it.
  await lockProgress(sql, missionId);
  const family = sql`(
    select coalesce((select a.report_id from report_alias a where a.id = ${reportId}), ${reportId}) as id
    union
    select m.id from report_alias m
    where m.report_id = coalesce((select a.report_id from report_alias a where a.id = ${reportId}), ${reportId})
  )`;
  const versions = await sql<ErasedLeaf[]>`
    update report_item set raw = null, key = null, erased_at = ${at}, instance_id = null, deprecated_id = null
    where report_id in ${family} and mission_id = ${missionId} and erased_at is null
    returning report_id as "reportId", leaf_hash as "leafHash"`;
  const files = await sql<ErasedLeaf[]>`
    update report_file set key = null where report_id in ${family} and mission_id = ${missionId} and key is not null
    returning report_id as "reportId", leaf_hash as "leafHash"`;
  await sql`delete from report_reading where report_id in ${family} and mission_id = ${missionId}`;
  const acts = await sql<ErasedLeaf[]>`
    select a.report_id as "reportId", l.hash as "leafHash"
    from report_act a join log_leaf l on l.mission_id = a.mission_id and l.announced_id = a.announced_id
    where a.report_id in ${family} and a.mission_id = ${missionId} and a.erased_at is null`;
  await sql`
    update report_act set reason = null, station = null, device_id = null, key = null, erased_at = ${at}
    where report_id in ${family} and mission_id = ${missionId} and erased_at is null`;
  await sql`
    update report_comment set text = null, erased_at = ${at}
    where report_id in ${family} and mission_id = ${missionId} and erased_at is null`;
  await saveStandings(sql, missionId, { ids: [reportId], at });
  return { versions, files, acts };
}

/** Those of the contents that a report, or a sheet of paper that is typed, still has: for `BlobStore.prune`. */
export async function findNamedContents(sql: Db, hashes: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const asked = sql`
    select decode(g.hex, 'hex') from unnest(${hashes.map((hash) => Buffer.from(hash).toString('hex'))}::text[]) g (hex)`;
  const rows = await sql<{ sha256: Uint8Array }[]>`
    select sha256 from report_file where key is not null and sha256 in (${asked})
    union select scan_sha256 from paper where scan_sha256 in (${asked})`;
  return rows.map(({ sha256 }) => sha256);
}

/** A file of a report, as its row is found. */
export interface KeptFile {
  readonly reportId: string;
  readonly name: string;
  readonly sha256: Uint8Array;
}

/**
 * Takes away the keys of files whose time is over: from then on nobody is given the file, and nobody can open what the log
 * states of it. That it came, and its hash, stay; its bytes are for whoever keeps them to remove.
 */
export async function deleteFileKeys(sql: TransactionSql, files: readonly KeptFile[], at: Date): Promise<void> {
  await sql`
    update report_file f set key = null, deleted_at = ${at}
    from unnest(${files.map(({ reportId }) => reportId)}::uuid[], ${files.map(({ name }) => name)}::text[],
      ${files.map(({ sha256 }) => formatHex(sha256))}::text[]) as g (report_id, name, hex)
    where f.report_id = g.report_id and f.name = g.name and f.sha256 = decode(g.hex, 'hex') and f.key is not null`;
}

/** A version of a report, as its row is found. */
export interface KeptVersion {
  readonly reportId: string;
  readonly number: number;
}

/** Takes away the bytes of versions as they came. What they say stays, with what opens the commitments to it. */
export async function deleteSubmissions(
  sql: TransactionSql,
  versions: readonly KeptVersion[],
  at: Date,
): Promise<void> {
  await sql`
    update report_item i set raw = null, raw_deleted_at = ${at}
    from unnest(${versions.map(({ reportId }) => reportId)}::uuid[], ${versions.map(({ number }) => number)}::int[])
      as g (report_id, number)
    where i.report_id = g.report_id and i.number = g.number and i.raw is not null`;
}
