import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { deviceParams, holderBody, missionParams } from '../contract.ts';
import type { DeviceHolder } from '../people-replies.ts';
import { listHolders, lockHolder, saveHolder } from '../store/keep-holders.ts';
import { getPerson } from '../store/keep-persons.ts';
import { getTeam } from '../store/keep-teams.ts';
import { doerOf } from './people-door.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/device-holders',
  access: 'reader',
  params: missionParams,
  reads: ({ params }) => ({ what: 'devices', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params }): Promise<DeviceHolder[]> =>
    await listHolders(sql, (await getMission(sql, params.mission)).id),
});

const hand = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/devices/:device/holder',
  access: 'editor',
  params: deviceParams,
  body: holderBody,
  handle: async ({ sql, params, body: { id, holder, base, reason }, actor, now, audit }): Promise<DeviceHolder> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await lockHolder(sql, mission.id, params.device);
    const wanted: { team: string | null; person: string | null } = { team: null, person: null, ...holder };
    const isRepeated = before.id === id;
    const isSame = (before.team?.id ?? null) === wanted.team && (before.person?.id ?? null) === wanted.person;
    if (isRepeated && !isSame) throw new Problem('conflict', { what: `holder ${id}` });
    if (!isRepeated) {
      if (before.id !== base) throw new Problem('changed-meanwhile');
      if (wanted.team !== null) await getTeam(sql, mission.id, wanted.team);
      if (wanted.person !== null) await getPerson(sql, mission.id, wanted.person);
      const by = doerOf(actor, now);
      await saveHolder(sql, mission.id, { holder: { id, deviceId: before.device, ...wanted, reason }, by });
    }
    const after = await lockHolder(sql, mission.id, params.device);
    const parameters = { before: codeOf(before), after: codeOf(after) };
    const subject = { kind: 'device', id: `${mission.slug}/${before.pseudonym}` };
    await audit({ action: 'device.handed', subject, electionId: mission.electionId, reason, parameters });
    return after;
  },
});

/** Who has which device. */
export const holderEndpoints: readonly Endpoint[] = [list, hand];

function codeOf({ team, person }: DeviceHolder): string | null {
  return team?.code ?? person?.code ?? null;
}
