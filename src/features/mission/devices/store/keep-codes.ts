import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';

/** A one-time code that a device enrols with. */
export interface EnrolmentCode {
  readonly deviceId: Uuid;
  readonly missionId: Uuid;
  readonly missionSlug: string;
  readonly endsAt: Date;
  readonly usedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** Keeps a code; those that the device had before stop working. */
export async function saveCode(
  sql: Db,
  code: { hash: Uint8Array; deviceId: string; at: Date; endsAt: Date },
): Promise<void> {
  await withdrawCodes(sql, code.deviceId, code.at);
  await sql`
    insert into device_code (hash, device_id, created_at, ends_at)
    values (${Buffer.from(code.hash)}, ${code.deviceId}, ${code.at}, ${code.endsAt})`;
}

/** The codes of a device that nobody has used stop working. */
export async function withdrawCodes(sql: Db, deviceId: string, at: Date): Promise<void> {
  await sql`
    update device_code set withdrawn_at = ${at} where device_id = ${deviceId} and used_at is null and withdrawn_at is null`;
}

/** The code with this SHA-256, whatever became of it, or null. */
export async function findCode(sql: Db, hash: Uint8Array): Promise<EnrolmentCode | null> {
  const rows = await sql<EnrolmentCode[]>`
    select c.device_id as "deviceId", d.mission_id as "missionId", m.slug as "missionSlug", c.ends_at as "endsAt",
      c.used_at as "usedAt", c.withdrawn_at as "withdrawnAt"
    from device_code c join device d on d.id = c.device_id join mission m on m.id = d.mission_id
    where c.hash = ${Buffer.from(hash)}`;
  return rows[0] ?? null;
}

/** Uses a code up. */
export async function spendCode(sql: Db, hash: Uint8Array, at: Date): Promise<void> {
  await sql`update device_code set used_at = ${at} where hash = ${Buffer.from(hash)}`;
}

/** Notes that somebody tried a code that is spent. */
export async function noteRefusedCode(sql: Db, hash: Uint8Array, at: Date): Promise<void> {
  await sql`update device_code set refusals = refusals + 1, refused_at = ${at} where hash = ${Buffer.from(hash)}`;
}
