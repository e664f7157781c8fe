import { type FormJobs, type RunFormJob, refusalOfStop } from '../../../features/field/forms/routes/jobs/form-jobs.ts';
import { createThread, ThreadStop } from '../../../platform/jobs/thread.ts';

/** What is sent to the thread. */
export interface FormOrder {
  readonly kind: keyof FormJobs;
  readonly given: FormJobs[keyof FormJobs]['given'];
}

/** It lies beside the program in its build. */
const FILE = new URL('./form-thread.js', import.meta.url);
const DEADLINE_SECONDS = 20;
const HEAP_MB = 1_024;
const MOST_WAITING = 20;

/** Work on forms in a thread of its own, which starts when there is some. */
export function createFormThread(): { run: RunFormJob; close: () => Promise<void> } {
  const thread = createThread({
    file: FILE,
    deadlineMs: DEADLINE_SECONDS * 1_000,
    heapMb: HEAP_MB,
    mostWaiting: MOST_WAITING,
  });
  const run: RunFormJob = async <K extends keyof FormJobs>(kind: K, given: FormJobs[K]['given']) => {
    const order: FormOrder = { kind, given };
    const made = await thread.run(order).catch((thrown: unknown) => {
      throw thrown instanceof ThreadStop ? (refusalOfStop(thrown, DEADLINE_SECONDS) ?? thrown) : thrown;
    });
    return made as FormJobs[K]['made'];
  };
  return { run, close: () => thread.close() };
}
