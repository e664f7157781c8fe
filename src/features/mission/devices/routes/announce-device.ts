import type { Db } from '../../../../platform/http/endpoint.ts';
import { announceEvent } from '../../../../platform/log/announced-event.ts';
import { type HeldDevice, noteEnrolment } from '../store/keep-devices.ts';

type Announced = Pick<HeldDevice, 'id' | 'missionId' | 'pseudonym' | 'enrolments' | 'enrolmentLeaf'>;

/** Tells the log that a device is enrolled, or enrolled anew: from now on what it sends is its. */
export async function announceEnrolment(sql: Db, device: Announced, at: Date): Promise<void> {
  const { id, missionId, pseudonym, enrolmentLeaf } = device;
  const number = device.enrolments + 1;
  const previous = enrolmentLeaf === null ? {} : { previous: enrolmentLeaf };
  const leaf = { type: 'enrolment', id, version: number, device: pseudonym, ...previous } as const;
  const event = await announceEvent(sql, missionId, { event: leaf, at });
  await noteEnrolment(sql, id, { number, event, at });
}

/** Tells the log that a device is revoked; nothing where the log was never told that it is enrolled. */
export async function announceRevocation(sql: Db, device: Announced, at: Date): Promise<void> {
  const { id, missionId, pseudonym, enrolmentLeaf } = device;
  if (device.enrolments === 0) return;
  const about = enrolmentLeaf === null ? {} : { about: enrolmentLeaf };
  const event = { type: 'revocation', id, version: 1, device: pseudonym, ...about } as const;
  await announceEvent(sql, missionId, { event, at });
}
