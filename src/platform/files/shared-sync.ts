import { type FileHandle, open } from 'node:fs/promises';

/**
 * Flushes the names in folders. Whoever asks while a flush of that folder runs shares the next one with all who ask
 * meanwhile. Windows has no such thing, and keeps names by itself.
 */
export class SharedSync {
  private readonly holdsOpen: boolean;
  private readonly handles = new Map<string, FileHandle>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly next = new Map<string, Promise<void>>();

  /** @param holdsOpen whether folders stay open between flushes: for few that are flushed all the time. */
  constructor({ holdsOpen }: { readonly holdsOpen: boolean }) {
    this.holdsOpen = holdsOpen;
  }

  /** Resolves when all that was renamed in `folder` before the call is on the disk. */
  sync(folder: string): Promise<void> {
    if (process.platform === 'win32') return Promise.resolve();
    const running = this.running.get(folder);
    if (running === undefined) return this.begin(folder);
    const waiting = this.next.get(folder);
    if (waiting !== undefined) return waiting;
    const after = () => {
      this.next.delete(folder);
      return this.begin(folder);
    };
    const next = running.then(after, after);
    this.next.set(folder, next);
    return next;
  }

  async close(): Promise<void> {
    for (const handle of this.handles.values()) await handle.close();
    this.handles.clear();
  }

  private begin(folder: string): Promise<void> {
    const flushed = this.flush(folder).finally(() => {
      if (this.running.get(folder) === flushed) this.running.delete(folder);
    });
    this.running.set(folder, flushed);
    return flushed;
  }

  private async flush(folder: string): Promise<void> {
    const handle = this.handles.get(folder) ?? (await open(folder, 'r'));
    if (this.holdsOpen) this.handles.set(folder, handle);
    try {
      await handle.sync();
    } finally {
      if (!this.holdsOpen) await handle.close();
    }
  }
}
