import { Worker } from 'node:worker_threads';
import { Problem } from '../http/problem.ts';
import { endThread } from './end-thread.ts';
import { errorOfOutcome, type Outcome } from './outcome.ts';

/** How a thread works. */
export interface ThreadOptions {
  /** The script of the thread, which calls `answerJobs`. */
  readonly file: URL | string;
  /** How long one job may take, in milliseconds, counted from when the thread is ready for it. */
  readonly deadlineMs: number;
  /** How much memory JavaScript may take there, in megabytes. */
  readonly heapMb: number;
  /** How many jobs may wait for the one that runs. */
  readonly mostWaiting: number;
}

/** A thread of its own for work that may take long or fail badly. */
export interface Thread {
  /**
   * Does one job after those that wait; job and outcome are copied (structured clone).
   *
   * @throws Problem `too-slow` where too many wait, or one that the work itself threw; ThreadStop where the work had to be
   * ended; Error where it failed otherwise.
   */
  run(job: unknown): Promise<unknown>;
  /** Ends the thread, which tidies up after itself where it is idle; what runs and what waits ends with it. */
  close(): Promise<void>;
}

/** Why a job was ended from outside: it took too long, took too much memory, brought the thread down, or the thread was closed. */
export type StopReason = 'deadline' | 'memory' | 'crash' | 'closed';

/** A job that was ended before it was done. */
export class ThreadStop extends Error {
  override readonly name = 'ThreadStop';
  readonly reason: StopReason;

  constructor(reason: StopReason, cause?: unknown) {
    super(`The work was ended: ${reason}${cause === undefined ? '' : ` (${String(cause)})`}`, { cause });
    this.reason = reason;
  }
}

/** What the thread is sent: a job, or that it may end when it has nothing left to do. */
export type ThreadOrder = { readonly kind: 'job'; readonly job: unknown } | { readonly kind: 'end' };

/** What the thread sends: first that it is ready, then an answer to each job. */
export type ThreadMessage = { readonly kind: 'ready' } | Outcome;

interface Order {
  readonly job: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes a thread, which starts with its first job; after a job that had to be ended, the next one gets a fresh one. */
export function createThread(options: ThreadOptions): Thread {
  return new WorkThread(options);
}

class WorkThread implements Thread {
  private readonly options: ThreadOptions;
  private readonly waiting: Order[] = [];
  private current: Order | null = null;
  private deadline: NodeJS.Timeout | undefined;
  private worker: Worker | null = null;
  private isReady = false;
  private isClosed = false;

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  run(job: unknown): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new ThreadStop('closed'));
    if (this.waiting.length >= this.options.mostWaiting) return Promise.reject(new Problem('too-slow'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const { worker } = this;
    const isIdle = this.current === null && this.isReady;
    for (const order of this.waiting.splice(0)) order.reject(new ThreadStop('closed'));
    if (isIdle && worker !== null) await endThread(worker, { kind: 'end' } satisfies ThreadOrder, PATIENCE_MS);
    this.stop(new ThreadStop('closed'));
    await worker?.terminate();
  }

  private next(): void {
    if (this.current !== null) return;
    const order = this.waiting.shift();
    if (order === undefined) return;
    this.current = order;
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage({ kind: 'job', job: order.job } satisfies ThreadOrder);
    if (this.isReady) this.beginDeadline();
  }

  private start(): Worker {
    const { file, heapMb } = this.options;
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    const whileOurs =
      <T>(act: (given: T) => void) =>
      (given: T) => {
        if (worker === this.worker) act(given);
      };
    worker.on(
      'message',
      whileOurs<ThreadMessage>((message) => this.take(message)),
    );
    worker.on(
      'error',
      whileOurs<Error>((error) => this.stop(stopOf(error))),
    );
    worker.on(
      'exit',
      whileOurs<number>((code) => this.stop(new ThreadStop('crash', `exit ${code}`))),
    );
    return worker;
  }

  private beginDeadline(): void {
    this.deadline = setTimeout(() => this.stop(new ThreadStop('deadline')), this.options.deadlineMs);
  }

  private take(message: ThreadMessage): void {
    if (message.kind === 'ready') {
      this.isReady = true;
      if (this.current !== null) this.beginDeadline();
      return;
    }
    // An idle thread keeps no process alive.
    this.worker?.unref();
    this.settle((order) => answer(order, message));
  }

  /** Gives up the thread, and the job that it works on. Native work may hold it for a while; nobody waits for that. */
  private stop(reason: ThreadStop): void {
    const { worker } = this;
    this.worker = null;
    this.isReady = false;
    void worker?.terminate();
    this.settle(({ reject }) => reject(reason));
  }

  private settle(act: (order: Order) => void): void {
    clearTimeout(this.deadline);
    const order = this.current;
    this.current = null;
    if (order !== null) act(order);
    if (!this.isClosed) this.next();
  }
}

const PATIENCE_MS = 2_000;

function answer({ resolve, reject }: Order, outcome: Outcome): void {
  if (outcome.kind === 'done') resolve(outcome.value);
  else reject(errorOfOutcome(outcome));
}

function stopOf(error: Error): ThreadStop {
  const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new ThreadStop(isMemory ? 'memory' : 'crash', error);
}
