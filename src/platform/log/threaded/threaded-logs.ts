import { join } from 'node:path';
import { proveConsistencyFromTiles } from '../../../ledger/tile/prove-from-tiles.ts';
import { createCallThread } from '../../jobs/call-thread.ts';
import type { LogState } from '../mission-log.ts';
import type { MissionLogs } from '../mission-logs.ts';
import { createTileFiles } from '../publish/tile-files.ts';
import type { PublishedLog } from '../witness/witnesses.ts';
import type { LogCall, PublishedHead } from './log-call.ts';

/** How the thread of the logs is started. */
export interface ThreadedLogsOptions<E> {
  /** The script of the thread, which calls `answerLogs`. */
  readonly file: URL | string;
  /** What it is started with. */
  readonly given: unknown;
  /** Holds a folder for each log. */
  readonly folder: string;
  /** An entry as it is copied: with bytes that lie in no larger buffer, which would be copied whole. */
  readonly pack: (entry: E) => E;
  /** Hears of every checkpoint. */
  readonly published: (log: PublishedLog) => void;
  readonly onBreakdown: (error: Error) => void;
}

const HEAP_MB = 256;
/** What a batch needs is gone with it: more room would only be taken from others. */
const YOUNG_MB = 24;
const RESTART_MS = 2_000;

/**
 * The logs of all missions in a thread of their own: whatever a batch waits for, be it the database, the disk or the signer,
 * is not kept waiting by those who send.
 */
export function createThreadedLogs<E, R>(options: ThreadedLogsOptions<E>): MissionLogs<E, R> {
  const { file, given, pack } = options;
  const onEvent = (event: unknown) => options.published(withProofs(event as PublishedHead, options.folder));
  const onBreakdown = (error: Error) => {
    options.onBreakdown(error);
    setTimeout(wakeAll, RESTART_MS).unref();
  };
  const thread = createCallThread({ file, given, heapMb: HEAP_MB, youngMb: YOUNG_MB, onEvent, onBreakdown });
  const call = (question: LogCall<E>) => thread.call(question);
  // Whatever fails there is told there, and events are looked for again.
  const wakeAll = () => void call({ kind: 'wake', missionId: undefined }).catch(() => {});
  // The thread looks for events by itself: it has to run, whether or not anybody asks it for something.
  wakeAll();
  return {
    append: async (missionId, entry) => (await call({ kind: 'append', missionId, entry: pack(entry) })) as R,
    prove: async (missionId, index) => (await call({ kind: 'prove', missionId, index })) as string,
    state: async (missionId) => (await call({ kind: 'state', missionId })) as LogState,
    wake: async (missionId) => {
      await call({ kind: 'wake', missionId });
    },
    close: () => thread.close(),
  };
}

function withProofs(head: PublishedHead, folder: string): PublishedLog {
  const { readTile } = createTileFiles(join(folder, head.missionSlug));
  return { ...head, prove: (oldSize) => proveConsistencyFromTiles(oldSize, head.size, readTile) };
}
