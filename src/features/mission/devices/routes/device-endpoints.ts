import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { deviceParams, deviceReasonBody, devicesParams, newDeviceBody, newDevicesBody } from '../contract.ts';
import { deviceState } from '../device.ts';
import type { DeviceSecrets, ListedDevice, SeveralAdded } from '../device-replies.ts';
import { lockDevice } from '../store/keep-devices.ts';
import { type DeviceRow, listDevices } from '../store/list-devices.ts';
import { addSeveral, writeSeveral } from './add-several.ts';
import { addDevice, renewDevice, revoke } from './change-devices.ts';
import { enrol } from './enrol-device.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/devices',
  access: 'reader',
  params: devicesParams,
  reads: ({ params }) => ({ what: 'devices', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params }): Promise<ListedDevice[]> => {
    const { id } = await getMission(sql, params.mission);
    return (await listDevices(sql, id)).map(listedDevice);
  },
});

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/devices',
  access: 'editor',
  params: devicesParams,
  body: newDeviceBody,
  status: 201,
  handle: async ({ sql, params, body, now, origins, audit }): Promise<DeviceSecrets> => {
    const mission = await getWorkingMission(sql, params.mission);
    const made = await addDevice(sql, mission, { ...body, at: now, origin: origins[0] });
    await audit(added(mission, made));
    return made;
  },
});

/** Each is announced and noted as one that was added alone. */
const several = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/devices/several',
  access: 'editor',
  params: devicesParams,
  body: newDevicesBody,
  status: 201,
  handle: async ({ sql, params, body, now, origins, audit }): Promise<SeveralAdded> => {
    const mission = await getWorkingMission(sql, params.mission);
    const devices = await addSeveral(sql, mission, { ...body, at: now, origin: origins[0] });
    for (const made of devices) await audit(added(mission, made));
    return { devices, csv: writeSeveral(devices) };
  },
});

const renew = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/devices/:device/secrets',
  access: 'editor',
  params: deviceParams,
  body: deviceReasonBody,
  status: 201,
  handle: async ({ sql, params, body: { reason }, now, origins, audit }): Promise<DeviceSecrets> => {
    const mission = await getWorkingMission(sql, params.mission);
    const device = await lockDevice(sql, mission.id, params.device);
    const made = await renewDevice(sql, mission, { device, at: now, origin: origins[0] });
    const [subject, parameters] = [subjectOf(mission, device), { name: device.name, kind: device.kind }];
    await audit({ action: 'device.renewed', subject, electionId: mission.electionId, reason, parameters });
    return made;
  },
});

/** A lost phone is revoked whatever state its mission is in. */
const revocation = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/devices/:device/revoke',
  access: 'editor',
  params: deviceParams,
  body: deviceReasonBody,
  handle: async ({ sql, params, body: { reason }, now, audit }): Promise<undefined> => {
    const mission = await getMission(sql, params.mission);
    const device = await lockDevice(sql, mission.id, params.device);
    await revoke(sql, device, { at: now, reason });
    const [subject, parameters] = [subjectOf(mission, device), { name: device.name, kind: device.kind }];
    await audit({ action: 'device.revoked', subject, electionId: mission.electionId, reason, parameters });
  },
});

/** What can be asked about the devices that report to missions. */
export const deviceEndpoints: readonly Endpoint[] = [list, add, several, renew, revocation, enrol];

function subjectOf({ slug }: { slug: string }, { pseudonym }: { pseudonym: string }): { kind: string; id: string } {
  return { kind: 'device', id: `${slug}/${pseudonym}` };
}

/** A device as lists tell of it. */
export function listedDevice({ isEnrolled, ...row }: DeviceRow): ListedDevice {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    state: deviceState({ isEnrolled, isRevoked: row.revokedAt !== null }),
    createdAt: row.createdAt.toISOString(),
    enrolledAt: time(row.enrolledAt),
    lastSeenAt: time(row.lastSeenAt),
    revokedAt: time(row.revokedAt),
    forgottenAt: time(row.forgottenAt),
    codeEndsAt: time(row.codeEndsAt),
    refusedAt: time(row.refusedAt),
  };
}

/** What is noted of a device that was added, alone or with others. */
function added(mission: { readonly slug: string; readonly electionId: string | null }, made: DeviceSecrets) {
  const parameters = { name: made.name, kind: made.kind };
  return { action: 'device.added', subject: subjectOf(mission, made), electionId: mission.electionId, parameters };
}
