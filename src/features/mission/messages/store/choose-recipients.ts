import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Named } from '../call.ts';

/** Whom a message is for. */
export interface Chosen {
  /** Every team, everybody without one who has a telephone, and telephones that nobody has. */
  readonly all: boolean;
  readonly teams: readonly string[];
  readonly people: readonly string[];
  /** Key of a place: everybody who answers for it, or for one within it. */
  readonly area: string | null;
  readonly devices: readonly string[];
}

/** Somebody whom a message would go to. */
export interface Addressee {
  readonly team: Named | null;
  readonly person: Named | null;
  readonly device: Named | null;
  readonly holder: string | null;
}

/**
 * Whom a message goes to now: each with every telephone of our app that they or, on that day, people of the team have; without
 * one, once. A telephone is told once, however often it is meant.
 */
export async function findAddressees(
  sql: Db,
  { id: missionId, electionId }: { readonly id: string; readonly electionId: string | null },
  { chosen, day }: { readonly chosen: Chosen; readonly day: string },
): Promise<Addressee[]> {
  const { all, teams, people, area } = chosen;
  return await sql<Addressee[]>`
    with recursive below as (
      select ${area}::text as key
      union
      select r.key from below b join record r on r.election_id = ${electionId} and r.kind = 'place'
        and r.cells ->> 'parent' = b.key and not r.withdrawn
    ), wanted_team as (
      select t.id, t.code from team t where t.mission_id = ${missionId} and (t.id = any (${teams as string[]}::uuid[]) or ${all})
    ), today as (
      select m.team_id, m.person_id from team_member m join person p on p.mission_id = m.mission_id and p.id = m.person_id
      where m.mission_id = ${missionId} and p.left_at is null and daterange(m.from_day, m.to_day, '[]') @> ${day}::date
    ), phone as (
      select d.id, d.name, h.id as holder, h.team_id, h.person_id from device d
      left join device_holder h on h.mission_id = d.mission_id and h.device_id = d.id and h.to_at is null
      where d.mission_id = ${missionId} and d.kind = 'app' and d.public_key is not null and d.revoked_at is null
    ), wanted_person as (
      select p.id, p.code from person p where p.mission_id = ${missionId} and p.left_at is null and (
        p.id = any (${people as string[]}::uuid[])
        or ${area}::text is not null and p.areas && array(select key from below)
        or ${all} and exists (select from phone f where f.person_id = p.id)
          and not exists (select from today t where t.person_id = p.id))
    ), target as (
      ${targetRows(sql, missionId, chosen)}
    ), once as (
      select distinct on (coalesce(device_id, team_id, person_id)) * from target
      order by coalesce(device_id, team_id, person_id), kind, code, team_id, person_id
    )
    select case when team_id is not null then jsonb_build_object('id', team_id, 'code', code) end as team,
      case when team_id is null and person_id is not null then jsonb_build_object('id', person_id, 'code', code) end as person,
      case when device_id is not null then jsonb_build_object('id', device_id, 'code', name) end as device, holder
    from once order by code nulls last, name`;
}

/** Teams and people with each of their telephones, and telephones by themselves; of what `findAddressees` begins with. */
function targetRows(sql: Db, missionId: string, { all, devices }: Chosen) {
  return sql`
      select 1 as kind, w.id as team_id, null::uuid as person_id, w.code, f.id as device_id, f.name, f.holder
      from wanted_team w left join phone f on f.team_id = w.id
        or exists (select from today t where t.team_id = w.id and t.person_id = f.person_id)
      where not ${all} or f.id is not null or exists (select from today t where t.team_id = w.id)
      union all
      select 2, null, w.id, w.code, f.id, f.name, f.holder from wanted_person w left join phone f on f.person_id = w.id
        or exists (select from today t where t.person_id = w.id and t.team_id = f.team_id)
      union all
      select 3, f.team_id, f.person_id, coalesce(t.code, p.code), f.id, f.name, f.holder from phone f
      left join team t on t.mission_id = ${missionId} and t.id = f.team_id
      left join person p on p.mission_id = ${missionId} and p.id = f.person_id
      where f.id = any (${devices as string[]}::uuid[]) or ${all} and f.holder is null`;
}

/** What of those who are meant the mission does not have; null: everybody is there. */
export async function findUnknownAddressee(sql: Db, missionId: string, chosen: Chosen): Promise<string | null> {
  const [row] = await sql<{ what: string | null }[]>`
    select coalesce(
      (select 'team ' || w from unnest(${chosen.teams as string[]}::uuid[]) w
       where not exists (select from team where mission_id = ${missionId} and id = w) limit 1),
      (select 'person ' || w from unnest(${chosen.people as string[]}::uuid[]) w
       where not exists (select from person where mission_id = ${missionId} and id = w) limit 1),
      (select 'device ' || w from unnest(${chosen.devices as string[]}::uuid[]) w
       where not exists (select from device where mission_id = ${missionId} and id = w) limit 1)
    ) as what`;
  return row?.what ?? null;
}

/** Keeps whom a message was for. */
export async function insertRecipients(
  sql: TransactionSql,
  { missionId, id }: { readonly missionId: string; readonly id: string },
  addressees: readonly Addressee[],
): Promise<void> {
  const rows = addressees.map(({ team, person, device, holder }, at) => ({
    place: at + 1,
    team: team?.id ?? null,
    person: person?.id ?? null,
    device: device?.id ?? null,
    holder,
  }));
  await sql`
    insert into message_recipient (mission_id, message_id, place, team_id, person_id, device_id, holder_id, is_waiting)
    select ${missionId}, ${id}, r.place, r.team, r.person, r.device, r.holder, r.device is not null
    from jsonb_to_recordset(${sql.json(rows)}) as r (place int, team uuid, person uuid, device uuid, holder uuid)`;
}
