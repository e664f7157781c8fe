import type { Sql } from 'postgres';
import { listLogs } from '../../../features/mission/logs/store/find-logs.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { WayIn } from '../way-in/open-way-in.ts';
import { askDatabase, type DatabaseState, stateReply } from './health.ts';
import { within } from './within.ts';

/** What is looked at to tell whether reports can be taken. */
export interface ReadyParts {
  readonly sql: Sql;
  readonly way: Pick<WayIn, 'blobs' | 'isReading'> & { readonly logs: Pick<WayIn['logs'], 'state'> };
}

/** How the server stands, in few words: no names, no secrets. */
export interface Readiness {
  readonly database: DatabaseState;
  /** `1 closed`: the log of a mission takes nothing. */
  readonly logs: 'open' | 'silent' | 'unknown' | `${number} closed`;
  readonly signer: 'up' | 'away' | 'unknown';
  readonly reading: 'running' | 'starting';
  /** `low`: photos are refused; `full`: reports as well. */
  readonly disk: 'free' | 'low' | 'full' | 'unknown';
}

const PATIENCE_MS = 2_000;
/** So long one look serves everybody who asks: strangers may. */
const BELIEVED_MS = 1_000;

/** Answers `/readyz`: 200 where everything is as it should be, else 503 and what is not. */
export function createReadyAnswer(parts: ReadyParts): () => Promise<Response> {
  let seen: { readonly at: number; readonly found: Promise<Readiness> } | null = null;
  return async () => {
    const at = performance.now();
    if (seen === null || at - seen.at > BELIEVED_MS) seen = { at, found: lookInside(parts) };
    const found = await seen.found;
    return stateReply({ ...found }, isReady(found));
  };
}

function isReady({ database, logs, signer, reading, disk }: Readiness): boolean {
  return database === 'up' && logs === 'open' && signer === 'up' && reading === 'running' && disk === 'free';
}

/** Looks at everything that reports pass through. */
export async function lookInside({ sql, way }: ReadyParts): Promise<Readiness> {
  const [database, disk] = await Promise.all([askDatabase(sql), lookAtDisk(way.blobs)]);
  const reading = way.isReading() ? 'running' : 'starting';
  const unknown = { logs: 'unknown', signer: 'unknown' } as const;
  if (database !== 'up') return { database, ...unknown, reading, disk };
  const logs = await within(lookAtLogs(sql, way.logs), PATIENCE_MS, (isLate) =>
    isLate ? ({ logs: 'silent', signer: 'unknown' } as const) : unknown,
  );
  return { database, ...logs, reading, disk };
}

/** Whether the disk has room for reports and photos. */
export async function lookAtDisk(blobs: Pick<WayIn['blobs'], 'roomFor'>): Promise<Readiness['disk']> {
  const room = Promise.all([blobs.roomFor('text'), blobs.roomFor('file')]);
  return await within(
    room.then(([text, file]) => (text ? (file ? 'free' : 'low') : 'full')),
    PATIENCE_MS,
    () => 'unknown',
  );
}

async function lookAtLogs(sql: Sql, logs: ReadyParts['way']['logs']): Promise<Pick<Readiness, 'logs' | 'signer'>> {
  const states = await Promise.all(
    (await listLogs(sql)).map(({ missionId }) => logs.state(missionId).catch(nullWhereAway)),
  );
  const closed = states.filter((state) => state !== null && state.closed !== null).length;
  const signer = states.includes(null) ? 'away' : 'up';
  return { logs: closed === 0 ? 'open' : `${closed} closed`, signer };
}

function nullWhereAway(error: unknown): null {
  if (error instanceof Problem && error.kind === 'unavailable') return null;
  throw error;
}
