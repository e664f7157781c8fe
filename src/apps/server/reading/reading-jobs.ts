import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Intake } from '../../../features/field/reports/arrival.ts';
import type { EvidenceFault } from '../../../features/field/reports/jobs/check-evidence.ts';
import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import { endThread } from '../../../platform/jobs/end-thread.ts';
import type { LogFormat } from '../watch/program-log.ts';

/** What the thread is started with. */
export interface ReadingThreadGiven {
  readonly target: ConnectionTarget;
  /** One number: requests of the way in within the last second. */
  readonly load: SharedArrayBuffer;
  readonly logLevel: string;
  /** JSON where absent. */
  readonly logFormat?: LogFormat;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
}

/** What the thread is told: that something may have come, that it is to end, or to read anew what a mission holds. */
export type ReadingOrder = 'wake' | 'end' | { readonly again: string };

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

/** The thread that reads what came. */
export interface ReadingThread {
  /** Says that something came; many calls are as one. */
  wake(): void;
  /** Reads anew what a mission holds for want of a form, or because of a fault of ours. */
  readAgain(missionId: string): void;
  /** Whether it runs; not while it is started anew. */
  isRunning(): boolean;
  /** Ends after the batch that it is at. */
  close(): Promise<void>;
}

const FILE = new URL('./reading-thread.js', import.meta.url);
const HEAP_MB = 512;
const YOUNG_MB = 16;
/** It looks by itself so often: what came while the database was away, or from another program. */
const LOOK_EVERY_MS = 5_000;
const LOAD_EVERY_MS = 250;
const COALESCED_MS = 50;
const RESTART_MS = 2_000;
const PATIENCE_MS = 5_000;

/** Starts the thread, and starts it anew where it breaks down. */
export function createReadingThread(options: ReadingOptions): ReadingThread {
  return new Reading(options);
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

class Reading implements ReadingThread {
  private readonly options: ReadingOptions;
  private readonly load = new SharedArrayBuffer(4);
  private readonly timers: NodeJS.Timeout[];
  private worker: Worker;
  private waking: NodeJS.Timeout | null = null;
  private isEnded = false;
  private isClosed = false;

  constructor(options: ReadingOptions) {
    this.options = options;
    this.worker = this.start();
    const requests = new Int32Array(this.load);
    this.timers = [
      setInterval(() => this.wake(), LOOK_EVERY_MS).unref(),
      setInterval(() => Atomics.store(requests, 0, Math.ceil(options.load())), LOAD_EVERY_MS).unref(),
    ];
    this.wake();
  }

  wake(): void {
    if (this.isClosed) return;
    this.waking ??= setTimeout(() => {
      this.waking = null;
      this.tell('wake');
    }, COALESCED_MS).unref();
  }

  readAgain(missionId: string): void {
    if (!this.isClosed) this.tell({ again: missionId });
  }

  isRunning(): boolean {
    return !this.isEnded && !this.isClosed;
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.waking !== null) clearTimeout(this.waking);
    if (!this.isEnded) await endThread(this.worker, 'end' satisfies ReadingOrder, PATIENCE_MS);
  }

  private tell(order: ReadingOrder): void {
    this.worker.postMessage(order);
  }

  private start(): Worker {
    const { target, logLevel, logFormat, logFolder, log, file = FILE } = this.options;
    const format = logFormat === undefined ? {} : { logFormat };
    const given: ReadingThreadGiven = { target, load: this.load, logLevel, ...format, logFolder };
    const worker = new Worker(file, {
      workerData: given,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    // Whatever it has begun and not stored is read again: it keeps no process alive.
    worker.unref();
    worker.on('message', (message: ReadingMessage) => {
      if (message.kind === 'announced') this.options.onAnnounced(message.missionId);
      else if (message.kind === 'altered') this.options.onAltered(message.faults);
      else this.options.onIdle?.();
    });
    worker.on('error', (error) => log.error({ err: error }, 'the thread that reads reports broke down'));
    worker.on('exit', () => this.restart());
    return worker;
  }

  private restart(): void {
    this.isEnded = true;
    if (this.isClosed) return;
    setTimeout(() => {
      if (this.isClosed) return;
      this.worker = this.start();
      this.isEnded = false;
      this.wake();
    }, RESTART_MS).unref();
  }
}
