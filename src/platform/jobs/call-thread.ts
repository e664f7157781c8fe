import { Worker } from 'node:worker_threads';
import { Problem } from '../http/problem.ts';
import { endThread } from './end-thread.ts';
import { errorOfOutcome, failureOf, type Outcome } from './outcome.ts';

/** What the thread is sent: calls, or that it is to end when all of them are answered. */
export type CallOrder =
  | { readonly kind: 'calls'; readonly calls: readonly { readonly id: number; readonly call: unknown }[] }
  | { readonly kind: 'end' };

/** What the thread sends: answers, or something that happened there. */
export type CallMessage =
  | { readonly kind: 'answers'; readonly answers: readonly { readonly id: number; readonly outcome: Outcome }[] }
  | { readonly kind: 'event'; readonly event: unknown };

/** How a thread that answers calls is started. */
export interface CallThreadOptions {
  /** The script of the thread, which calls `answerCalls`. */
  readonly file: URL | string;
  /** What it is started with; copied (structured clone). */
  readonly given: unknown;
  /** How much memory JavaScript may take there, in megabytes, and how much of what is young. */
  readonly heapMb: number;
  readonly youngMb: number;
  /** Hears of what happens there. */
  readonly onEvent: (event: unknown) => void;
  /** Hears that it broke down. */
  readonly onBreakdown: (error: Error) => void;
}

/** A thread that many calls are made to at a time. */
export interface CallThread {
  /**
   * Calls the thread; call and answer are copied (structured clone), and calls of one turn of the event loop travel together.
   *
   * @throws what the thread threw; Problem `unavailable` where it broke down or was closed: then nobody knows what it did;
   * DataCloneError where call or answer cannot be copied.
   */
  call(call: unknown): Promise<unknown>;
  /** Waits until all calls are answered, for ten seconds at the most, and ends the thread. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

const PATIENCE_MS = 10_000;

/** Makes a thread, which starts with its first call; after it has broken down, the next call starts it anew. */
export function createCallThread(options: CallThreadOptions): CallThread {
  return new AnsweringThread(options);
}

class AnsweringThread implements CallThread {
  private readonly options: CallThreadOptions;
  private readonly waiting = new Map<number, Waiting>();
  private outgoing: { id: number; call: unknown }[] = [];
  private lastId = 0;
  private worker: Worker | null = null;
  private isClosed = false;
  private closing: Promise<void> | null = null;

  constructor(options: CallThreadOptions) {
    this.options = options;
  }

  call(call: unknown): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Problem('unavailable'));
    this.lastId += 1;
    const id = this.lastId;
    if (this.outgoing.length === 0) setImmediate(() => this.send());
    this.outgoing.push({ id, call });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.send();
    this.isClosed = true;
    const { worker } = this;
    if (worker !== null) await endThread(worker, { kind: 'end' } satisfies CallOrder, PATIENCE_MS);
  }

  private send(): void {
    const calls = this.outgoing;
    this.outgoing = [];
    if (calls.length === 0 || this.post(calls) === null) return;
    // Nothing of it was sent: a call that cannot be copied is to fail alone.
    for (const call of calls) {
      const error = this.post([call]);
      if (error !== null) this.settle(call.id, failureOf(error));
    }
  }

  /** Null, or why nothing was sent. */
  private post(calls: Extract<CallOrder, { kind: 'calls' }>['calls']): unknown {
    try {
      this.worker ??= this.start();
      this.worker.ref();
      this.worker.postMessage({ kind: 'calls', calls } satisfies CallOrder);
      return null;
    } catch (error) {
      return error;
    }
  }

  private start(): Worker {
    const { file, given, heapMb, youngMb, onEvent, onBreakdown } = this.options;
    const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb };
    const worker = new Worker(file, { workerData: given, resourceLimits });
    worker.on('message', (message: CallMessage) => {
      if (message.kind === 'event') onEvent(message.event);
      else for (const { id, outcome } of message.answers) this.settle(id, outcome);
    });
    let isTold = false;
    worker.on('error', (error) => {
      isTold = true;
      onBreakdown(error);
    });
    worker.on('exit', (code) => {
      if (!isTold && (code !== 0 || !this.isClosed)) onBreakdown(new Error(`The thread has ended: exit ${code}`));
      this.giveUp(worker);
    });
    return worker;
  }

  private settle(id: number, outcome: Outcome): void {
    const call = this.waiting.get(id);
    this.waiting.delete(id);
    // An idle thread keeps no process alive, unless that waits for its end.
    if (this.waiting.size === 0 && !this.isClosed) this.worker?.unref();
    if (outcome.kind === 'done') call?.resolve(outcome.value);
    else call?.reject(errorOfOutcome(outcome));
  }

  private giveUp(worker: Worker): void {
    if (worker !== this.worker) return;
    this.worker = null;
    const unsent = new Set(this.outgoing.map(({ id }) => id));
    for (const [id, { reject }] of this.waiting) {
      if (unsent.has(id)) continue;
      this.waiting.delete(id);
      reject(new Problem('unavailable'));
    }
  }
}
