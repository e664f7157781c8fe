import type { MessagePort } from 'node:worker_threads';
import type { CallMessage, CallOrder } from './call-thread.ts';
import { failureOf, type Outcome, outcomeOf } from './outcome.ts';

/** How a thread answers. */
export interface CallAnswerer {
  /** Answers one call; many are answered at a time. */
  answer(call: unknown): Promise<unknown>;
  /** The thread is to end; all calls have been answered. */
  end(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

/**
 * Answers the calls that come through `port`, which a thread has as `parentPort`. Answers of one turn of the event loop
 * travel together.
 *
 * @returns tells whoever called of something that happened; the event is copied.
 */
export function answerCalls(port: MessagePort, { answer, end }: CallAnswerer): (event: unknown) => void {
  const send = (message: CallMessage) => port.postMessage(message);
  let [answers, running, isEnding]: [Answer[], number, boolean] = [[], 0, false];
  const endIfDone = () => {
    if (isEnding && running === 0 && answers.length === 0) void end().finally(() => port.close());
  };
  const flush = () => {
    const flushed = answers;
    answers = [];
    sendAnswers(send, flushed);
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

/** Where one of them cannot be copied, nothing of it was sent: that one is to fail alone. */
function sendAnswers(send: (message: CallMessage) => void, answers: readonly Answer[]): void {
  try {
    send({ kind: 'answers', answers });
  } catch (error) {
    const [only, ...others] = answers;
    if (only !== undefined && others.length === 0) {
      send({ kind: 'answers', answers: [{ id: only.id, outcome: failureOf(error) }] });
    } else for (const each of answers) sendAnswers(send, [each]);
  }
}
