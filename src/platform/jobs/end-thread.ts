import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/** Tells a thread by `order` that it may end, waits for that so long at the most, and ends it. */
export async function endThread(worker: Worker, order: unknown, patienceMs: number): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.ref();
  worker.postMessage(order);
  await Promise.race([ended, pause(patienceMs, undefined, { ref: false })]);
  await worker.terminate();
}
