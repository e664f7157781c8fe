import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { DeviceKind } from '../device.ts';

/** A device as the list shows it: no secret and no hash of one. */
export interface DeviceRow {
  readonly id: Uuid;
  readonly name: string;
  readonly pseudonym: string;
  readonly kind: DeviceKind;
  readonly login: string | null;
  readonly createdAt: Date;
  readonly enrolledAt: Date | null;
  /** Whether it can send: it has a token, or the key of a phone. */
  readonly isEnrolled: boolean;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revocationReason: string | null;
  /** When it was forgotten because the time that names are kept was over. */
  readonly forgottenAt: Date | null;
  /** When the code runs out that a phone may enrol with; null: there is none. */
  readonly codeEndsAt: Date | null;
  /** How often a spent code of it was tried, and when last. */
  readonly refusals: number;
  readonly refusedAt: Date | null;
}

/** The devices of a mission, the newest first, revoked ones at the end. */
export async function listDevices(sql: Db, missionId: string): Promise<DeviceRow[]> {
  return await sql<DeviceRow[]>`
    select d.id, d.name, d.pseudonym, d.kind, d.login, d.created_at as "createdAt", d.enrolled_at as "enrolledAt",
      d.token_hash is not null or d.public_key is not null as "isEnrolled", d.last_seen_at as "lastSeenAt",
      d.revoked_at as "revokedAt", d.revocation_reason as "revocationReason", d.forgotten_at as "forgottenAt",
      c.ends_at as "codeEndsAt",
      coalesce(c.refusals, 0) as refusals, c.refused_at as "refusedAt"
    from device d left join lateral (
      select max(ends_at) filter (where used_at is null and withdrawn_at is null) as ends_at,
        sum(refusals)::integer as refusals, max(refused_at) as refused_at
      from device_code where device_id = d.id) c on true
    where d.mission_id = ${missionId}
    order by d.revoked_at is not null, d.created_at desc, d.id`;
}

/**
 * The names of the devices of a mission that are not revoked. Until the transaction ends, whoever else asks for them waits,
 * so that two lists with the same name cannot both be added.
 */
export async function holdNames(sql: Db, missionId: string): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtext('scrutineer.device-names'), hashtext(${missionId}))`;
  const rows = await sql<{ name: string }[]>`
    select name from device where mission_id = ${missionId} and revoked_at is null`;
  return rows.map(({ name }) => name);
}

/** The key that the log of a mission is signed with, as C2SP signed-note writes it; null: its log has not begun. */
export async function findLogKey(sql: Db, missionId: string): Promise<string | null> {
  const rows = await sql<{ key: string }[]>`
    select verifier_key as key from mission_log where mission_id = ${missionId}`;
  return rows[0]?.key ?? null;
}
