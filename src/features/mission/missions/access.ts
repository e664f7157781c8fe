import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { findMission, holdMission, type StoredMission } from './store.ts';

/** The mission of that name in addresses. @throws Problem `not-found`. */
export async function getMission(sql: Db, slug: string): Promise<StoredMission> {
  const mission = await findMission(sql, slug);
  if (mission === null) throw new Problem('not-found', { what: `mission ${slug}` });
  return mission;
}

/** The mission, held as it is until the transaction ends. @throws Problem `not-found`, or `archived` where it was put away. */
export async function getWorkingMission(sql: Db, slug: string): Promise<StoredMission> {
  const { id } = await getMission(sql, slug);
  await holdMission(sql, id);
  const mission = await getMission(sql, slug);
  if (mission.isArchived) throw new Problem('mission-archived', { mission: slug });
  return mission;
}
