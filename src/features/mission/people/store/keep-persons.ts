import type { TransactionSql } from 'postgres';
import { foldText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { codeKey, type PersonWork } from '../person.ts';
import type { Change } from './hold-people.ts';

/** A person of a mission, held by whoever began a change. */
export interface HeldPerson {
  readonly id: string;
  readonly work: PersonWork;
  readonly leftAt: Date | null;
  readonly leftReason: string | null;
  readonly revision: number;
  /** Number of the last change, and whose it was. */
  readonly change: number;
  readonly changedBy: string;
}

type PersonRow = PersonWork & Omit<HeldPerson, 'work' | 'change'> & { readonly change: string };

/** The columns of a person's work, as `PersonWork` has them. */
export const workColumns = (sql: Db) => sql`
  p.code, p.kind, p.term, p.role, p.organisation, p.languages, p.areas, p.note, p.trained_on::text as "trainedOn",
  p.pledged_on::text as "pledgedOn"`;

/** Everybody in a mission, or those with these ids. */
export async function listHeld(
  sql: Db,
  missionId: string,
  ids: readonly string[] | null = null,
): Promise<HeldPerson[]> {
  const wanted = ids as string[] | null;
  const rows = await sql<PersonRow[]>`
    select p.id, ${workColumns(sql)}, p.left_at as "leftAt", p.left_reason as "leftReason", p.revision, p.change,
      p.changed_by as "changedBy"
    from person p
    where p.mission_id = ${missionId} and (${wanted}::uuid[] is null or p.id = any (${wanted}::uuid[]))
    order by p.code_key`;
  return rows.map(({ id, leftAt, leftReason, revision, change, changedBy, ...work }) => {
    return { id, work, leftAt, leftReason, revision, change: Number(change), changedBy };
  });
}

/** The person of a mission with that id. @throws Problem `not-found`. */
export async function getPerson(sql: Db, missionId: string, id: string): Promise<HeldPerson> {
  const [found] = await listHeld(sql, missionId, [id]);
  if (found === undefined) throw new Problem('not-found', { what: `person ${id}` });
  return found;
}

/** A person as they are to be kept. */
export interface KeptPerson {
  readonly id: string;
  readonly work: PersonWork;
}

/**
 * Keeps new people. @throws Problem `conflict` where one of the ids or the codes is taken.
 */
export async function insertPersons(
  sql: TransactionSql,
  persons: readonly KeptPerson[],
  change: Change,
): Promise<void> {
  const rows = persons.map(({ id, work }) => rowOf(id, work));
  const inserted = await sql<{ id: string }[]>`
    insert into person (mission_id, id, code, code_key, kind, term, role, organisation, languages, areas, note, trained_on,
      pledged_on, search, change, changed_by, changed_at, created_at)
    select ${change.missionId}::uuid, r.id, r.code, r.code_key, r.kind, r.term, r.role, r.organisation, r.languages, r.areas,
      r.note, r.trained_on, r.pledged_on, r.search, ${change.number}::bigint, ${change.name}, ${change.at}::timestamptz,
      ${change.at}::timestamptz
    from ${recordsOf(sql, rows)} on conflict do nothing returning id`;
  if (inserted.length === persons.length) return;
  const there = new Set(inserted.map(({ id }) => id));
  const codes = persons.filter(({ id }) => !there.has(id)).map(({ work }) => work.code);
  throw new Problem('conflict', { what: `person ${codes.slice(0, 5).join(', ')}` });
}

/** What is to become of somebody, and what stands before. */
export interface PersonChange extends KeptPerson {
  readonly before: HeldPerson;
}

/** Changes people; what stood before is kept. @throws Problem `conflict` where a code is taken. */
export async function updatePersons(
  sql: TransactionSql,
  changes: readonly PersonChange[],
  { change, reason }: { readonly change: Change; readonly reason: string | null },
): Promise<void> {
  if (changes.length === 0) return;
  await saveVersions(
    sql,
    changes.map(({ before }) => before),
    { change, reason },
  );
  const rows = changes.map(({ id, work }) => rowOf(id, work));
  await requireFreeCodes(sql, change.missionId, rows);
  await sql`
    update person p set code = r.code, code_key = r.code_key, kind = r.kind, term = r.term, role = r.role,
      organisation = r.organisation, languages = r.languages, areas = r.areas, note = r.note, trained_on = r.trained_on,
      pledged_on = r.pledged_on, search = r.search, revision = p.revision + 1, change = ${change.number},
      changed_by = ${change.name}, changed_at = ${change.at}
    from ${recordsOf(sql, rows)} where p.mission_id = ${change.missionId} and p.id = r.id`;
}

/** Notes that somebody left, or, where `at` is null, that they are back. */
export async function saveLeft(
  sql: TransactionSql,
  before: HeldPerson,
  { change, reason, at }: { readonly change: Change; readonly reason: string; readonly at: Date | null },
): Promise<void> {
  await saveVersions(sql, [before], { change, reason });
  await sql`
    update person set left_at = ${at}, left_reason = ${at === null ? null : reason}, revision = revision + 1,
      change = ${change.number}, changed_by = ${change.name}, changed_at = ${change.at}
    where mission_id = ${change.missionId} and id = ${before.id}`;
}

/** Notes that what is kept beside people was changed: their identities, steps or teams. */
export async function touchPersons(sql: TransactionSql, ids: readonly string[], change: Change): Promise<void> {
  await sql`
    update person set change = ${change.number}, changed_by = ${change.name}, changed_at = ${change.at}
    where mission_id = ${change.missionId} and id = any (${ids as string[]}::uuid[])`;
}

async function saveVersions(
  sql: TransactionSql,
  stood: readonly HeldPerson[],
  { change, reason }: { readonly change: Change; readonly reason: string | null },
): Promise<void> {
  const rows = stood.map(({ id, work, leftAt, leftReason, revision }) => {
    return { id, revision: revision + 1, before: { ...work, leftAt: leftAt?.toISOString() ?? null, leftReason } };
  });
  await sql`
    insert into person_version (mission_id, person_id, revision, before, by_id, by_name, at, reason)
    select ${change.missionId}::uuid, r.id, r.revision, r.before, ${change.id}::uuid, ${change.name},
      ${change.at}::timestamptz, ${reason}::text
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, revision integer, before jsonb)`;
}

type Row = ReturnType<typeof rowOf>;

/** A code that another person keeps; where two change codes with each other, it is refused as well. */
async function requireFreeCodes(sql: TransactionSql, missionId: string, rows: readonly Row[]): Promise<void> {
  const taken = await sql<{ code: string }[]>`
    select p.code from person p join ${recordsOf(sql, rows)} on p.code_key = r.code_key and p.id <> r.id
    where p.mission_id = ${missionId} limit 5`;
  if (taken.length > 0) throw new Problem('conflict', { what: `person ${taken.map(({ code }) => code).join(', ')}` });
}

function rowOf(id: string, work: PersonWork) {
  const { trainedOn, pledgedOn, ...plain } = work;
  const search = foldText([work.code, work.role ?? '', work.organisation ?? ''].join(' '));
  return { id, ...plain, code_key: codeKey(work.code), trained_on: trainedOn, pledged_on: pledgedOn, search };
}

function recordsOf(sql: TransactionSql, rows: readonly Row[]) {
  return sql`
    jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, code text, code_key text, kind text, term text, role text,
      organisation text, languages text[], areas text[], note text, trained_on date, pledged_on date, search text)`;
}
