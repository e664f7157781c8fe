import type { Sql, TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import {
  type CountByKind,
  kindOfPart,
  type LeftOut,
  type ListState,
  type Outcome,
  partsOf,
  type RetentionKind,
  type RetentionPart,
  type ShownList,
} from '../retention.ts';
import { rowsOf } from './find-due.ts';
import type { Doer } from './keep-rules.ts';

/** A list that is to be made. */
export interface NewList {
  readonly id: string;
  readonly missionId: string;
  readonly asOf: string;
  readonly kinds: readonly RetentionKind[];
  readonly by: Doer;
}

/** What a list holds. */
export interface Listed {
  readonly counts: CountByKind;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly bytes: number;
}

/** Stores a list without its hash and its rows: `fillList` follows. @returns false where one of that id is there already. */
export async function addList(sql: TransactionSql, { id, missionId, asOf, kinds, by }: NewList): Promise<boolean> {
  const rows = await sql`
    insert into retention_list (id, mission_id, as_of, kinds, counts, left_out, bytes, sha256, made_at, made_by,
      made_by_name, state)
    values (${id}, ${missionId}, ${asOf}, ${kinds as string[]}, '{}', '{}', 0, ${Buffer.alloc(32)}, ${by.at}, ${by.id},
      ${by.name}, 'made')
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
}

/** Writes down, row by row, what a list means at this moment. */
export async function fillList(sql: TransactionSql, { id, missionId, kinds }: NewList): Promise<Listed> {
  const counts: Partial<Record<RetentionKind, number>> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const leftOut: Partial<Record<LeftOut, number>> = {};
  let bytes = 0;
  for (const part of partsOf(kinds)) {
    const kind = kindOfPart(part);
    const present = rowsOf(sql, part, { missionId, objects: null });
    const [added] = await sql<{ count: number; bytes: string }[]>`
      with added as (
        insert into retention_item (list_id, place, kind, part, object_id, label, sha256, bytes, mark)
        select ${id}, ${total(counts)} + row_number() over (order by c.object_id, c.label, c.sha256), ${kind}, ${part},
          c.object_id, c.label, c.sha256, c.bytes, c.mark
        from (${present}) as c where not c.is_gone and c.left_out is null
        returning bytes
      )
      select count(*)::int as count, coalesce(sum(bytes), 0)::text as bytes from added`;
    counts[kind] = (counts[kind] ?? 0) + (added?.count ?? 0);
    bytes += Number(added?.bytes ?? 0);
    const out = await sql<{ reason: LeftOut; count: number }[]>`
      select c.left_out as reason, count(*)::int as count
      from (${present}) as c where not c.is_gone and c.left_out is not null group by c.left_out`;
    for (const { reason, count } of out) leftOut[reason] = (leftOut[reason] ?? 0) + count;
  }
  return { counts, leftOut, bytes };
}

function total(counts: CountByKind): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Notes what a list came to; dry runs before it, which nobody asked to be deleted, go. */
export async function closeList(
  sql: TransactionSql,
  { id, missionId, by }: NewList,
  { counts, leftOut, bytes, sha256 }: Listed & { readonly sha256: Uint8Array },
): Promise<void> {
  await sql`
    update retention_list set counts = ${sql.json(counts)}, left_out = ${sql.json(leftOut)}, bytes = ${bytes},
      sha256 = ${Buffer.from(sha256)}
    where id = ${id}`;
  const older = await sql<{ id: string }[]>`
    update retention_list set state = 'withdrawn', ended_at = ${by.at}
    where mission_id = ${missionId} and state = 'made' and id <> ${id} returning id`;
  await sql`delete from retention_item where list_id = any (${older.map((row) => row.id)}::uuid[])`;
}

/** A row of a list, as its file has it. */
export interface ListItem {
  readonly place: number;
  readonly kind: RetentionKind;
  readonly part: RetentionPart;
  readonly objectId: string;
  readonly label: string;
  readonly sha256: Uint8Array | null;
  readonly bytes: string;
}

const ROWS_AT_ONCE = 5_000;

/** The rows of a list in their order, some thousands at a time. */
export async function* eachItem(sql: Db, listId: string): AsyncGenerator<readonly ListItem[]> {
  for (let after = 0; ; ) {
    const rows = await sql<ListItem[]>`
      select place, kind, part, object_id as "objectId", label, sha256, bytes from retention_item
      where list_id = ${listId} and place > ${after} order by place limit ${ROWS_AT_ONCE}`;
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.place;
  }
}

/** A list as it rests. */
export interface StoredList extends Omit<ShownList, 'isAskedByMe' | 'madeAt' | 'askedAt' | 'confirmedAt' | 'endedAt'> {
  readonly missionId: string;
  readonly askedById: string | null;
  readonly madeAt: Date;
  readonly askedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
}

const columns = (sql: Db) => sql`
  l.id, l.mission_id as "missionId", to_char(l.as_of, 'YYYY-MM-DD') as "asOf", l.kinds, l.counts,
  l.left_out as "leftOut", l.bytes::float8 as bytes, encode(l.sha256, 'hex') as sha256, l.made_at as "madeAt",
  l.made_by_name as "madeBy", l.state, l.reason, l.asked_at as "askedAt", l.asked_by as "askedById",
  l.asked_by_name as "askedBy", l.confirmed_at as "confirmedAt", l.confirmed_by_name as "confirmedBy",
  l.ended_at as "endedAt", l.outcomes, l.fresh_files as "freshFiles",
  case l.state when 'running' then (
    select count(*)::int from retention_item i where i.list_id = l.id and i.is_finished
  ) else 0 end as through`;

const MOST_LISTED = 20;

/** The last lists of a mission, newest first. Of dry runs that a newer one replaced, nothing is left to see. */
export async function listLists(sql: Db, missionId: string): Promise<StoredList[]> {
  return await sql<StoredList[]>`
    select ${columns(sql)} from retention_list l
    where l.mission_id = ${missionId} and (l.state <> 'withdrawn' or l.asked_at is not null)
    order by l.made_at desc, l.id desc limit ${MOST_LISTED}`;
}

/** A list of a mission. @throws Problem `not-found`. */
export async function getList(sql: Db, missionId: string, id: string): Promise<StoredList> {
  const rows = await sql<StoredList[]>`
    select ${columns(sql)} from retention_list l where l.id = ${id} and l.mission_id = ${missionId}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `list ${id}` });
  return rows[0];
}

