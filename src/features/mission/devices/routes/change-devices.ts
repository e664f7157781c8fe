import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { hashToken, newToken } from '../../../../platform/http/session.ts';
import type { ObservationMission } from '../../missions/observation-mission.ts';
import { CODE_LIFETIME_MS, type DeviceKind } from '../device.ts';
import type { DeviceSecrets } from '../device-replies.ts';
import { saveCode, withdrawCodes } from '../store/keep-codes.ts';
import {
  forgetKey,
  type HeldDevice,
  insertDevice,
  lockDevice,
  replaceSecrets,
  revokeDevice,
} from '../store/keep-devices.ts';
import { findLogKey } from '../store/list-devices.ts';
import { announceEnrolment, announceRevocation } from './announce-device.ts';
import { makeSecrets, newPseudonym } from './make-secrets.ts';

/** The mission that devices belong to. */
export type MissionOfDevices = Pick<ObservationMission, 'id' | 'slug' | 'name'>;

/** A device that somebody wants; only one of OpenRosa has a login. */
export interface WantedDevice {
  readonly id: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly login: string | null;
}

/** When something is done, and at which address the server is reached. */
export interface Setting {
  readonly at: Date;
  readonly origin: string;
}

/**
 * Adds a device, and tells the log of it where nothing more is needed for it to send.
 *
 * @returns its secrets, which nobody can be told again.
 * @throws Problem `conflict` where its id or its login is there already.
 */
export async function addDevice(
  sql: Db,
  mission: MissionOfDevices,
  { at, origin, ...wanted }: WantedDevice & Setting,
): Promise<DeviceSecrets> {
  const device = { ...wanted, missionId: mission.id, pseudonym: newPseudonym() };
  const made = wanted.kind === 'odk' ? makeSecrets({ device, mission: namedOf(mission), origin }) : null;
  await insertDevice(sql, { ...device, secrets: made?.kept ?? null, at });
  const held = await lockDevice(sql, mission.id, wanted.id);
  if (made === null) return await giveCode(sql, held, { at, origin });
  await announceEnrolment(sql, held, at);
  return { kind: 'odk', ...tellOf(held), ...made.told };
}

/**
 * New secrets for a device whose phone was lost or changed; those before open nothing any more.
 *
 * @throws Problem `device-revoked`.
 */
export async function renewDevice(
  sql: Db,
  mission: MissionOfDevices,
  { device, at, origin }: { device: HeldDevice } & Setting,
): Promise<DeviceSecrets> {
  if (device.isRevoked) throw new Problem('device-revoked', { device: device.name });
  if (device.kind === 'app') {
    await forgetKey(sql, device.id);
    return await giveCode(sql, device, { at, origin });
  }
  const { told, kept } = makeSecrets({ device, mission: namedOf(mission), origin });
  await replaceSecrets(sql, device.id, kept);
  await announceEnrolment(sql, device, at);
  return { kind: 'odk', ...tellOf(device), ...told };
}

/** Revokes a device, and tells the log of it. @throws Problem `device-revoked` where it is revoked already. */
export async function revoke(sql: Db, device: HeldDevice, given: { at: Date; reason: string }): Promise<void> {
  if (device.isRevoked) throw new Problem('device-revoked', { device: device.name });
  await revokeDevice(sql, device.id, given);
  await withdrawCodes(sql, device.id, given.at);
  await announceRevocation(sql, device, given.at);
}

async function giveCode(sql: Db, device: HeldDevice, { at, origin }: Setting): Promise<DeviceSecrets> {
  const [code, endsAt] = [newToken(), new Date(at.getTime() + CODE_LIFETIME_MS)];
  await saveCode(sql, { hash: hashToken(code), deviceId: device.id, at, endsAt });
  const key = await findLogKey(sql, device.missionId);
  const link = enrolmentLink(origin, code, key);
  return { kind: 'app', ...tellOf(device), code, link, endsAt: endsAt.toISOString() };
}

/**
 * The address that enrols a phone. Code and key stand behind `#`, where no server log sees them; the key of the mission's
 * log is what the phone checks receipts by, whoever answers it later.
 */
function enrolmentLink(origin: string, code: string, logKey: string | null): string {
  const given = new URLSearchParams({ code, ...(logKey === null ? {} : { log: logKey }) });
  return `${origin}/field/enrol#${given}`;
}

function tellOf({ id, name, pseudonym }: HeldDevice) {
  return { id, name, pseudonym };
}

function namedOf({ slug, name }: MissionOfDevices): { slug: string; name: string } {
  return { slug, name: name.en ?? Object.values(name)[0] ?? slug };
}
