import type { Sql } from 'postgres';
import { answerPage, answerTally, type ListTools } from '../../src/features/field/reports/jobs/answer-lists.ts';
import type { ReportLists } from '../../src/features/field/reports/routes/list/list-endpoints.ts';
import { ListMemory } from '../../src/features/field/reports/store/list/find-reports.ts';
import { FormColumns } from '../../src/features/field/reports/store/list/load-columns.ts';

/** Lists that are made where they are asked for, without a thread. */
export function localLists(sql: Sql): ReportLists {
  const tools: ListTools = { sql, memory: new ListMemory(), forms: new FormColumns() };
  return {
    page: (order) => answerPage(tools, { kind: 'page', ...order }),
    tally: (order) => answerTally(tools, { kind: 'tally', ...order }),
  };
}
