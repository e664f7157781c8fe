import type { Logger } from 'pino';
import { isFull } from '../../../../platform/files/blobs/hash-file.ts';
import { EXPORT_MEMORY_MS, type ExportFault } from '../export-job.ts';
import { claimExport, expireExports, failExport, findKept, removeEnded } from '../store/keep-jobs.ts';
import { removeUnkept } from './export-folder.ts';
import { type ExportPlace, ExportStop } from './export-place.ts';
import { type ExportTools, runExport } from './run-export.ts';

/** So many are worked on at a time, so that a small one does not wait for a large one. */
const AT_A_TIME = 2;
/** One that ended the program so often without getting any further is given up. */
const MOST_ATTEMPTS = 3;

/** Works off the exports that people asked for. */
export class ExportQueue {
  private readonly tools: ExportTools;
  private readonly log: Logger;
  private readonly running = new Map<string, Promise<void>>();
  private readonly cancelled = new Set<string>();
  private isFilling = false;

  constructor(tools: Omit<ExportTools, 'pace'> & { pace: Omit<ExportTools['pace'], 'isCancelled'> }, log: Logger) {
    this.tools = { ...tools, pace: { ...tools.pace, isCancelled: (id) => this.cancelled.has(id) } };
    this.log = log;
  }

  /** Takes up what waits, as far as there is a place for it. @returns whether something is being worked on. */
  async fill(): Promise<boolean> {
    if (this.isFilling) return true;
    this.isFilling = true;
    try {
      while (this.running.size < AT_A_TIME && !this.tools.pace.isEnding()) {
        const { sql, now } = this.tools;
        const job = await claimExport<ExportPlace>(sql, [...this.running.keys()], now());
        if (job === null) break;
        const work = this.work(job).finally(() => {
          this.running.delete(job.id);
          this.cancelled.delete(job.id);
        });
        this.running.set(job.id, work);
      }
    } finally {
      this.isFilling = false;
    }
    return this.running.size > 0;
  }

  /** Waits until one that is being worked on has ended. */
  async untilOneEnds(): Promise<void> {
    await Promise.race(this.running.values());
  }

  /** Ends the work on an export that was cancelled, within a batch. */
  cancel(id: string): void {
    if (this.running.has(id)) this.cancelled.add(id);
  }

  /** Lets old ones expire, forgets those that ended long ago, and removes the files of those that nobody keeps. */
  async tidy(): Promise<void> {
    const { sql, folder, now } = this.tools;
    await expireExports(sql, now());
    await removeEnded(sql, new Date(now().getTime() - EXPORT_MEMORY_MS));
    await removeUnkept(folder, async (ids) => [...(await findKept(sql, ids)), ...this.running.keys()]);
  }

  private async work(job: NonNullable<Awaited<ReturnType<typeof claimExport<ExportPlace>>>>): Promise<void> {
    try {
      if (job.attempts > MOST_ATTEMPTS) throw new ExportStop('failed');
      await runExport(this.tools, job);
    } catch (error) {
      const fault = this.faultOf(error, job.id);
      if (fault !== null) await failExport(this.tools.sql, job.id, { at: this.tools.now(), fault });
    }
  }

  /** Null: it did not fail, or goes on later. */
  private faultOf(error: unknown, id: string): ExportFault | null {
    if (error instanceof ExportStop) {
      return error.reason === 'cancelled' || error.reason === 'ending' ? null : error.reason;
    }
    if (isFull(error)) return 'out-of-space';
    this.log.error({ err: error, export: id }, 'an export failed');
    return 'failed';
  }
}
