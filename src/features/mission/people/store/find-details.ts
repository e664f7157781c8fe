import type { Db } from '../../../../platform/http/endpoint.ts';
import type { HeldDevice, TeamOfPerson } from '../people-replies.ts';

/** The teams that a person is in, the first day first. */
export async function listTeamsOf(sql: Db, missionId: string, personId: string): Promise<TeamOfPerson[]> {
  return await sql<TeamOfPerson[]>`
    select t.id, t.code, t.name, m.part, m.from_day::text as "fromDay", m.to_day::text as "toDay"
    from team_member m join team t on t.mission_id = m.mission_id and t.id = m.team_id
    where m.mission_id = ${missionId} and m.person_id = ${personId}
    order by m.from_day nulls first, t.code_key`;
}

/** The devices that a person has, alone or through their teams. */
export async function listDevicesOf(sql: Db, missionId: string, personId: string): Promise<HeldDevice[]> {
  const rows = await sql<(Omit<HeldDevice, 'since'> & { readonly since: Date })[]>`
    select d.id, d.name, d.pseudonym, t.code as team, h.from_at as since
    from device_holder h join device d on d.id = h.device_id
    left join team t on t.mission_id = h.mission_id and t.id = h.team_id
    where h.mission_id = ${missionId} and h.to_at is null and (h.person_id = ${personId} or h.team_id in (
      select team_id from team_member where mission_id = ${missionId} and person_id = ${personId}))
    order by d.name, d.id`;
  return rows.map(({ since, ...device }) => ({ ...device, since: since.toISOString() }));
}

/** What stood before a change of a person. */
export interface StoredVersion {
  readonly revision: number;
  readonly before: Readonly<Record<string, string | readonly string[] | null>>;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** The changes of a person, the newest first. */
export async function listVersions(sql: Db, missionId: string, personId: string): Promise<StoredVersion[]> {
  return await sql<StoredVersion[]>`
    select revision, before, by_name as by, at, reason from person_version
    where mission_id = ${missionId} and person_id = ${personId} order by revision desc`;
}
