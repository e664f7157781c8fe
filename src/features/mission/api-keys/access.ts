import type { Db } from '../../../platform/http/endpoint.ts';
import { findKeyByHash, noteKeyUse, type StoredHolder } from './store.ts';

const MINUTE_MS = 60_000;

/** Whose key has this SHA-256, or null: no such key, or it was revoked. Notes its use once a minute. */
export async function findKeyHolder(sql: Db, hash: Uint8Array, now: Date): Promise<StoredHolder | null> {
  const holder = await findKeyByHash(sql, hash);
  if (holder === null) return null;
  if (now.getTime() - (holder.lastUsedAt?.getTime() ?? 0) >= MINUTE_MS) await noteKeyUse(sql, holder.id, now);
  return holder;
}
