import type { MessagePort } from 'node:worker_threads';
import { problemOfDatabaseError } from '../../http/refusals/database-error.ts';
import { answerCalls } from '../../jobs/answer-calls.ts';
import type { MissionLogs } from '../mission-logs.ts';
import type { PublishedLog } from '../witness/witnesses.ts';
import type { LogCall, PublishedHead } from './log-call.ts';

/** What the thread of the logs works with. */
export interface LogThreadParts<E, R> {
  readonly open: (published: (log: PublishedLog) => void) => MissionLogs<E, R>;
  /** Called when the logs are closed. */
  readonly close: () => Promise<void>;
}

/** Answers what `createThreadedLogs` asks, through `port`, which a thread has as `parentPort`. */
export function answerLogs<E, R>(port: MessagePort, { open, close }: LogThreadParts<E, R>): void {
  const logs = open(({ origin, missionSlug, size, note }) => {
    tell({ origin, missionSlug, size, note } satisfies PublishedHead);
  });
  const answer = async (call: LogCall<E>): Promise<unknown> => {
    switch (call.kind) {
      case 'append':
        return await logs.append(call.missionId, call.entry);
      case 'prove':
        return await logs.prove(call.missionId, call.index);
      case 'state':
        return await logs.state(call.missionId);
      case 'wake':
        return await logs.wake(call.missionId);
    }
  };
  const tell = answerCalls(port, {
    answer: (call) =>
      answer(call as LogCall<E>).catch((error: unknown) => {
        throw problemOfDatabaseError(error) ?? error;
      }),
    end: async () => {
      await logs.close();
      await close();
    },
  });
}
