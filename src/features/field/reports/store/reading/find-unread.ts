import type { Sql, TransactionSql } from 'postgres';

/** A version that is to be read. */
export interface UnreadVersion {
  readonly reportId: string;
  readonly sha256: Uint8Array;
  readonly number: number;
  readonly formId: string | null;
  readonly formVersion: string | null;
  readonly fault: string | null;
  /** Null: it is larger than was asked for. */
  readonly raw: Uint8Array | null;
  readonly key: Uint8Array;
  readonly receivedAt: Date;
  readonly deviceTime: Date | null;
  readonly leafIndex: number;
  readonly leafHash: Uint8Array;
  /** A person accepted it as it is. */
  readonly isReleased: boolean;
}

/** How much is read at once. */
export interface BatchSize {
  readonly most: number;
  /** Of versions together, where there is more than one. */
  readonly mostBytes: number;
  /** A larger version comes without its bytes. */
  readonly largest: number;
}

/** What is to be read next. */
export interface UnreadBatch {
  readonly versions: readonly UnreadVersion[];
  /** Reports for which files came. */
  readonly reportsOfFiles: readonly string[];
  /** The place in the log from which the next batch begins. */
  readonly end: number;
}

/** The missions of which something has waited for its number in the log since before that moment. */
export async function listTellingMissions(sql: Sql, before: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct mission_id as id from log_waiting where at < ${before} order by id`;
  return rows.map(({ id }) => id);
}

/** The missions in which something has come that was not read yet. */
export async function listUnreadMissions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select m.id from (
      select l.mission_id as id, coalesce(p.next_index, 0) as next
      from mission_log l left join report_progress p on p.mission_id = l.mission_id
    ) m
    where exists (select from report_item i where i.mission_id = m.id and i.leaf_index >= m.next)
      or exists (select from report_file f where f.mission_id = m.id and f.leaf_index >= m.next)
    order by m.id`;
  return rows.map(({ id }) => id);
}

/** How far a mission has been read. Until the transaction ends, nobody else reads there or erases anything. */
export async function lockProgress(sql: TransactionSql, missionId: string): Promise<number> {
  await sql`insert into report_progress (mission_id, next_index) values (${missionId}, 0) on conflict do nothing`;
  const rows = await sql<{ next: number }[]>`
    select next_index::float8 as next from report_progress where mission_id = ${missionId} for update`;
  return rows[0]?.next ?? 0;
}

/** Notes how far a mission has been read. */
export async function saveProgress(sql: TransactionSql, missionId: string, next: number): Promise<void> {
  await sql`
    update report_progress set next_index = ${next},
      standing_index = case when standing_index < next_index then standing_index else ${next} end
    where mission_id = ${missionId}`;
}

/** What has come from the place `start` in the log on, in its order. */
export async function loadUnread(
  sql: TransactionSql,
  missionId: string,
  { start, size }: { readonly start: number; readonly size: BatchSize },
): Promise<UnreadBatch> {
  const heads = await sql<{ index: number; bytes: number }[]>`
    (select leaf_index::float8 as index, bytes from report_item
      where mission_id = ${missionId} and leaf_index >= ${start} order by leaf_index limit ${size.most})
    union all
    (select leaf_index::float8, 0 from report_file
      where mission_id = ${missionId} and leaf_index >= ${start} order by leaf_index limit ${size.most})
    order by index`;
  let bytes = 0;
  const within = heads.slice(0, size.most).filter((head, at) => {
    bytes += Math.min(head.bytes, size.largest);
    return at === 0 || bytes <= size.mostBytes;
  });
  const end = (within.at(-1)?.index ?? start - 1) + 1;
  const range = sql`mission_id = ${missionId} and leaf_index >= ${start} and leaf_index < ${end}`;
  const versions = await sql<UnreadVersion[]>`
    select ${columns(sql, size.largest)} from report_item
    where ${range} and raw is not null order by leaf_index`;
  const files = await sql<{ id: string }[]>`select distinct report_id as id from report_file where ${range}`;
  return { versions, reportsOfFiles: files.map(({ id }) => id), end };
}

function columns(sql: TransactionSql, largest: number) {
  return sql`report_id as "reportId", sha256, number, form_id as "formId", form_version as "formVersion", fault,
    case when bytes <= ${largest} then raw end as raw, key, received_at as "receivedAt", device_time as "deviceTime",
    leaf_index::float8 as "leafIndex", leaf_hash as "leafHash",
    channel = 'desk' and ${isReleased(sql, 'report_item')} as "isReleased"`;
}

const isReleased = (sql: TransactionSql, item: string) => sql`
  exists (
    select from report_act a where a.report_id = ${sql(item)}.report_id and a.version_sha256 = ${sql(item)}.sha256
      and a.kind = 'release'
  )`;

/** Held versions are looked through in parts of so many. */
const LOOKED_THROUGH = 1_000;
const READABLE_LATER = ['unknown-form', 'unknown-version', 'failed'];

/**
 * Versions that are held for want of a form and may be readable by now, behind the place `after` in the log.
 *
 * @param wanted `formId`: name of the form on phones, null for all; `after`: −1 at first.
 * @returns `after`: how far was looked; null: to the end.
 */
export async function loadHeld(
  sql: TransactionSql,
  missionId: string,
  wanted: { readonly formId: string | null; readonly after: number; readonly size: BatchSize },
): Promise<{ versions: readonly UnreadVersion[]; after: number | null }> {
  const { formId, after, size } = wanted;
  const heads = await sql<{ index: number; isWanted: boolean; bytes: number }[]>`
    select r.leaf_index::float8 as index, i.bytes,
      ((r.reason = any (${READABLE_LATER}::text[]) or (r.reason = 'unknown-station' and ${isReleased(sql, 'i')}))
        and (${formId}::text is null or i.form_id = ${formId}) and i.raw is not null) is true as "isWanted"
    from (
      select report_id, sha256, leaf_index, reason from report_reading
      where mission_id = ${missionId} and state = 'held' and leaf_index > ${after}
      order by leaf_index limit ${LOOKED_THROUGH}
    ) r join report_item i on i.report_id = r.report_id and i.sha256 = r.sha256
    order by r.leaf_index`;
  const found: number[] = [];
  let bytes = 0;
  for (const head of heads) {
    if (!head.isWanted) continue;
    bytes += Math.min(head.bytes, size.largest);
    if (found.length > 0 && (found.length === size.most || bytes > size.mostBytes)) {
      return { versions: await loadAt(sql, missionId, { found, size }), after: found.at(-1) ?? null };
    }
    found.push(head.index);
  }
  const last = heads.length === LOOKED_THROUGH ? (heads.at(-1)?.index ?? null) : null;
  return { versions: await loadAt(sql, missionId, { found, size }), after: last };
}

async function loadAt(
  sql: TransactionSql,
  missionId: string,
  { found, size }: { readonly found: readonly number[]; readonly size: BatchSize },
): Promise<UnreadVersion[]> {
  if (found.length === 0) return [];
  return await sql<UnreadVersion[]>`
    select ${columns(sql, size.largest)} from report_item
    where mission_id = ${missionId} and leaf_index = any (${found as number[]}::bigint[]) and raw is not null
    order by leaf_index`;
}
