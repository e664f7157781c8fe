import type { JSONValue } from 'postgres';
import type { Db } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';

/** A kept list, as it rests. */
export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly revision: number;
  readonly view: ListView;
  readonly isDeleted: boolean;
}

const columns = (sql: Db) => sql`
  id, name, is_shared as "isShared", owner_id as "ownerId", owner_name as "ownerName", revision, view,
  deleted_at is not null as "isDeleted"`;

/** The lists that somebody keeps in a mission, and those that others share, by their names. */
export async function listViews(sql: Db, missionId: string, ownerId: string): Promise<StoredView[]> {
  return await sql<StoredView[]>`
    select ${columns(sql)} from report_view
    where mission_id = ${missionId} and deleted_at is null and (owner_id = ${ownerId} or is_shared) order by name, id`;
}

/** How many lists somebody keeps in a mission. */
export async function countViews(sql: Db, missionId: string, ownerId: string): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from report_view
    where mission_id = ${missionId} and owner_id = ${ownerId} and deleted_at is null`;
  return rows[0]?.count ?? 0;
}

/** A kept list of a mission, held until the transaction ends; one that was deleted, too. */
export async function holdView(sql: Db, missionId: string, id: string): Promise<StoredView | null> {
  const rows = await sql<StoredView[]>`
    select ${columns(sql)} from report_view where mission_id = ${missionId} and id = ${id} for update`;
  return rows[0] ?? null;
}

/** What is said of a kept list. */
export type ViewWords = Pick<StoredView, 'name' | 'isShared' | 'view'>;

/**
 * Keeps a list; the same one again, with the same id, changes nothing.
 *
 * @returns whether it is new.
 * @throws Problem `conflict` where the id is taken.
 */
export async function saveView(
  sql: Db,
  view: ViewWords &
    Pick<StoredView, 'id' | 'ownerId' | 'ownerName'> & { readonly missionId: string; readonly at: Date },
): Promise<boolean> {
  const content = sql.json(view.view as unknown as JSONValue);
  const rows = await sql`
    insert into report_view (id, mission_id, owner_id, owner_name, name, is_shared, view, made_at, changed_at)
    values (${view.id}, ${view.missionId}, ${view.ownerId}, ${view.ownerName}, ${view.name}, ${view.isShared},
      ${content}, ${view.at}, ${view.at})
    on conflict do nothing returning id`;
  if (rows.length > 0) return true;
  const [same] = await sql`
    select id from report_view
    where id = ${view.id} and mission_id = ${view.missionId} and owner_id = ${view.ownerId} and name = ${view.name}
      and is_shared = ${view.isShared} and view::jsonb = ${content}::jsonb and deleted_at is null`;
  if (same === undefined) throw new Problem('conflict', { what: `view ${view.id}` });
  return false;
}

/** Says anew what a kept list is. */
export async function changeView(sql: Db, id: string, { name, isShared, view, at }: ViewWords & { readonly at: Date }) {
  await sql`
    update report_view set name = ${name}, is_shared = ${isShared}, view = ${sql.json(view as unknown as JSONValue)},
      revision = revision + 1, changed_at = ${at}
    where id = ${id}`;
}

/** Takes a kept list out of sight, or back. */
export async function setViewDeleted(sql: Db, id: string, deletedAt: Date | null): Promise<void> {
  await sql`update report_view set deleted_at = ${deletedAt} where id = ${id}`;
}
