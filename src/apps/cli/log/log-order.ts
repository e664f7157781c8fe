import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Sql } from 'postgres';
import { isMissionSlug } from '../../../features/mission/missions/observation-mission.ts';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { LogPolicy } from '../../../ledger/note/log-policy.ts';
import { type NoteKey, parseNoteKey } from '../../../ledger/note/note-key.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import { type LogSource, openLogSource } from '../../../platform/log/serve/log-source.ts';
import { readPolicy } from '../../server/public-logs.ts';
import { readDatabase } from '../../server/settings.ts';
import type { Arguments } from '../arguments.ts';
import { type Terminal, WrongUsage } from '../command.ts';

/** What `scrutineer log …` was asked, understood. */
export interface LogOrder {
  readonly terminal: Terminal;
  readonly given: Arguments;
}

/** Options that say which log is meant, and whom to believe. */
export const LOG_VALUES = ['mission', 'key', 'policy', 'out', 'leaf', 'published', 'reason'] as const;

/** Where the log lies: at the place that was named, or in the data folder of this machine. */
export function sourceOf({ terminal, given }: LogOrder, place: string | undefined, slug: string | null): LogSource {
  if (place !== undefined) return openLogSource(/^https?:\/\//.test(place) ? place : resolve(terminal.folder, place));
  const mission = slug ?? given.values.get('mission');
  if (mission === undefined) throw new WrongUsage('Which log? Give --mission SLUG, a folder or an address.');
  if (!isMissionSlug(mission)) throw new WrongUsage(`${mission}: no name of a mission.`);
  return openLogSource(join(readDatabase(terminal.environment, terminal.folder).dataFolder, 'log', mission));
}

/**
 * Whom to believe: a policy, a key, or (where `ownKey` is asked) the key that lies beside the log, which then is said.
 *
 * @throws Refusal where there is none.
 */
export async function policyOf(order: LogOrder, source: LogSource | null): Promise<LogPolicy> {
  const { terminal, given } = order;
  const keyText = given.values.get('key');
  const keys = keyText === undefined ? [] : [readKey(keyText)];
  const path = given.values.get('policy');
  if (path !== undefined) {
    const policy = readPolicy(resolve(terminal.folder, path));
    const logs = [...policy.logs, ...keys];
    if (logs.length === 0) throw new Refusal(`Read ${path}: it names no log. Add a line log KEY, or give --key KEY.`);
    return { ...policy, logs };
  }
  if (keys.length > 0) return { logs: keys, witnesses: [], quorum: { kind: 'none' } };
  const own = source === null ? null : await source.read('key');
  if (own === null)
    throw new Refusal('By which key? Give --key KEY or --policy FILE: the key as the mission published it.');
  terminal.note('The key is the one that lies beside the log: compare it with the one that the mission published.');
  return { logs: [readKey(decodeUtf8(own) ?? '')], witnesses: [], quorum: { kind: 'none' } };
}

/** A key in a text, or in the file of that name. */
function readKey(text: string): NoteKey {
  const read = () => (existsSync(text) ? readFileSync(text, 'utf8') : text);
  const key = parseNoteKey(onDisk(`Read the key ${text}`, read).trim());
  if (!key.ok) throw new Refusal(`Read the key: ${key.error.message}.`);
  if (key.value.kind !== 'ed25519') throw new Refusal(`Read the key: ${key.value.name} is a witness; wanted a log.`);
  return key.value;
}

/** Works with the database of the data folder. */
export async function withDatabase<T>(terminal: Terminal, work: (sql: Sql) => Promise<T>): Promise<T> {
  const options = { ...readDatabase(terminal.environment, terminal.folder), say: terminal.note };
  const database = await openDatabase({ ...options, purpose: 'log', sharing: 'join' });
  try {
    return await work(database.sql);
  } finally {
    await database.close();
  }
}
