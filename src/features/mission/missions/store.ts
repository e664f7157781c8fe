import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { EXERCISE_BEGINNING, type ObservationMission } from './observation-mission.ts';

/** A mission with the id of its election. */
export interface StoredMission extends ObservationMission {
  readonly electionId: string | null;
}

const columns = (sql: Db) => sql`
  m.id, m.slug, m.name, m.election_id as "electionId", v.slug as election, m.archived_at is not null as "isArchived",
  m.revision`;

/** All missions, those in work first and exercises behind the others, then by their names in addresses. */
export async function listMissions(sql: Db): Promise<StoredMission[]> {
  return await sql<StoredMission[]>`
    select ${columns(sql)} from mission m left join election v on v.id = m.election_id
    order by m.archived_at is not null, starts_with(m.slug, ${EXERCISE_BEGINNING}), m.slug`;
}

/** The mission of that name, or null. */
export async function findMission(sql: Db, slug: string): Promise<StoredMission | null> {
  const rows = await sql<StoredMission[]>`
    select ${columns(sql)} from mission m left join election v on v.id = m.election_id where m.slug = ${slug}`;
  return rows[0] ?? null;
}

/** What is said of a mission. */
export interface MissionWords {
  readonly name: Readonly<Record<string, string>>;
  readonly election: string | null;
}

/**
 * A new mission; the same one again, with the same id, changes nothing.
 *
 * @returns whether it is new.
 * @throws Problem `conflict` where the name in addresses is taken.
 */
export async function createMission(
  sql: Db,
  mission: MissionWords & { id: string; slug: string; at: Date },
): Promise<boolean> {
  const electionId = await electionIdOf(sql, mission.election);
  const rows = await sql`
    insert into mission (id, slug, name, election_id, created_at)
    values (${mission.id}, ${mission.slug}, ${sql.json(mission.name)}, ${electionId}, ${mission.at})
    on conflict do nothing returning id`;
  if (rows.length > 0) return true;
  const [found] = await sql<{ isSame: boolean }[]>`
    select id = ${mission.id} and name = ${sql.json(mission.name)} and election_id is not distinct from ${electionId}::uuid
      as "isSame"
    from mission where slug = ${mission.slug}`;
  if (found?.isSame !== true) throw new Problem('conflict', { what: `mission ${mission.slug}` });
  return false;
}

/** Names a mission anew, or lets it observe another election. @throws Problem `changed-meanwhile`. */
export async function changeMission(sql: Db, id: string, change: MissionWords & { base: number }): Promise<void> {
  const electionId = await electionIdOf(sql, change.election);
  const rows = await sql`
    update mission set name = ${sql.json(change.name)}, election_id = ${electionId}, revision = revision + 1
    where id = ${id} and revision = ${change.base} returning id`;
  if (rows.length === 0) throw new Problem('changed-meanwhile');
}

/** Puts a mission away, or takes it back into work where `at` is null. @throws Problem `changed-meanwhile`. */
export async function setMissionArchived(
  sql: Db,
  id: string,
  change: { at: Date | null; base: number },
): Promise<void> {
  const rows = await sql`
    update mission set archived_at = ${change.at}, revision = revision + 1
    where id = ${id} and revision = ${change.base} returning id`;
  if (rows.length === 0) throw new Problem('changed-meanwhile');
}

/** Holds the mission as it is until the transaction ends. */
export async function holdMission(sql: Db, id: string): Promise<void> {
  await sql`select id from mission where id = ${id} for share`;
}

async function electionIdOf(sql: Db, slug: string | null): Promise<string | null> {
  if (slug === null) return null;
  const rows = await sql<{ id: string }[]>`select id from election where slug = ${slug}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `election ${slug}` });
  return rows[0].id;
}

/** The mission of that id. @throws Problem `not-found`. */
export async function getMissionOf(sql: Db, id: string): Promise<StoredMission> {
  const rows = await sql<StoredMission[]>`
    select ${columns(sql)} from mission m left join election v on v.id = m.election_id where m.id = ${id}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `mission ${id}` });
  return rows[0];
}
