import type { Logger } from 'pino';
import type { PageOrder, TallyOrder } from '../../../features/field/reports/jobs/answer-lists.ts';
import type { ReportLists } from '../../../features/field/reports/routes/list/list-endpoints.ts';
import { createCallThread } from '../../../platform/jobs/call-thread.ts';
import type { ListThreadGiven } from './list-thread-given.ts';

/** It lies beside the program in its build. */
const FILE = new URL('./list-thread.js', import.meta.url);
const HEAP_MB = 192;
const YOUNG_MB = 16;

/** Lists of reports, made in a thread that starts when somebody asks for one. */
export function openLists(
  given: ListThreadGiven,
  { log, file = FILE }: { readonly log: Logger; readonly file?: URL | string },
): ReportLists & { readonly close: () => Promise<void> } {
  const thread = createCallThread({
    file,
    given,
    heapMb: HEAP_MB,
    youngMb: YOUNG_MB,
    onEvent: () => {},
    onBreakdown: (error) => log.error({ err: error }, 'the thread that lists reports broke down'),
  });
  const ask = async <T>(order: PageOrder | TallyOrder) => (await thread.call(order)) as T;
  return {
    page: (order) => ask({ kind: 'page', ...order }),
    tally: (order) => ask({ kind: 'tally', ...order }),
    close: () => thread.close(),
  };
}
