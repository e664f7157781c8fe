import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Clock } from '../../kernel/time/clock.ts';
import { missionsWaiting } from './keep-leaves.ts';
import { type LogState, MissionLog } from './mission-log.ts';
import { createTileFiles } from './publish/tile-files.ts';
import type { Book, Judged } from './sequencer.ts';
import type { Signer } from './signer/signer.ts';
import type { PublishedLog } from './witness/witnesses.ts';

/** What the logs of a server stand on. */
export interface MissionLogsParts<E, J> {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signer: Signer;
  /** Holds a folder for each log, named as the mission is in addresses. */
  readonly folder: string;
  /** First part of the origins of logs that begin now: `observers.example`. */
  readonly host: string;
  /** SHA-256 of the program, which each log states; null: none does. */
  readonly build: Uint8Array | null;
  readonly bookOf: (missionId: string) => Book<E, J>;
  /** Hears of every checkpoint. */
  readonly published: (log: PublishedLog) => void;
}

/** The logs of all missions on this server, each opened when it is needed first. */
export interface MissionLogs<E, R> {
  /** Stores and logs an entry; answers when it is signed. Errors as of `MissionLog.append`. */
  append(missionId: string, entry: E): Promise<R>;
  /** Receipt of a leaf for programs. */
  prove(missionId: string, index: number): Promise<string>;
  /** How a log stands; opens it. */
  state(missionId: string): Promise<LogState>;
  /** Numbers the events that wait, of one mission or of all. */
  wake(missionId?: string): Promise<void>;
  close(): Promise<void>;
}

/** Other programs (the command line) may store events; they are looked for so often. */
const LOOK_EVERY_MS = 1_000;

/** Makes the logs. */
export function createMissionLogs<E, R, J extends Judged<R>>(parts: MissionLogsParts<E, J>): MissionLogs<E, R> {
  const opened = new Map<string, Promise<MissionLog<E, R, J>>>();
  const tell = tellerOf(parts.log);
  const open = (missionId: string): Promise<MissionLog<E, R, J>> => {
    const found = opened.get(missionId);
    if (found !== undefined) return found;
    const forget = () => opened.delete(missionId);
    const filesOf = (slug: string) => createTileFiles(join(parts.folder, slug));
    const made = MissionLog.open<E, R, J>({ ...parts, missionId, filesOf, book: parts.bookOf(missionId) });
    opened.set(missionId, made);
    // What failed for the moment is tried anew by whoever asks next; so is what waits for a person to settle it.
    made.then(({ state }) => {
      tell(missionId, state);
      if (state.closed === 'restored') setTimeout(forget, LOOK_EVERY_MS).unref();
    }, forget);
    return made;
  };
  const wake = async (missionId?: string) => {
    const ids = missionId === undefined ? await missionsWaiting(parts.sql) : [missionId];
    for (const id of ids) (await open(id)).wake();
  };
  const looking = lookForEvents(wake, parts.log);
  return {
    append: async (missionId, entry) => (await open(missionId)).append(entry),
    prove: async (missionId, index) => (await open(missionId)).prove(index),
    state: async (missionId) => (await open(missionId)).state,
    wake,
    close: async () => {
      clearInterval(looking);
      await Promise.allSettled([...opened.values()].map(async (log) => (await log).close()));
    },
  };
}

/** Tells the program's log that a log takes nothing, and that it does again: once each, however often it is opened anew. */
function tellerOf(log: Logger): (missionId: string, state: LogState) => void {
  const told = new Map<string, string>();
  return (missionId, { origin, closed: reason, signedSize }) => {
    if (reason === told.get(missionId)) return;
    if (reason !== null) {
      told.set(missionId, reason);
      log.error({ origin, reason, signedSize }, 'the log takes nothing');
    } else if (told.delete(missionId)) log.warn({ origin }, 'the log takes entries again');
  };
}

function lookForEvents(wake: () => Promise<void>, log: Logger): NodeJS.Timeout {
  const look = () => {
    wake().catch((error: unknown) => log.warn({ error: (error as Error).message }, 'looking for events failed'));
  };
  return setInterval(look, LOOK_EVERY_MS).unref();
}
