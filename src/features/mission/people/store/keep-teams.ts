import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { ShownMember, ShownTeam } from '../people-replies.ts';
import { codeKey } from '../person.ts';
import type { Membership, TeamKind } from '../team.ts';
import type { Change } from './hold-people.ts';

/** What is said of a team. */
export interface TeamWords {
  readonly code: string;
  readonly name: string | null;
  readonly kind: TeamKind;
}

/** A team with its members, and who changed it last. */
export interface HeldTeam extends TeamWords {
  readonly id: string;
  readonly members: readonly ShownMember[];
  readonly revision: number;
  readonly change: number;
  readonly changedBy: string;
}

/** All teams of a mission by their codes, or those with these ids. */
export async function listTeams(sql: Db, missionId: string, ids: readonly string[] | null = null): Promise<HeldTeam[]> {
  const wanted = ids as string[] | null;
  const rows = await sql<(Omit<HeldTeam, 'change'> & { readonly change: string })[]>`
    select t.id, t.code, t.name, t.kind, t.revision, t.change, t.changed_by as "changedBy",
      coalesce((
        select jsonb_agg(jsonb_build_object('person', m.person_id, 'code', p.code, 'part', m.part, 'fromDay', m.from_day,
          'toDay', m.to_day) order by m.place)
        from team_member m join person p on p.mission_id = m.mission_id and p.id = m.person_id
        where m.mission_id = t.mission_id and m.team_id = t.id), '[]') as members
    from team t where t.mission_id = ${missionId} and (${wanted}::uuid[] is null or t.id = any (${wanted}::uuid[]))
    order by t.code_key`;
  return rows.map(({ change, ...team }) => ({ ...team, change: Number(change) }));
}

/** The team of a mission with that id. @throws Problem `not-found`. */
export async function getTeam(sql: Db, missionId: string, id: string): Promise<HeldTeam> {
  const [found] = await listTeams(sql, missionId, [id]);
  if (found === undefined) throw new Problem('not-found', { what: `team ${id}` });
  return found;
}

/** The devices that teams of a mission have now, by the id of the team. */
export async function listDevicesOfTeams(sql: Db, missionId: string): Promise<Map<string, ShownTeam['devices']>> {
  const rows = await sql<{ team: string; id: string; name: string; pseudonym: string; since: Date }[]>`
    select h.team_id as team, d.id, d.name, d.pseudonym, h.from_at as since
    from device_holder h join device d on d.id = h.device_id
    where h.mission_id = ${missionId} and h.to_at is null and h.team_id is not null order by d.name, d.id`;
  const found = new Map<string, ShownTeam['devices'][number][]>();
  for (const { team, since, ...device } of rows) {
    found.set(team, [...(found.get(team) ?? []), { ...device, since: since.toISOString() }]);
  }
  return found;
}

/** Keeps new teams. @throws Problem `conflict` where an id or a code is taken. */
export async function insertTeams(
  sql: TransactionSql,
  teams: readonly (TeamWords & { readonly id: string })[],
  change: Change,
): Promise<void> {
  const rows = teams.map(({ id, code, name, kind }) => ({ id, code, name, kind, key: codeKey(code) }));
  const inserted = await sql<{ id: string }[]>`
    insert into team (mission_id, id, code, code_key, name, kind, change, changed_by, changed_at, created_at)
    select ${change.missionId}::uuid, r.id, r.code, r.key, r.name, r.kind, ${change.number}::bigint, ${change.name},
      ${change.at}::timestamptz, ${change.at}::timestamptz
    from jsonb_to_recordset(${sql.json(rows)}) as r (id uuid, code text, name text, kind text, key text)
    on conflict do nothing returning id`;
  if (inserted.length === teams.length) return;
  const there = new Set(inserted.map(({ id }) => id));
  const codes = teams.filter(({ id }) => !there.has(id)).map(({ code }) => code);
  throw new Problem('conflict', { what: `team ${codes.slice(0, 5).join(', ')}` });
}

