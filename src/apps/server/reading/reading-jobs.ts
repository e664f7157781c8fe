import type { Logger } from 'pino';
import type { Intake } from '../../../features/field/reports/arrival.ts';
import type { EvidenceFault } from '../../../features/field/reports/jobs/check-evidence.ts';
import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import {
  type BackgroundGiven,
  type BackgroundOrder,
  type BackgroundThread,
  createBackgroundThread,
} from '../../../platform/jobs/background-thread.ts';
import type { LogFormat } from '../watch/program-log.ts';

/** What the thread is started with. */
export interface ReadingThreadGiven extends BackgroundGiven {
  readonly target: ConnectionTarget;
  readonly logLevel: string;
  /** JSON where absent. */
  readonly logFormat?: LogFormat;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
}

/** What the thread is told: that something may have come, that it is to end, or to read anew what a mission holds. */
export type ReadingOrder = BackgroundOrder | { readonly again: string };

/** What the thread tells: events of a mission wait for their number; it has read all there is; the database was altered. */
export type ReadingMessage =
  | { readonly kind: 'announced'; readonly missionId: string }
  | { readonly kind: 'idle' }
  | { readonly kind: 'altered'; readonly faults: readonly EvidenceFault[] };

/** What the reading of reports stands on. */
export interface ReadingOptions {
  readonly target: ConnectionTarget;
  readonly log: Logger;
  readonly logLevel: string;
  /** JSON where absent. */
  readonly logFormat?: LogFormat;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
  /** Requests of the way in within the last second. */
  readonly load: () => number;
  /** Hears of missions whose log has events to number. */
  readonly onAnnounced: (missionId: string) => void;
  /** Hears of what in the database is not what was logged: somebody altered it. */
  readonly onAltered: (faults: readonly EvidenceFault[]) => void;
  /** Hears that all there was has been read. */
  readonly onIdle?: () => void;
  /** The script of the thread; it lies beside the program in its build. */
  readonly file?: URL | string;
}

/** The thread that reads what came; it ends after the batch that it is at. */
export interface ReadingThread extends Pick<BackgroundThread<never>, 'wake' | 'isRunning' | 'close'> {
  /** Reads anew what a mission holds for want of a form, or because of a fault of ours. */
  readAgain(missionId: string): void;
}

const FILE = new URL('./reading-thread.js', import.meta.url);
const HEAP_MB = 512;
const LOOK_EVERY_MS = 5_000;

/** Starts the thread, and starts it anew where it breaks down. */
export function createReadingThread(options: ReadingOptions): ReadingThread {
  const { target, logLevel, logFormat, logFolder, log, load, file = FILE } = options;
  const format = logFormat === undefined ? {} : { logFormat };
  const thread = createBackgroundThread<ReadingOrder, ReadingMessage>({
    file,
    given: { target, logLevel, ...format, logFolder } satisfies Omit<ReadingThreadGiven, 'load'>,
    heapMb: HEAP_MB,
    lookEveryMs: LOOK_EVERY_MS,
    load,
    onMessage: (message) => {
      if (message.kind === 'announced') options.onAnnounced(message.missionId);
      else if (message.kind === 'altered') options.onAltered(message.faults);
      else options.onIdle?.();
    },
    onBreakdown: (error) => log.error({ err: error }, 'the thread that reads reports broke down'),
  });
  return {
    wake: () => thread.wake(),
    readAgain: (missionId) => thread.tell({ again: missionId }),
    isRunning: () => thread.isRunning(),
    close: () => thread.close(),
  };
}

/** A way in that tells the thread of what it took. */
export function waking(intake: Intake, thread: Pick<ReadingThread, 'wake'>): Intake {
  return {
    take: async (missionId, arrival) => {
      const taken = await intake.take(missionId, arrival);
      thread.wake();
      return taken;
    },
    takeFiles: async (missionId, given) => {
      await intake.takeFiles(missionId, given);
      thread.wake();
    },
  };
}