/** The same, taken for a change. @throws Problem `not-found`. */
export async function lockList(sql: TransactionSql, missionId: string, id: string): Promise<StoredList> {
  await sql`select from retention_list where id = ${id} for update`;
  return await getList(sql, missionId, id);
}

/** An administrator wants what the list says to be deleted. @throws Problem `conflict` where another list is under way. */
export async function askForList(
  sql: TransactionSql,
  list: Pick<StoredList, 'id' | 'missionId'>,
  { by, reason }: { readonly by: Doer; readonly reason: string },
): Promise<void> {
  const others = await sql`
    select from retention_list
    where mission_id = ${list.missionId} and id <> ${list.id} and state in ('asked', 'waiting', 'running')`;
  if (others.length > 0) throw new Problem('conflict', { what: 'another list of the mission' });
  await sql`
    update retention_list set state = 'asked', reason = ${reason}, asked_at = ${by.at}, asked_by = ${by.id},
      asked_by_name = ${by.name}
    where id = ${list.id}`;
}

/** From now on the job may begin. */
export async function confirmList(sql: TransactionSql, id: string, by: Doer): Promise<void> {
  await sql`
    update retention_list set state = 'waiting', confirmed_at = ${by.at}, confirmed_by = ${by.id},
      confirmed_by_name = ${by.name}
    where id = ${id}`;
}

/** The list is not to be deleted after all; its rows go. */
export async function withdrawList(sql: TransactionSql, id: string, at: Date): Promise<void> {
  await sql`update retention_list set state = 'withdrawn', ended_at = ${at} where id = ${id}`;
  await sql`delete from retention_item where list_id = ${id}`;
}

/** A list that is to be worked off. */
export interface OpenList {
  readonly id: string;
  readonly missionId: string;
}

/** The next list that the job has to work off, or goes on with, but for those passed over; null: there is none. */
export async function findOpenList(sql: Sql, passedOver: readonly string[]): Promise<OpenList | null> {
  const rows = await sql<OpenList[]>`
    select id, mission_id as "missionId" from retention_list
    where state in ('waiting', 'running') and id <> all (${passedOver as string[]}::uuid[]) order by confirmed_at, id limit 1`;
  return rows[0] ?? null;
}

/** Holds a list while a step of its job is done. @returns false where it is not to be worked off any more. */
export async function holdOpenList(sql: TransactionSql, id: string): Promise<boolean> {
  const rows = await sql<{ state: ListState }[]>`
    select state from retention_list where id = ${id} and state in ('waiting', 'running') for update`;
  if (rows[0]?.state === 'waiting') await sql`update retention_list set state = 'running' where id = ${id}`;
  return rows.length > 0;
}

/** For how many files that are too fresh the job waits; 0: for none. @returns whether it waited for others before. */
export async function noteFreshFiles(sql: TransactionSql, id: string, count: number): Promise<boolean> {
  const rows = await sql`update retention_list set fresh_files = ${count} where id = ${id} and fresh_files <> ${count}`;
  return rows.count > 0;
}

/** How many of each kind became what. */
export async function countOutcomes(
  sql: TransactionSql,
  listId: string,
): Promise<Partial<Record<Outcome, CountByKind>>> {
  const rows = await sql<{ outcome: Outcome; counts: CountByKind }[]>`
    select outcome, json_object_agg(kind, count) as counts from (
      select outcome, kind, count(*)::int as count from retention_item
      where list_id = ${listId} and outcome is not null group by outcome, kind
    ) as counted group by outcome`;
  return Object.fromEntries(rows.map(({ outcome, counts }) => [outcome, counts]));
}

/** The job is through. */
export async function finishList(
  sql: TransactionSql,
  id: string,
  { outcomes, at }: { readonly outcomes: Partial<Record<Outcome, CountByKind>>; readonly at: Date },
): Promise<void> {
  await sql`
    update retention_list set state = 'done', ended_at = ${at}, outcomes = ${sql.json(outcomes)} where id = ${id}`;
}