/** What is to become of a team. */
export interface TeamChange {
  readonly before: HeldTeam;
  readonly words: TeamWords;
  readonly members: readonly Membership[];
}

/**
 * Changes teams and who is in them; what stood before is kept.
 *
 * @throws Problem `conflict` where a code is taken; a refusal of the database where somebody is in two teams on one day.
 */
export async function updateTeams(
  sql: TransactionSql,
  changes: readonly TeamChange[],
  { change, reason }: { readonly change: Change; readonly reason: string | null },
): Promise<void> {
  if (changes.length === 0) return;
  const versions = changes.map(({ before: { id, revision, change: _, changedBy: __, ...before } }) => {
    return { id, revision: revision + 1, before };
  });
  await sql`
    insert into team_version (mission_id, team_id, revision, before, by_id, by_name, at, reason)
    select ${change.missionId}::uuid, r.id, r.revision, r.before, ${change.id}::uuid, ${change.name},
      ${change.at}::timestamptz, ${reason}::text
    from jsonb_to_recordset(${sql.json(versions as never)}) as r (id uuid, revision integer, before jsonb)`;
  const rows = changes.map(({ before: { id }, words }) => ({ id, ...words, key: codeKey(words.code) }));
  await requireFreeCodes(sql, change.missionId, rows);
  await sql`
    update team t set code = r.code, code_key = r.key, name = r.name, kind = r.kind, revision = t.revision + 1,
      change = ${change.number}, changed_by = ${change.name}, changed_at = ${change.at}
    from jsonb_to_recordset(${sql.json(rows)}) as r (id uuid, code text, name text, kind text, key text)
    where t.mission_id = ${change.missionId} and t.id = r.id`;
  await saveMembers(sql, changes, change);
}

async function requireFreeCodes(
  sql: TransactionSql,
  missionId: string,
  rows: readonly { readonly id: string; readonly key: string }[],
): Promise<void> {
  const taken = await sql<{ code: string }[]>`
    select t.code from team t join jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, key text)
      on t.code_key = r.key and t.id <> r.id
    where t.mission_id = ${missionId} limit 5`;
  if (taken.length > 0) throw new Problem('conflict', { what: `team ${taken.map(({ code }) => code).join(', ')}` });
}

async function saveMembers(sql: TransactionSql, changes: readonly TeamChange[], { missionId }: Change): Promise<void> {
  const ids = changes.map(({ before }) => before.id);
  await sql`delete from team_member where mission_id = ${missionId} and team_id = any (${ids}::uuid[])`;
  const rows = changes.flatMap(({ before, members }) =>
    members.map(({ person, part, fromDay, toDay }, place) => ({
      team: before.id,
      place,
      person,
      part,
      fromDay,
      toDay,
    })),
  );
  const persons = changes.flatMap(({ before, members }) => [...before.members, ...members].map(({ person }) => person));
  await sql`
    update device_holder set is_matched = false
    where mission_id = ${missionId} and person_id = any (${persons}::uuid[]) and is_matched`;
  await sql`
    insert into team_member (mission_id, team_id, place, person_id, part, from_day, to_day)
    select ${missionId}::uuid, r.team, r.place, r.person, r.part, r."fromDay", r."toDay"
    from jsonb_to_recordset(${sql.json(rows)})
      as r (team uuid, place integer, person uuid, part text, "fromDay" date, "toDay" date)`;
}

/** Memberships of these people in other teams. */
export async function listElsewhere(
  sql: Db,
  { missionId, teamId }: { readonly missionId: string; readonly teamId: string },
  persons: readonly string[],
): Promise<(ShownMember & { readonly team: string })[]> {
  return await sql<(ShownMember & { readonly team: string })[]>`
    select m.person_id as person, p.code, m.part, m.from_day::text as "fromDay", m.to_day::text as "toDay", t.code as team
    from team_member m join team t on t.mission_id = m.mission_id and t.id = m.team_id
    join person p on p.mission_id = m.mission_id and p.id = m.person_id
    where m.mission_id = ${missionId} and m.team_id <> ${teamId} and m.person_id = any (${persons as string[]}::uuid[])`;
}
