import type { Sql } from 'postgres';
import { createEventBook, type EventBook } from '../../src/platform/db/noted/event-book.ts';

/** What a test wants to know of an event of security, or of a reading. */
export interface NotedRow {
  readonly area: string;
  readonly kind: string;
  readonly actorName: string;
  readonly subject: string;
  readonly source: string;
  readonly count: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A book of events; that the database of a test is gone before its last second is no trouble. */
export function testBook(sql: Sql): EventBook {
  return createEventBook({ sql, onTrouble: () => undefined });
}

/** Everything that was noted, oldest first. */
export async function loadNoted(sql: Sql, book: EventBook): Promise<NotedRow[]> {
  await book.flush();
  return await sql<NotedRow[]>`
    select area, kind, actor_name as "actorName", trim(subject_kind || ' ' || subject_key) as subject, source, count, details
    from security_event order by at, id`;
}
