import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EXPORT_RESERVE_BYTES, MOST_EXPORT_BYTES } from '../../../features/field/exports/jobs/run-export.ts';
import type { ExportGround } from '../../../features/field/exports/routes/export-endpoints.ts';
import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import { freeBytesOf } from '../../../platform/files/blobs/disk-room.ts';
import {
  type BackgroundGiven,
  type BackgroundOrder,
  createBackgroundThread,
} from '../../../platform/jobs/background-thread.ts';
import type { LogFormat } from '../watch/program-log.ts';

/** What the thread is started with. */
export interface ExportThreadGiven extends BackgroundGiven {
  readonly target: ConnectionTarget;
  readonly logLevel: string;
  readonly logFormat?: LogFormat;
  /** Holds a folder for each export. */
  readonly folder: string;
  /** Holds the stored files by their content. */
  readonly blobFolder: string;
}

/** What the thread is told: that something may wait, that it is to end, or that an export was cancelled. */
export type ExportOrder = BackgroundOrder | { readonly cancel: string };

/** What exports stand on. */
export interface ExportOptions {
  readonly target: ConnectionTarget;
  readonly log: Logger;
  readonly logLevel: string;
  readonly logFormat?: LogFormat;
  readonly dataFolder: string;
  /** Requests of the way in within the last second. */
  readonly load: () => number;
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
const LOOK_EVERY_MS = 10_000;

/** Starts the thread, and starts it anew where it breaks down. */
export function createExportThread(options: ExportOptions): ExportThread {
  const { target, logLevel, logFormat, log, dataFolder, load, file = FILE } = options;
  const folder = join(dataFolder, 'exports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The data folder may be passed through by other users of the machine, and an earlier version left this one open to them.
  chmodSync(folder, 0o700);
  const folders = { folder, blobFolder: join(dataFolder, 'files') };
  const format = logFormat === undefined ? {} : { logFormat };
  const thread = createBackgroundThread<ExportOrder, never>({
    file,
    given: { target, logLevel, ...format, ...folders } satisfies Omit<ExportThreadGiven, 'load'>,
    heapMb: HEAP_MB,
    lookEveryMs: LOOK_EVERY_MS,
    load,
    // It tells nothing: how exports stand is in the database.
    onMessage: () => {},
    onBreakdown: (error) => log.error({ err: error }, 'the thread of exports broke down'),
  });
  return {
    folder,
    freeBytes: freeBytesOf(folder),
    limits: { reserveBytes: EXPORT_RESERVE_BYTES, mostBytes: MOST_EXPORT_BYTES },
    wake: () => thread.wake(),
    cancel: (id) => thread.tell({ cancel: id }),
    close: () => thread.close(),
  };
}
