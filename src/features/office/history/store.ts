import type { Uuid } from '../../../kernel/ids.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import type { Act, Cursor } from './act.ts';

/** Which acts are looked for, and whose sight limits them. */
export interface ActQuery {
  readonly election?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Not before. */
  readonly since: Date | null;
  /** Before. */
  readonly until: Date | null;
  readonly after: Cursor | null;
  readonly limit: number;
  readonly reader: HistoryReader;
}

/** Administrators see everything, others what was done in elections and what they did themselves. */
export interface HistoryReader {
  readonly id: Uuid;
  readonly seesAll: boolean;
}

function visibleTo(sql: Db, reader: HistoryReader) {
  return reader.seesAll ? sql`true` : sql`(e.election_id is not null or e.actor_id = ${reader.id})`;
}

/** The newest acts that match, newest first. */
export async function listActs(sql: Db, query: ActQuery): Promise<Act[]> {
  const { election, actor, action, since, until, after } = query;
  return sql<Act[]>`
    select e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.action, v.slug as election,
      e.subject_kind as "subjectKind", e.subject_key as "subjectKey", e.reason, e.details
    from audit_entry e left join election v on v.id = e.election_id
    where ${visibleTo(sql, query.reader)}
      ${election === undefined ? sql`` : sql`and v.slug = ${election}`}
      ${actor === undefined ? sql`` : sql`and e.actor_id = ${actor}`}
      ${action === undefined ? sql`` : sql`and (e.action = ${action} or starts_with(e.action, ${`${action}.`}))`}
      ${since === null ? sql`` : sql`and e.at >= ${since}`}
      ${until === null ? sql`` : sql`and e.at < ${until}`}
      ${after === null ? sql`` : sql`and (e.at, e.id) < (${after.at}, ${after.id}::uuid)`}
    order by e.at desc, e.id desc
    limit ${query.limit}`;
}

/** Everybody with an account who did something that the reader may see, under the last name that they had. */
export async function listActors(sql: Db, reader: HistoryReader): Promise<{ id: Uuid; name: string }[]> {
  return sql<{ id: Uuid; name: string }[]>`
    select a.id, a.name from account a
    where exists (select from audit_entry e where e.actor_id = a.id and ${visibleTo(sql, reader)})
    order by a.name, a.id`;
}

/** Every kind of act that the reader may see. */
export async function listActions(sql: Db, reader: HistoryReader): Promise<string[]> {
  const rows = await sql<{ action: string }[]>`
    select distinct e.action from audit_entry e where ${visibleTo(sql, reader)} order by e.action`;
  return rows.map((row) => row.action);
}

/** The short names of all elections in which something was done. */
export async function listElectionsWithActs(sql: Db): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`
    select v.slug from election v where exists (select from audit_entry e where e.election_id = v.id) order by v.slug`;
  return rows.map((row) => row.slug);
}
