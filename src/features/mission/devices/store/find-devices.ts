import { isUuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { DeviceLogin, KnownDevice } from '../device.ts';

const known = (sql: Db) => sql`
  d.id, d.mission_id as "missionId", m.slug as "missionSlug", d.name, d.pseudonym, d.kind,
  d.revoked_at is not null as "isRevoked", d.public_key as "publicKey"`;

/** The device whose token has this SHA-256, or null. */
export async function findByTokenHash(sql: Db, hash: Uint8Array): Promise<KnownDevice | null> {
  const rows = await sql<KnownDevice[]>`
    select ${known(sql)} from device d join mission m on m.id = d.mission_id where d.token_hash = ${Buffer.from(hash)}`;
  return rows[0] ?? null;
}

/** The device that signs in to a mission under that name, with the hashes of its password, or null. */
export async function findByLogin(sql: Db, missionSlug: string, login: string): Promise<DeviceLogin | null> {
  const rows = await sql<(KnownDevice & Omit<DeviceLogin, 'device'>)[]>`
    select ${known(sql)}, d.ha1_sha256 as "ha1Sha256", d.ha1_md5 as "ha1Md5"
    from device d join mission m on m.id = d.mission_id where m.slug = ${missionSlug} and d.login = ${login}`;
  if (rows[0] === undefined) return null;
  const { ha1Sha256, ha1Md5, ...device } = rows[0];
  return { device, ha1Sha256, ha1Md5 };
}

/** The device of a mission that has this id or this pseudonym, or null. */
export async function findByName(sql: Db, missionId: string, name: string): Promise<KnownDevice | null> {
  const rows = await sql<KnownDevice[]>`
    select ${known(sql)} from device d join mission m on m.id = d.mission_id
    where d.mission_id = ${missionId} and ${isUuid(name) ? sql`d.id = ${name}` : sql`d.pseudonym = ${name}`}`;
  return rows[0] ?? null;
}

/**
 * Keeps when devices were last heard of, for those of whom nothing of the last minute is kept. Rows that somebody holds are
 * passed over.
 *
 * @returns those for whom it was written.
 */
export async function saveSeen(sql: Db, deviceIds: readonly string[], at: Date): Promise<ReadonlySet<string>> {
  if (deviceIds.length === 0) return new Set();
  const rows = await sql<{ id: string }[]>`
    with heard as (
      select id from device
      where id = any(${[...deviceIds]}::uuid[])
        and (last_seen_at is null or last_seen_at <= ${at}::timestamptz - interval '1 minute')
      for update skip locked)
    update device d set last_seen_at = ${at} from heard where d.id = heard.id returning d.id`;
  return new Set(rows.map(({ id }) => id));
}
