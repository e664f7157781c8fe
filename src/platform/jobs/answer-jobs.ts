import type { MessagePort } from 'node:worker_threads';
import { outcomeOf } from './outcome.ts';
import type { ThreadMessage, ThreadOrder } from './thread.ts';

/** Does the jobs that come through `port`, which a thread has as `parentPort`, and answers each with its outcome. */
export function answerJobs(port: MessagePort, work: (job: unknown) => Promise<unknown>): void {
  const send = (message: ThreadMessage) => port.postMessage(message);
  port.on('message', (order: ThreadOrder) => {
    if (order.kind === 'end') port.close();
    else void outcomeOf(() => work(order.job)).then(send);
  });
  send({ kind: 'ready' });
}
