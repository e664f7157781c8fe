import type { TransactionSql } from 'postgres';
import { escapeLike, foldText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { FoundIdentity, IdentitySearchReply, ShownPhone } from '../people-replies.ts';
import { type PhoneNumber, phoneDigits } from '../phone-number.ts';
import type { Change } from './hold-people.ts';

/** Names and address of a person; null: it is not known. */
export interface IdentityNames {
  readonly name: string | null;
  readonly nameLatin: string | null;
  readonly email: string | null;
}

/** A telephone of a person that is to be kept. */
export interface KeptPhone extends PhoneNumber {
  readonly id: string;
  readonly label: string | null;
}

/** Who somebody is, with all that is kept of it; `revision` 0: nothing is. */
export interface HeldIdentity extends IdentityNames {
  readonly personId: string;
  readonly revision: number;
  readonly phones: readonly KeptPhone[];
}

/** So many people are found at most. */
const MOST_FOUND = 50;

/** The identities of a mission's people, or of those with these ids; none where nothing was entered. */
export async function listIdentities(
  sql: Db,
  missionId: string,
  ids: readonly string[] | null = null,
): Promise<Map<string, HeldIdentity>> {
  const wanted = ids as string[] | null;
  const rows = await sql<HeldIdentity[]>`
    select i.person_id as "personId", i.name, i.name_latin as "nameLatin", i.email, i.revision,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', f.id, 'written', f.written, 'e164', f.e164, 'label', f.label)
          order by f.last_used_at desc nulls last, f.place)
        from person_phone f where f.mission_id = i.mission_id and f.person_id = i.person_id), '[]') as phones
    from person_identity i
    where i.mission_id = ${missionId} and (${wanted}::uuid[] is null or i.person_id = any (${wanted}::uuid[]))`;
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The telephones of a person as they are shown, with whoever else has them. */
export async function listPhones(sql: Db, missionId: string, personId: string): Promise<ShownPhone[]> {
  const rows = await sql<(Omit<ShownPhone, 'lastUsedAt'> & { readonly lastUsedAt: Date | null })[]>`
    select f.id, f.written, f.e164, f.label, f.last_used_at as "lastUsedAt",
      array(
        select p.code from person_phone o join person p on p.mission_id = o.mission_id and p.id = o.person_id
        where o.mission_id = f.mission_id and o.digits = f.digits and o.person_id <> f.person_id
        order by p.code_key) as "sharedWith"
    from person_phone f where f.mission_id = ${missionId} and f.person_id = ${personId}
    order by f.last_used_at desc nulls last, f.place`;
  return rows.map(({ lastUsedAt, ...phone }) => ({ ...phone, lastUsedAt: lastUsedAt?.toISOString() ?? null }));
}

/** What is to become of an identity, and what stood before. */
export interface IdentityChange {
  readonly before: HeldIdentity;
  readonly names: IdentityNames;
  /** All of them, in their order; one that is not here goes. */
  readonly phones: readonly KeptPhone[];
}

/** Keeps identities; what stood before each is kept as well. */
export async function saveIdentities(
  sql: TransactionSql,
  changes: readonly IdentityChange[],
  { change, reason }: { readonly change: Change; readonly reason: string },
): Promise<void> {
  if (changes.length === 0) return;
  const versions = changes.map(({ before: { personId, revision, ...before } }) => {
    return { id: personId, revision: revision + 1, before };
  });
  await sql`
    insert into identity_version (mission_id, person_id, revision, before, by_id, by_name, at, reason)
    select ${change.missionId}::uuid, r.id, r.revision, r.before, ${change.id}::uuid, ${change.name},
      ${change.at}::timestamptz, ${reason}
    from jsonb_to_recordset(${sql.json(versions as never)}) as r (id uuid, revision integer, before jsonb)`;
  const rows = changes.map(({ before: { personId }, names }) => {
    const search = foldText([names.name, names.nameLatin, names.email].filter((each) => each !== null).join(' '));
    return { id: personId, name: names.name, name_latin: names.nameLatin, email: names.email, search };
  });
  await sql`
    insert into person_identity as i (mission_id, person_id, name, name_latin, email, search, revision)
    select ${change.missionId}::uuid, r.id, r.name, r.name_latin, r.email, r.search, 1
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, name text, name_latin text, email text, search text)
    on conflict (mission_id, person_id) do update set name = excluded.name, name_latin = excluded.name_latin,
      email = excluded.email, search = excluded.search, revision = i.revision + 1`;
  await savePhones(sql, changes, change);
}

async function savePhones(
  sql: TransactionSql,
  changes: readonly IdentityChange[],
  { missionId }: Change,
): Promise<void> {
  const gone = changes.flatMap(({ before, phones }) => {
    const kept = new Set(phones.map(({ id }) => id));
    return before.phones.map(({ id }) => id).filter((id) => !kept.has(id));
  });
  await sql`delete from person_phone where mission_id = ${missionId} and id = any (${gone}::uuid[])`;
  const rows = changes.flatMap(({ before: { personId }, phones }) =>
    phones.map(({ id, written, e164, label }, place) => {
      return { id, person_id: personId, written, e164, digits: phoneDigits(e164 ?? written), label, place };
    }),
  );
  await sql`
    insert into person_phone as f (mission_id, id, person_id, written, e164, digits, label, place)
    select ${missionId}::uuid, r.id, r.person_id, r.written, r.e164, r.digits, r.label, r.place
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, person_id uuid, written text, e164 text, digits text,
      label text, place integer)
    on conflict (mission_id, id) do update set written = excluded.written, e164 = excluded.e164, digits = excluded.digits,
      label = excluded.label, place = excluded.place
    where f.person_id = excluded.person_id`;
}

/** Notes that a telephone was used: it stands first from now on. @returns whether the person has it. */
export async function noteUsed(
  sql: TransactionSql,
  { missionId, personId, phoneId }: { readonly missionId: string; readonly personId: string; readonly phoneId: string },
  at: Date,
): Promise<boolean> {
  const rows = await sql`
    update person_phone set last_used_at = greatest(last_used_at, ${at}::timestamptz)
    where mission_id = ${missionId} and person_id = ${personId} and id = ${phoneId} returning id`;
  return rows.length > 0;
}

/** People by a part of their names, their address or, from four digits on, their number. */
export async function searchIdentities(sql: Db, missionId: string, text: string): Promise<IdentitySearchReply> {
  const part = `%${escapeLike(foldText(text))}%`;
  const digits = /^[+\d\s().–-]+$/.test(text) ? phoneDigits(text).replace(/^0+/, '') : '';
  const number = digits.length < 4 ? null : `%${digits}%`;
  const rows = await sql<FoundIdentity[]>`
    select p.id, p.code, i.name, i.name_latin as "nameLatin",
      array(
        select f.written from person_phone f where f.mission_id = p.mission_id and f.person_id = p.id
        order by f.last_used_at desc nulls last, f.place) as phones
    from person_identity i join person p on p.mission_id = i.mission_id and p.id = i.person_id
    where i.mission_id = ${missionId} and (i.search like ${part} or exists (
      select from person_phone f where f.mission_id = p.mission_id and f.person_id = p.id and f.digits like ${number}))
    order by p.code_key limit ${MOST_FOUND + 1}`;
  return { found: rows.slice(0, MOST_FOUND), hasMore: rows.length > MOST_FOUND };
}
