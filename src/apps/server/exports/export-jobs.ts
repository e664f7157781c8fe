import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { EXPORT_RESERVE_BYTES, MOST_EXPORT_BYTES } from '../../../features/field/exports/jobs/run-export.ts';
import type { ExportGround } from '../../../features/field/exports/routes/export-endpoints.ts';
import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import { freeBytesOf } from '../../../platform/files/blobs/disk-room.ts';
import { endThread } from '../../../platform/jobs/end-thread.ts';
import type { LogFormat } from '../watch/program-log.ts';

/** What the thread is started with. */
export interface ExportThreadGiven {
  readonly target: ConnectionTarget;
  /** One number: requests of the way in within the last second. */
  readonly load: SharedArrayBuffer;
  readonly logLevel: string;
  readonly logFormat?: LogFormat;
  /** Holds a folder for each export. */
  readonly folder: string;
  /** Holds the stored files by their content. */
  readonly blobFolder: string;
}

/** What the thread is told: that something may wait, that it is to end, or that an export was cancelled. */
export type ExportOrder = 'wake' | 'end' | { readonly cancel: string };

/** What the thread tells: nothing is being worked on. */
export type ExportMessage = 'idle';

/** What exports stand on. */
export interface ExportOptions {
  readonly target: ConnectionTarget;
  readonly log: Logger;
  readonly logLevel: string;
  readonly logFormat?: LogFormat;
  readonly dataFolder: string;
  /** Requests of the way in within the last second. */
  readonly load: () => number;
  /** Hears that nothing waits any more. */
  readonly onIdle?: () => void;
  /** The script of the thread; it lies beside the program in its build. */
  readonly file?: URL | string;
}

/** The thread that makes exports, as endpoints see it. */
export interface ExportThread extends ExportGround {
  /** Ends at the next safe place, from which it goes on after the next start. */
  close(): Promise<void>;
}

const FILE = new URL('./export-thread.js', import.meta.url);
const HEAP_MB = 192;
const YOUNG_MB = 16;
/** It looks by itself so often: what was left when the program ended, and what has expired. */
const LOOK_EVERY_MS = 10_000;
const LOAD_EVERY_MS = 250;
/** A request wakes it before its transaction ends. */
const COALESCED_MS = 50;
const RESTART_MS = 2_000;
const PATIENCE_MS = 5_000;

/** Starts the thread, and starts it anew where it breaks down. */
export function createExportThread(options: ExportOptions): ExportThread {
  return new Exports(options);
}

class Exports implements ExportThread {
  readonly folder: string;
  readonly freeBytes: () => Promise<number>;
  readonly limits = { reserveBytes: EXPORT_RESERVE_BYTES, mostBytes: MOST_EXPORT_BYTES };
  private readonly options: ExportOptions;
  private readonly load = new SharedArrayBuffer(4);
  private readonly timers: NodeJS.Timeout[];
  private worker: Worker;
  private waking: NodeJS.Timeout | null = null;
  private isEnded = false;
  private isClosed = false;

  constructor(options: ExportOptions) {
    this.options = options;
    this.folder = join(options.dataFolder, 'exports');
    mkdirSync(this.folder, { recursive: true });
    this.freeBytes = freeBytesOf(this.folder);
    this.worker = this.start();
    const requests = new Int32Array(this.load);
    this.timers = [
      setInterval(() => this.wake(), LOOK_EVERY_MS).unref(),
      setInterval(() => Atomics.store(requests, 0, Math.ceil(options.load())), LOAD_EVERY_MS).unref(),
    ];
    this.wake();
  }

  readonly wake = (): void => {
    if (this.isClosed) return;
    this.waking ??= setTimeout(() => {
      this.waking = null;
      this.tell('wake');
    }, COALESCED_MS).unref();
  };

  readonly cancel = (id: string): void => {
    if (!this.isClosed) this.tell({ cancel: id });
  };

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.waking !== null) clearTimeout(this.waking);
    if (!this.isEnded) await endThread(this.worker, 'end' satisfies ExportOrder, PATIENCE_MS);
  }

  private tell(order: ExportOrder): void {
    this.worker.postMessage(order);
  }

  private start(): Worker {
    const { target, logLevel, logFormat, log, dataFolder, file = FILE } = this.options;
    const folders = { folder: this.folder, blobFolder: join(dataFolder, 'files') };
    const format = logFormat === undefined ? {} : { logFormat };
    const given: ExportThreadGiven = { target, load: this.load, logLevel, ...format, ...folders };
    const worker = new Worker(file, {
      workerData: given,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    // Whatever it has begun goes on from where it stood: it keeps no process alive.
    worker.unref();
    worker.on('message', (_: ExportMessage) => this.options.onIdle?.());
    worker.on('error', (error) => log.error({ err: error }, 'the thread of exports broke down'));
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
