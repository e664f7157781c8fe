import type { Clock } from '../../../kernel/time/clock.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import { hashToken } from '../../../platform/http/session.ts';
import { type DeviceLogin, type KnownDevice, REVOCATION_FELT_MS } from './device.ts';
import { findByLogin, findByName, findByTokenHash, saveSeen } from './store/find-devices.ts';

/** The device with this token, revoked or not; null: none has it. */
export async function findDeviceByToken(sql: Db, token: string): Promise<KnownDevice | null> {
  return await findByTokenHash(sql, hashToken(token));
}

/** The device that signs in to a mission under that name, revoked or not, with the hashes of its password; null: none does. */
export async function findDeviceLogin(sql: Db, missionSlug: string, login: string): Promise<DeviceLogin | null> {
  return await findByLogin(sql, missionSlug, login);
}

/** The device of a mission with this id or this pseudonym, revoked or not; null: there is none. */
export async function findDevice(sql: Db, missionId: string, name: string): Promise<KnownDevice | null> {
  return await findByName(sql, missionId, name);
}

/** Notes that devices were heard of; of each at most once a minute is written. */
export async function noteSeen(sql: Db, deviceIds: readonly string[], at: Date): Promise<void> {
  await saveSeen(sql, deviceIds, at);
}

/**
 * Knows devices from memory for up to two seconds, so that thousands of requests a second ask the database rarely, and a
 * revocation by whatever process is felt within those two seconds. Many who ask for the same at once share one question.
 */
export interface DeviceKeeper {
  /** As `findDeviceByToken`. */
  byToken(token: string): Promise<KnownDevice | null>;
  /** As `findDeviceLogin`. */
  byLogin(missionSlug: string, login: string): Promise<DeviceLogin | null>;
  /** As `findDevice`. */
  byName(missionId: string, name: string): Promise<KnownDevice | null>;
  /** As `noteSeen`, now; asks nothing of the database for a device that it noted within the minute. */
  seen(deviceIds: readonly string[]): Promise<void>;
}

/** So many devices are remembered, and so many names and tokens that nobody has. */
const MOST_REMEMBERED = 4_096;
const MINUTE_MS = 60_000;

export function createDeviceKeeper(sql: Db, clock: Clock): DeviceKeeper {
  const [tokens, logins, names] = [
    remember<KnownDevice>(clock),
    remember<DeviceLogin>(clock),
    remember<KnownDevice>(clock),
  ];
  const heard = new Map<string, number>();
  return {
    byToken: (token) => {
      const hash = hashToken(token);
      return tokens(Buffer.from(hash).toString('base64url'), () => findByTokenHash(sql, hash));
    },
    byLogin: (slug, login) => logins(JSON.stringify([slug, login]), () => findByLogin(sql, slug, login)),
    byName: (missionId, name) => names(JSON.stringify([missionId, name]), () => findByName(sql, missionId, name)),
    seen: async (deviceIds) => {
      const now = clock.now();
      const due = deviceIds.filter((id) => Math.abs(now - (heard.get(id) ?? -Infinity)) >= MINUTE_MS);
      for (const id of due) put(heard, id, now);
      if (due.length === 0) return;
      const noted = await saveSeen(sql, due, new Date(now)).catch((error: unknown) => {
        for (const id of due) heard.delete(id);
        throw error;
      });
      for (const id of due) if (!noted.has(id)) heard.delete(id);
    },
  };
}

/** An answer, and when its question was asked: what was changed before that is in it. */
interface Remembered<T> {
  readonly answer: Promise<T | null>;
  readonly askedAt: number;
}

type Ask<T> = () => Promise<T | null>;

/**
 * Answers from memory. What exists and what does not are remembered apart, so that whoever tries a million wrong tokens
 * drives no right one out.
 */
function remember<T>(clock: Clock): (key: string, ask: Ask<T>) => Promise<T | null> {
  const [asking, found, missing] = [
    new Map<string, Remembered<T>>(),
    new Map<string, Remembered<T>>(),
    new Map<string, Remembered<T>>(),
  ];
  const isFresh = ({ askedAt }: Remembered<T>) => Math.abs(clock.now() - askedAt) < REVOCATION_FELT_MS;
  const keep = (key: string, asked: Remembered<T>, isThere: boolean) => {
    (isThere ? missing : found).delete(key);
    put(isThere ? found : missing, key, asked);
  };
  return (key, ask) => {
    const known = asking.get(key) ?? found.get(key) ?? missing.get(key);
    if (known !== undefined && isFresh(known)) return known.answer;
    const askedAt = clock.now();
    const asked = { askedAt, answer: ask() };
    asking.set(key, asked);
    const forget = () => {
      if (asking.get(key) === asked) asking.delete(key);
    };
    asked.answer.then((answer) => {
      if (asking.get(key) === asked) keep(key, asked, answer !== null);
      forget();
    }, forget);
    return asked.answer;
  };
}

/** Remembers; what was put there longest ago is forgotten where there is too much. */
function put<V>(memory: Map<string, V>, key: string, value: V): void {
  memory.delete(key);
  memory.set(key, value);
  const [oldest] = memory.keys();
  if (memory.size > MOST_REMEMBERED && oldest !== undefined) memory.delete(oldest);
}
