import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { DeviceKind } from '../device.ts';

/** A device that is not there yet. */
export interface NewDevice {
  readonly id: string;
  readonly missionId: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly kind: DeviceKind;
  readonly login: string | null;
}

/** A device, held as it is until the transaction ends. */
export interface HeldDevice {
  readonly id: Uuid;
  readonly missionId: Uuid;
  readonly name: string;
  readonly pseudonym: string;
  readonly kind: DeviceKind;
  readonly login: string | null;
  readonly isRevoked: boolean;
  /** How often it was enrolled. */
  readonly enrolments: number;
  /** Leaf hash of the event in the log that tells of the last time, in hexadecimal digits; null: it has no number yet. */
  readonly enrolmentLeaf: string | null;
}

/** What is kept of the secrets of a device of OpenRosa. */
export interface KeptSecrets {
  readonly tokenHash: Uint8Array;
  /** Hashes of `login:realm:password`; null: it has no login. */
  readonly login: { readonly ha1Sha256: string; readonly ha1Md5: string } | null;
}

/** Stores a device; its secrets, or its code, follow. @throws Problem `conflict` where its id or its login is there already. */
export async function insertDevice(
  sql: Db,
  device: NewDevice & { secrets: KeptSecrets | null; at: Date },
): Promise<void> {
  const { secrets } = device;
  const rows = await sql`
    insert into device (id, mission_id, name, pseudonym, kind, token_hash, login, ha1_sha256, ha1_md5, created_at)
    values (${device.id}, ${device.missionId}, ${device.name}, ${device.pseudonym}, ${device.kind},
      ${secrets === null ? null : Buffer.from(secrets.tokenHash)}, ${device.login},
      ${secrets?.login?.ha1Sha256 ?? null}, ${secrets?.login?.ha1Md5 ?? null}, ${device.at})
    on conflict do nothing returning id`;
  if (rows.length > 0) return;
  const isThere = (await sql`select from device where id = ${device.id}`).length > 0;
  throw new Problem('conflict', { what: isThere ? `device ${device.name}` : `login ${device.login ?? ''}` });
}

/** The device of a mission with that id, taken for a change. @throws Problem `not-found`. */
export async function lockDevice(sql: Db, missionId: string, id: string): Promise<HeldDevice> {
  const rows = await sql<HeldDevice[]>`
    select d.id, d.mission_id as "missionId", d.name, d.pseudonym, d.kind, d.login,
      d.revoked_at is not null as "isRevoked", d.enrolments,
      (select encode(l.hash, 'hex') from log_leaf l
       where l.mission_id = d.mission_id and l.announced_id = d.enrolment_event) as "enrolmentLeaf"
    from device d where d.mission_id = ${missionId} and d.id = ${id} for update`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `device ${id}` });
  return rows[0];
}

/** Gives a device other secrets; the ones before open nothing any more. */
export async function replaceSecrets(sql: Db, id: string, { tokenHash, login }: KeptSecrets): Promise<void> {
  await sql`
    update device set token_hash = ${Buffer.from(tokenHash)}, ha1_sha256 = ${login?.ha1Sha256 ?? null},
      ha1_md5 = ${login?.ha1Md5 ?? null}
    where id = ${id}`;
}

/** Forgets the key of a phone: what it signs is no longer taken for the device's. */
export async function forgetKey(sql: Db, id: string): Promise<void> {
  await sql`update device set public_key = null where id = ${id}`;
}

/** Keeps the key of the phone that enrolled. @throws Problem `conflict` where another device of the mission has it. */
export async function keepKey(sql: Db, id: string, publicKey: Uint8Array): Promise<void> {
  await sql`update device set public_key = ${Buffer.from(publicKey)} where id = ${id}`;
}

/** Notes that a device was enrolled, and by which event the log tells of it. */
export async function noteEnrolment(
  sql: Db,
  id: string,
  enrolment: { number: number; event: string; at: Date },
): Promise<void> {
  await sql`
    update device set enrolments = ${enrolment.number}, enrolment_event = ${enrolment.event}, enrolled_at = ${enrolment.at}
    where id = ${id}`;
}

/** From now on the device is refused. */
export async function revokeDevice(sql: Db, id: string, { at, reason }: { at: Date; reason: string }): Promise<void> {
  await sql`update device set revoked_at = ${at}, revocation_reason = ${reason} where id = ${id}`;
}
