import { parentPort } from 'node:worker_threads';
import { formWork } from '../../../features/field/forms/routes/jobs/form-jobs.ts';
import { must } from '../../../kernel/result.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import { answerJobs } from '../../../platform/jobs/answer-jobs.ts';
import type { FormOrder } from './form-jobs.ts';

// The thread in which the server works on forms; `form-jobs.ts` sends the jobs.
const run = formWork(paperMessages);
answerJobs(must(parentPort, 'Work on forms: this is no thread'), async (job) => {
  const { kind, given } = job as FormOrder;
  return await run(kind, given);
});
