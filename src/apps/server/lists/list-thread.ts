import { parentPort, workerData } from 'node:worker_threads';
import {
  answerPage,
  answerTally,
  type ListTools,
  type PageOrder,
  type TallyOrder,
} from '../../../features/field/reports/jobs/answer-lists.ts';
import { ListMemory } from '../../../features/field/reports/store/list/find-reports.ts';
import { FormColumns } from '../../../features/field/reports/store/list/load-columns.ts';
import { must } from '../../../kernel/result.ts';
import { connectApp } from '../../../platform/db/connect.ts';
import { answerCalls } from '../../../platform/jobs/answer-calls.ts';
import type { ListThreadGiven } from './list-thread-given.ts';

// The thread in which the server makes lists of reports; `open-lists.ts` starts it.

/** Two people who ask at once are answered side by side, as far as the database is concerned. */
const MOST_CONNECTIONS = 2;

const { target } = workerData as ListThreadGiven;
const sql = connectApp(target, MOST_CONNECTIONS);
const tools: ListTools = { sql, memory: new ListMemory(), forms: new FormColumns() };

answerCalls(must(parentPort, 'List reports: this is no thread'), {
  answer: async (call) => {
    const order = call as PageOrder | TallyOrder;
    return order.kind === 'page' ? await answerPage(tools, order) : await answerTally(tools, order);
  },
  end: async () => await sql.end({ timeout: 5 }),
});
