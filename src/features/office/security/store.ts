import type { TransactionSql } from 'postgres';
import type { Uuid } from '../../../kernel/ids.ts';
import { findNoted } from '../../../platform/db/noted/find-noted.ts';
import { markOf, queryOf } from '../../../platform/db/noted/lexemes.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import type { Cursor } from '../history/act.ts';

/** Which events are looked for. */
export interface EventQuery {
  readonly area: 'security' | 'reading';
  readonly kind?: string | undefined;
  readonly actor?: string | undefined;
  readonly source?: string | undefined;
  readonly search?: string | undefined;
  /** Not before. */
  readonly since: Date | null;
  /** Before. */
  readonly until: Date | null;
  readonly after: Cursor | null;
  readonly limit: number;
}

/** An event as it rests: one row counts those alike. */
export interface StoredEvent {
  readonly id: Uuid;
  readonly kind: string;
  readonly at: Date;
  readonly lastAt: Date;
  readonly count: number;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A page of events. */
export interface FoundEvents {
  readonly events: readonly StoredEvent[];
  readonly found: { readonly count: number; readonly isMore: boolean } | null;
}

/** The newest events that match, newest first. */
export async function listEvents(sql: TransactionSql, query: EventQuery): Promise<FoundEvents> {
  const { area, since, until, after, limit } = query;
  const { ids, found } = await findNoted(sql, area, { words: wordsOf(query), since, until, after, limit });
  const events = await sql<StoredEvent[]>`
    select id, kind, at, last_at as "lastAt", count, actor_id as "actorId", actor_name as "actorName",
      subject_kind as "subjectKind", subject_key as "subjectKey", source, details
    from security_event where id = any(${ids as Uuid[]}::uuid[]) order by at desc, id desc`;
  return { events, found };
}

function wordsOf({ kind, actor, source, search = '' }: EventQuery): string {
  const marks: string[] = [];
  if (kind !== undefined) marks.push(kind.includes('.') ? markOf('d', kind) : markOf('g', kind));
  if (actor !== undefined) marks.push(markOf('a', actor));
  if (source !== undefined) marks.push(markOf('s', source));
  return queryOf(marks, search);
}

/** How often each kind of event happened since then, the most frequent first. */
export async function summariseEvents(
  sql: Db,
  since: Date,
): Promise<{ kind: string; count: number; sources: number }[]> {
  return await sql<{ kind: string; count: number; sources: number }[]>`
    select kind, sum(count)::int as count, count(distinct nullif(source, ''))::int as sources from security_event
    where area = 'security' and at >= ${since} group by kind order by 2 desc, kind`;
}
