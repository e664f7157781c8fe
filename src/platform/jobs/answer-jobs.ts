import type { MessagePort } from 'node:worker_threads';
import { Problem, problemBody } from '../http/problem.ts';
import type { ThreadMessage, ThreadOrder } from './thread.ts';

/** Does the jobs that come through `port`, which a thread has as `parentPort`, and answers each with its outcome. */
export function answerJobs(port: MessagePort, work: (job: unknown) => Promise<unknown>): void {
  const send = (message: ThreadMessage) => port.postMessage(message);
  port.on('message', (order: ThreadOrder) => {
    if (order.kind === 'end') port.close();
    else void attempt(work, order.job).then(send);
  });
  send({ kind: 'ready' });
}

async function attempt(work: (job: unknown) => Promise<unknown>, job: unknown): Promise<ThreadMessage> {
  try {
    return { kind: 'done', value: await work(job) };
  } catch (thrown) {
    if (thrown instanceof Problem) return { kind: 'problem', problem: problemBody(thrown) };
    const { name, message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { kind: 'failed', name, message, stack };
  }
}
