import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../kernel/bytes/hex.ts';
import type { LogLeaf } from '../../ledger/commitment/log-leaf.ts';
import { CopyRows, copyRows } from '../db/rows/copy-rows.ts';
import { announceEvent } from './announced-event.ts';

/** A leaf of a log that is stored. */
export interface StoredLeaf {
  readonly leaf: Uint8Array;
  readonly hash: Uint8Array;
}

/** A leaf that is to be stored. */
export interface NewLeaf extends StoredLeaf {
  /** Id of the event of `log_waiting` that it was; null: none. */
  readonly announcedId: string | null;
}

/** An event that waits for its number. */
export interface WaitingEvent {
  readonly id: string;
  readonly leaf: Omit<LogLeaf, 'v' | 'time'>;
  readonly at: Date;
}

/** How many leaves are stored of a log; they are numbered without gaps. */
export async function countLeaves(sql: Sql | TransactionSql, missionId: string): Promise<number> {
  const [row] = await sql<{ size: number }[]>`
    select coalesce((select index + 1 from log_leaf where mission_id = ${missionId} order by index desc limit 1), 0)::float8
      as size`;
  return row?.size ?? 0;
}

/** Stores leaves from number `first` on. Fails as a whole where one of the numbers is taken. */
export async function saveLeaves(
  sql: TransactionSql,
  missionId: string,
  { first, leaves }: { readonly first: number; readonly leaves: readonly NewLeaf[] },
): Promise<void> {
  const rows = new CopyRows(5, 64 + leaves.reduce((sum, { leaf }) => sum + leaf.length + 120, 0));
  for (const [at, { leaf, hash, announcedId }] of leaves.entries()) {
    rows
      .row()
      .uuid(missionId)
      .int8(first + at)
      .bytes(leaf)
      .bytes(hash)
      .uuid(announcedId);
  }
  await copyRows(sql, 'log_leaf (mission_id, index, leaf, hash, announced_id)', rows);
}

/** At most `most` leaves from number `first` on, in their order. */
export async function loadLeaves(
  sql: Sql,
  missionId: string,
  { first, most }: { readonly first: number; readonly most: number },
): Promise<(StoredLeaf & { readonly index: number })[]> {
  return await sql<(StoredLeaf & { readonly index: number })[]>`
    select index::float8 as index, leaf, hash from log_leaf
    where mission_id = ${missionId} and index >= ${first}::bigint order by index limit ${most}`;
}

/** At most `most` events that wait, in the order in which they happened. */
export async function loadWaiting(sql: Sql, missionId: string, most: number): Promise<WaitingEvent[]> {
  return await sql<WaitingEvent[]>`
    select id, leaf, at from log_waiting where mission_id = ${missionId} order by id limit ${most}`;
}

/** Missions whose events wait. */
export async function missionsWaiting(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct mission_id as id from log_waiting`;
  return rows.map(({ id }) => id);
}

/** Events wait no more: their leaves are stored by the same transaction. */
export async function removeWaiting(sql: TransactionSql, missionId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from log_waiting where mission_id = ${missionId} and id = any (${ids as string[]}::uuid[])`;
}

/** A log as it was made. */
export interface StoredLog {
  readonly origin: string;
  readonly slug: string;
  /** Key of the log as C2SP signed-note writes it; null: the log was not opened yet. */
  readonly verifierKey: string | null;
}

/** The log of a mission, whether it was opened yet or not; null where there is no such mission. */
export async function findLog(sql: Sql, missionId: string, host: string): Promise<StoredLog | null> {
  const [row] = await sql<StoredLog[]>`
    select coalesce(l.origin, ${`${host}/`} || m.slug) as origin, m.slug, l.verifier_key as "verifierKey"
    from mission m left join mission_log l on l.mission_id = m.id where m.id = ${missionId}`;
  return row ?? null;
}

/** Notes under which name and key a log began. */
export async function saveLog(
  sql: Sql,
  missionId: string,
  log: { readonly origin: string; readonly verifierKey: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into mission_log (mission_id, origin, verifier_key, created_at)
    values (${missionId}, ${log.origin}, ${log.verifierKey}, ${log.at}) on conflict (mission_id) do nothing`;
}

/**
 * Has the log state the program that writes to it from now on, where that is another one than before.
 *
 * @param build SHA-256 of the program.
 */
export async function stateBuild(
  sql: Sql,
  missionId: string,
  { build, at }: { readonly build: Uint8Array; readonly at: Date },
): Promise<void> {
  await sql.begin(async (transaction) => {
    const changed = await transaction`
      update mission_log set build = ${Buffer.from(build)}
      where mission_id = ${missionId} and build is distinct from ${Buffer.from(build)} returning 1`;
    if (changed.length === 0) return;
    const event = { type: 'build', id: missionId, version: 1, content: formatHex(build) } as const;
    await announceEvent(transaction, missionId, { event, at });
  });
}
