import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { getMission, getWorkingMission } from './access.ts';
import { archivalBody, missionBody, missionParams, newMissionBody } from './contract.ts';
import type { ObservationMission, ShownMission } from './observation-mission.ts';
import { changeMission, createMission, listMissions, type StoredMission, setMissionArchived } from './store.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions',
  access: 'reader',
  handle: async ({ sql }): Promise<ObservationMission[]> => (await listMissions(sql)).map(bodyOf),
});

const get = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params, origins }): Promise<ShownMission> => {
    return { ...bodyOf(await getMission(sql, params.mission)), origin: origins[0] };
  },
});

const create = defineEndpoint({
  method: 'POST',
  path: '/api/missions',
  access: 'editor',
  body: newMissionBody,
  status: 201,
  handle: async ({ sql, body, now, audit }): Promise<ObservationMission> => {
    const isNew = await createMission(sql, { ...body, at: now });
    const mission = await getMission(sql, body.slug);
    const parameters = { mission: body.slug, isRepeated: !isNew };
    await audit({ action: 'mission.created', subject: subjectOf(mission), electionId: mission.electionId, parameters });
    return bodyOf(mission);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission',
  access: 'editor',
  params: missionParams,
  body: missionBody,
  handle: async ({ sql, params, body, audit }): Promise<ObservationMission> => {
    const before = await getWorkingMission(sql, params.mission);
    await changeMission(sql, before.id, body);
    const after = await getMission(sql, params.mission);
    const parameters = { before: before.name, after: after.name };
    await audit({ action: 'mission.changed', subject: subjectOf(after), electionId: after.electionId, parameters });
    return bodyOf(after);
  },
});

const archive = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/archival',
  access: 'administrator',
  params: missionParams,
  body: archivalBody,
  handle: async ({ sql, params, body, now, audit }): Promise<ObservationMission> => {
    const mission = await getMission(sql, params.mission);
    await setMissionArchived(sql, mission.id, { at: body.isArchived ? now : null, base: body.base });
    const action = body.isArchived ? 'mission.archived' : 'mission.unarchived';
    const { electionId } = mission;
    await audit({ action, subject: subjectOf(mission), electionId, reason: body.reason });
    return bodyOf(await getMission(sql, params.mission));
  },
});

/** What can be asked about the missions that work on this server. */
export const missionEndpoints: readonly Endpoint[] = [list, get, create, change, archive];

function subjectOf({ slug }: StoredMission): { kind: string; id: string } {
  // The register has a kind of record `mission`, which is another thing.
  return { kind: 'mission-here', id: slug };
}

function bodyOf({ electionId: _, ...mission }: StoredMission): ObservationMission {
  return mission;
}
