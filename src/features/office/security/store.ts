import type { TransactionSql } from 'postgres';
import type { Uuid } from '../../../kernel/ids.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../ledger/proof/receipt-code.ts';
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

/** What is done something to, by its kind and key. */
type Subject = Pick<StoredEvent, 'subjectKind' | 'subjectKey'>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What devices, sheets of paper, exports and reports are called today, by `kind key`: reports by their receipts. Of what is
 * gone, and of other kinds, there is none.
 */
export async function nameSubjects(
  sql: Db,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly mission: string }>> {
  const keysOf = (kind: string) => subjects.flatMap((one) => (one.subjectKind === kind ? [one.subjectKey] : []));
  const idsOf = (kind: string) => keysOf(kind).map((key) => key.slice(key.indexOf('/') + 1));
  const [papers, exports, reports] = ['paper', 'export', 'report'].map((kind) =>
    idsOf(kind).filter((id) => UUID.test(id)),
  );
  const named = await sql<{ subject: string; name: string; mission: string }[]>`
    select 'device ' || m.slug || '/' || d.pseudonym as subject, d.name, m.slug as mission
    from device d join mission m on m.id = d.mission_id where d.pseudonym = any(${idsOf('device')}::text[])
    union all
    select 'paper ' || m.slug || '/' || p.id, p.label, m.slug
    from paper p join mission m on m.id = p.mission_id where p.id = any(${papers ?? []}::uuid[])
    union all
    select 'export ' || e.id, coalesce(e.file_name, e.form_title), m.slug
    from export_job e join mission m on m.id = e.mission_id where e.id = any(${exports ?? []}::uuid[])`;
  const receipts = await sql<{ id: string; mission: string; index: number; leafHash: Uint8Array }[]>`
    select r.id, m.slug as mission, i.leaf_index::float8 as index, i.leaf_hash as "leafHash"
    from report r join mission m on m.id = r.mission_id
    join report_item i on i.mission_id = r.mission_id and i.leaf_index = r.first_index
    where r.id = any(${reports ?? []}::uuid[])`;
  return new Map([
    ...named.map(({ subject, ...name }) => [subject, name] as const),
    ...receipts.map(({ id, mission, index, leafHash }) => {
      const name = formatReceiptCode(receiptCodeOf(mission, index, leafHash));
      return [`report ${id}`, { name, mission }] as const;
    }),
  ]);
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
