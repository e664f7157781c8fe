import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { indexBacklog } from '../../../platform/db/audit.ts';
import { createEventBook, type EventBook } from '../../../platform/db/noted/event-book.ts';

/** So many acts are indexed at a time, and so long nothing is between: whoever works meanwhile does not notice. */
const BATCH = 500;
const REST_MS = 50;

/** The book of events, while a server runs; beside it, acts are indexed that were noted before there was an index of them. */
export function openHistory({ sql, log }: { readonly sql: Sql; readonly log: Logger }): EventBook {
  const book = createEventBook({
    sql,
    onTrouble: (error) => log.warn({ err: error }, 'events could not be noted; they are kept for now'),
  });
  let isOpen = true;
  const index = async () => {
    while (isOpen && (await indexBacklog(sql, BATCH)) > 0) await pause(REST_MS, undefined, { ref: false });
  };
  const indexing = index().catch((error: unknown) => log.error({ err: error }, 'indexing the history failed'));
  return {
    ...book,
    close: async () => {
      isOpen = false;
      await indexing;
      await book.close();
    },
  };
}
