import { Worker } from 'node:worker_threads';
import { endThread } from './end-thread.ts';

/** How a thread is started, and what is heard of it. */
export interface BackgroundOptions<Message> {
  /** The script of the thread. */
  readonly file: URL | string;
  /** What it is started with, beside `load`; copied (structured clone). */
  readonly given: object;
  /** How much memory JavaScript may take there, in megabytes. */
  readonly heapMb: number;
  /** It is woken so often by itself: for what came while the database was away, or from another program. */
  readonly lookEveryMs: number;
  /** How many requests of the way in there were within the last second. */
  readonly load: () => number;
  readonly onMessage: (message: Message) => void;
  /** Hears that it broke down; it is started anew. */
  readonly onBreakdown: (error: Error) => void;
}

/** What every such thread is started with. */
export interface BackgroundGiven {
  /** One number: requests of the way in within the last second; `createPace` reads it. */
  readonly load: SharedArrayBuffer;
}

/** What every such thread is told: that there may be something to do, or that it is to end at its next safe place. */
export type BackgroundOrder = 'wake' | 'end';

/** A thread that does what waits in the database, from the start of the program to its end. */
export interface BackgroundThread<Order> {
  /** Says that there may be something to do; many calls are as one. */
  wake(): void;
  /** Tells it something else. */
  tell(order: Order): void;
  /** Whether it runs; not while it is started anew. */
  isRunning(): boolean;
  /** Ends it at its next safe place. */
  close(): Promise<void>;
}

const YOUNG_MB = 16;
const LOAD_EVERY_MS = 250;
const COALESCED_MS = 50;
const RESTART_MS = 2_000;
const PATIENCE_MS = 5_000;

/** Starts the thread, and starts it anew where it breaks down: what it has begun and not stored, it does again. */
export function createBackgroundThread<Order, Message>(options: BackgroundOptions<Message>): BackgroundThread<Order> {
  return new Background<Order, Message>(options);
}

class Background<Order, Message> implements BackgroundThread<Order> {
  private readonly options: BackgroundOptions<Message>;
  private readonly load = new SharedArrayBuffer(4);
  private readonly timers: NodeJS.Timeout[];
  private worker: Worker;
  private waking: NodeJS.Timeout | null = null;
  private isEnded = false;
  private isClosed = false;

  constructor(options: BackgroundOptions<Message>) {
    this.options = options;
    this.worker = this.start();
    const requests = new Int32Array(this.load);
    this.timers = [
      setInterval(() => this.wake(), options.lookEveryMs).unref(),
      setInterval(() => Atomics.store(requests, 0, Math.ceil(options.load())), LOAD_EVERY_MS).unref(),
    ];
    this.wake();
  }

  wake(): void {
    if (this.isClosed) return;
    this.waking ??= setTimeout(() => {
      this.waking = null;
      this.worker.postMessage('wake' satisfies BackgroundOrder);
    }, COALESCED_MS).unref();
  }

  tell(order: Order): void {
    if (!this.isClosed) this.worker.postMessage(order);
  }

  isRunning(): boolean {
    return !this.isEnded && !this.isClosed;
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.waking !== null) clearTimeout(this.waking);
    if (!this.isEnded) await endThread(this.worker, 'end' satisfies BackgroundOrder, PATIENCE_MS);
  }

  private start(): Worker {
    const { file, given, heapMb, onMessage, onBreakdown } = this.options;
    const worker = new Worker(file, {
      workerData: { ...given, load: this.load } satisfies BackgroundGiven,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    // It keeps no process alive.
    worker.unref();
    worker.on('message', onMessage);
    worker.on('error', onBreakdown);
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
