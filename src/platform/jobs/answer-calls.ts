import type { MessagePort } from 'node:worker_threads';
import type { CallMessage, CallOrder } from './call-thread.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** How a thread answers. */
export interface CallAnswerer {
  /** Answers one call; many are answered at a time. */
  answer(call: unknown): Promise<unknown>;
  /** The thread is to end; all calls have been answered. */
  end(): Promise<void>;
}

/**
 * Answers the calls that come through `port`, which a thread has as `parentPort`. Answers of one turn of the event loop
 * travel together.
 *
 * @returns tells whoever called of something that happened; the event is copied.
 */
export function answerCalls(port: MessagePort, { answer, end }: CallAnswerer): (event: unknown) => void {
  const send = (message: CallMessage) => port.postMessage(message);
  let [answers, running, isEnding]: [{ id: number; outcome: Outcome }[], number, boolean] = [[], 0, false];
  const endIfDone = () => {
    if (isEnding && running === 0 && answers.length === 0) void end().finally(() => port.close());
  };
  const flush = () => {
    send({ kind: 'answers', answers });
    answers = [];
    endIfDone();
  };
  const take = async (id: number, call: unknown) => {
    running += 1;
    const outcome = await outcomeOf(() => answer(call));
    running -= 1;
    if (answers.length === 0) setImmediate(flush);
    answers.push({ id, outcome });
  };
  port.on('message', (order: CallOrder) => {
    if (order.kind === 'calls') for (const { id, call } of order.calls) void take(id, call);
    else {
      isEnding = true;
      endIfDone();
    }
  });
  return (event) => send({ kind: 'event', event });
}
