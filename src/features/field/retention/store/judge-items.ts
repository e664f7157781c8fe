import type { TransactionSql } from 'postgres';
import type { Outcome, RetentionPart } from '../retention.ts';
import { rowsOf } from './find-due.ts';
import type { OpenList } from './keep-lists.ts';

/** A row of a list, and what is to become of what it names. */
export interface JudgedItem {
  readonly place: number;
  readonly objectId: string;
  readonly label: string;
  readonly sha256: Uint8Array | null;
  readonly outcome: Outcome;
}

/** Which rows are next. */
export interface NextItems {
  readonly part: RetentionPart;
  readonly most: number;
}

/** The next rows of a part that nothing was decided about, judged by how things stand now. */
export async function judgeItems(
  sql: TransactionSql,
  list: OpenList,
  { part, most }: NextItems,
): Promise<readonly JudgedItem[]> {
  const next = await sql<{ place: number; objectId: string }[]>`
    select place, object_id as "objectId" from retention_item
    where list_id = ${list.id} and part = ${part} and outcome is null and not is_finished order by place limit ${most}`;
  if (next.length === 0) return [];
  const objects = [...new Set(next.map(({ objectId }) => objectId))];
  // Whoever enrols or names a device at this moment has done so before it is looked at, or finds it revoked.
  if (part === 'device') await sql`select from device where id = any (${objects}::uuid[]) order by id for update`;
  return await sql<JudgedItem[]>`
    select i.place, i.object_id as "objectId", i.label, i.sha256,
      case
        when c.object_id is null or c.is_gone then 'gone'
        when c.left_out = 'hold' then 'held'
        when c.left_out is not null or c.mark <> i.mark or ${isHeardLately(sql, { part, listId: list.id })} then 'changed'
        else 'deleted' end as outcome
    from retention_item i
    left join (${rowsOf(sql, part, { missionId: list.missionId, objects })}) as c
      on c.object_id = i.object_id and c.label = i.label and (i.part <> 'file' or c.sha256 = i.sha256)
    where i.list_id = ${list.id} and i.place = any (${next.map(({ place }) => place)}::int[])
    order by i.place`;
}

/**
 * Whether a device was heard of within the minute before its list was made, or since. Within that minute nothing is written of
 * what it fetches, so that its row would stand as the list says whether it came again or not.
 */
function isHeardLately(
  sql: TransactionSql,
  { part, listId }: { readonly part: RetentionPart; readonly listId: string },
) {
  if (part !== 'device') return sql`false`;
  return sql`exists (
    select from device d, retention_list l
    where d.id = i.object_id and l.id = ${listId} and d.last_seen_at > l.made_at - interval '1 minute')`;
}

/** Notes what became of rows; `isFinished`: nothing else is to be done for those that are deleted. */
export async function saveOutcomes(
  sql: TransactionSql,
  listId: string,
  { items, isFinished }: { readonly items: readonly JudgedItem[]; readonly isFinished: boolean },
): Promise<void> {
  await sql`
    update retention_item i set outcome = g.outcome, is_finished = g.outcome <> 'deleted' or ${isFinished}
    from unnest(${items.map(({ place }) => place)}::int[], ${items.map(({ outcome }) => outcome)}::text[])
      as g (place, outcome)
    where i.list_id = ${listId} and i.place = g.place`;
}

/** The next rows after a place whose first step is done and whose last is not. */
export async function findHalfDone(
  sql: TransactionSql,
  list: OpenList,
  { parts, after, most }: { readonly parts: readonly RetentionPart[]; readonly after: number; readonly most: number },
): Promise<readonly Omit<JudgedItem, 'outcome'>[]> {
  return await sql<JudgedItem[]>`
    select place, object_id as "objectId", label, sha256 from retention_item
    where list_id = ${list.id} and part = any (${parts as string[]}::text[]) and outcome = 'deleted' and not is_finished
      and place > ${after}
    order by place limit ${most}`;
}

/** Nothing is left to be done for these rows. */
export async function finishItems(sql: TransactionSql, listId: string, places: readonly number[]): Promise<void> {
  await sql`
    update retention_item set is_finished = true
    where list_id = ${listId} and place = any (${places as number[]}::int[])`;
}
