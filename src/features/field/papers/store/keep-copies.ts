import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { PaperTask, TypistRate } from '../paper.ts';
import type { Looker } from './find-papers.ts';
import type { Doer } from './keep-papers.ts';

/** A copy that is to be stored. */
export interface NewCopy {
  readonly id: string;
  readonly paperId: string;
  readonly place: 1 | 2;
  readonly typist: Doer;
  readonly raw: Uint8Array;
  readonly sha256: Uint8Array;
}

/** Stores a copy. That the first and the second are of two people is held by the database as well. */
export async function insertCopy(
  sql: TransactionSql,
  { id, paperId, place, typist, raw, sha256 }: NewCopy,
): Promise<void> {
  await sql`
    insert into paper_entry (id, paper_id, place, typist_id, typist_name, raw, sha256, at)
    values (${id}, ${paperId}, ${place}, ${typist.id}, ${typist.name}, ${Buffer.from(raw)}, ${Buffer.from(sha256)},
      ${typist.at})`;
  await sql`delete from paper_claim where paper_id = ${paperId} and typist_id = ${typist.id}`;
}

/** Whether a copy under that id was stored before, as the same record of the same sheet by the same person. */
export async function wasStored(
  sql: Db,
  copy: Pick<NewCopy, 'id' | 'paperId' | 'sha256'> & { readonly typistId: string },
): Promise<'no' | 'same' | 'other'> {
  const rows = await sql<{ isSame: boolean }[]>`
    select paper_id = ${copy.paperId} and typist_id = ${copy.typistId} and sha256 = ${Buffer.from(copy.sha256)}
      and withdrawn_at is null as "isSame"
    from paper_entry where id = ${copy.id}`;
  if (rows[0] === undefined) return 'no';
  return rows[0].isSame ? 'same' : 'other';
}

/** Marks a copy as taken back by whoever typed it. */
export async function withdrawCopy(sql: TransactionSql, id: string, at: Date): Promise<void> {
  await sql`update paper_entry set withdrawn_at = ${at} where id = ${id}`;
}

/**
 * Gives somebody the next sheet, which others are not given meanwhile: for typing, first those that wait for their second copy;
 * never one that they typed. Null: there is none.
 */
export async function claimNext(
  sql: TransactionSql,
  { missionId, readerId }: Looker,
  { task, skip, at, since }: { task: PaperTask; skip: string | null; at: Date; since: Date },
): Promise<string | null> {
  const copies = sql`(select count(*) from paper_entry e where e.paper_id = p.id and e.withdrawn_at is null)`;
  const claims = sql`(
    select count(*) from paper_claim c where c.paper_id = p.id and c.typist_id <> ${readerId} and c.at > ${since}
      and not exists (
        select from paper_entry e where e.paper_id = p.id and e.typist_id = c.typist_id and e.withdrawn_at is null))`;
  const isFree = task === 'type' ? sql`${copies} + ${claims} < 2` : sql`${copies} = 2 and ${claims} = 0`;
  const rows = await sql<{ id: string }[]>`
    select p.id from paper p
    where p.mission_id = ${missionId} and p.withdrawn_at is null
      and not exists (select from paper_settlement s where s.paper_id = p.id)
      and not exists (
        select from paper_entry e where e.paper_id = p.id and e.typist_id = ${readerId} and e.withdrawn_at is null)
      and ${isFree} ${skip === null ? sql`` : sql`and p.id <> ${skip}`}
    order by ${copies} desc, length(p.label), p.label, p.id limit 1 for update of p skip locked`;
  const [next] = rows;
  if (skip !== null) await sql`delete from paper_claim where paper_id = ${skip} and typist_id = ${readerId}`;
  if (next === undefined) return null;
  await sql`
    insert into paper_claim (paper_id, typist_id, at) values (${next.id}, ${readerId}, ${at})
    on conflict (paper_id, typist_id) do update set at = excluded.at`;
  return next.id;
}

/** How often what each person typed was settled otherwise; most errors first. */
export async function listTypists(sql: Db, missionId: string): Promise<TypistRate[]> {
  return await sql<TypistRate[]>`
    select max(e.typist_name) as name, count(*)::integer as copies, count(s.paper_id)::integer as compared,
      coalesce(sum(s.answers), 0)::integer as answers,
      coalesce(sum(case e.place when 1 then s.first_errors else s.second_errors end), 0)::integer as errors
    from paper_entry e join paper p on p.id = e.paper_id left join paper_settlement s on s.paper_id = p.id
    where p.mission_id = ${missionId} and e.withdrawn_at is null
    group by e.typist_id order by 5 desc, 1`;
}
