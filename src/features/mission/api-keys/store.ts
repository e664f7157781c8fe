import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { ListedKey, Scope } from './api-key.ts';

interface KeyRow extends Omit<ListedKey, 'createdAt' | 'lastUsedAt' | 'revokedAt'> {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const columns = (sql: Db) => sql`
  id, name, start, scopes, creator_name as "creatorName", created_at as "createdAt", last_used_at as "lastUsedAt",
  revoked_at as "revokedAt", revocation_reason as "revocationReason"`;

/** The keys of a mission, newest first, those that were revoked after the others. */
export async function listKeys(sql: Db, missionId: string): Promise<ListedKey[]> {
  const rows = await sql<KeyRow[]>`
    select ${columns(sql)} from api_key where mission_id = ${missionId}
    order by revoked_at is not null, created_at desc, id`;
  return rows.map(keyOf);
}

/** A key of a mission. @throws Problem `not-found`. */
export async function getKey(sql: Db, missionId: string, id: string): Promise<ListedKey> {
  const rows = await sql<KeyRow[]>`
    select ${columns(sql)} from api_key where mission_id = ${missionId} and id = ${id}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `key ${id}` });
  return keyOf(rows[0]);
}

function keyOf(row: KeyRow): ListedKey {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/** A key that is to be stored: its hash, and never the key. */
export interface NewKey {
  readonly id: string;
  readonly missionId: string;
  readonly name: string;
  readonly hash: Uint8Array;
  readonly start: string;
  readonly scopes: readonly Scope[];
  readonly creator: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** Stores a new key. */
export async function saveKey(sql: Db, { creator, ...key }: NewKey): Promise<void> {
  await sql`
    insert into api_key (id, mission_id, name, key_hash, start, scopes, creator_id, creator_name, created_at)
    values (${key.id}, ${key.missionId}, ${key.name}, ${Buffer.from(key.hash)}, ${key.start},
      ${[...key.scopes]}::text[], ${creator.id}, ${creator.name}, ${key.at})`;
}

/** Revokes a key for ever. @throws Problem `conflict` where it was revoked before. */
export async function revokeKey(
  sql: Db,
  missionId: string,
  revoked: { readonly id: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  const rows = await sql`
    update api_key set revoked_at = ${revoked.at}, revocation_reason = ${revoked.reason}
    where mission_id = ${missionId} and id = ${revoked.id} and revoked_at is null returning id`;
  if (rows.length === 0) throw new Problem('conflict', { what: `key ${revoked.id}` });
}

/** A key with the mission that it opens. */
export interface StoredHolder {
  readonly id: string;
  readonly name: string;
  readonly missionId: string;
  readonly mission: string;
  readonly scopes: readonly Scope[];
  readonly lastUsedAt: Date | null;
}

/** The key with this SHA-256, where it was not revoked. */
export async function findKeyByHash(sql: Db, hash: Uint8Array): Promise<StoredHolder | null> {
  const rows = await sql<StoredHolder[]>`
    select k.id, k.name, k.mission_id as "missionId", m.slug as mission, k.scopes, k.last_used_at as "lastUsedAt"
    from api_key k join mission m on m.id = k.mission_id
    where k.key_hash = ${Buffer.from(hash)} and k.revoked_at is null`;
  return rows[0] ?? null;
}

/** Notes when a key was used. */
export async function noteKeyUse(sql: Db, id: string, at: Date): Promise<void> {
  await sql`update api_key set last_used_at = ${at} where id = ${id}`;
}
