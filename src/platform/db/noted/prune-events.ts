import type { Sql } from 'postgres';

const DAY_MS = 86_400_000;

/** How long events are kept, in days of 24 hours after the last that a row counts. */
export const EVENT_DAYS = { erased: 400, shortened: 30 } as const;

/** What is due: ids of the events that would be erased, and of those whose address would be shortened. */
export interface DueEvents {
  readonly erased: readonly string[];
  readonly shortened: readonly string[];
}

/** What `pruneEvents` would do at that moment, without doing it. */
export async function listDueEvents(sql: Sql, now: Date): Promise<DueEvents> {
  const [erase, shorten] = limitsAt(now);
  const erased = await sql<{ id: string }[]>`select id from security_event where last_at < ${erase} order by id`;
  const shortened = await sql<{ id: string }[]>`
    select id from security_event where last_at < ${shorten} and last_at >= ${erase} and not shortened order by id`;
  return { erased: erased.map(({ id }) => id), shortened: shortened.map(({ id }) => id) };
}

/**
 * Erases events that are older than 400 days, and shortens the network addresses of those older than 30: to the first two
 * numbers (IPv4) or groups (IPv6). They say where people were, and after a month nobody blocks an address for them.
 */
export async function pruneEvents(sql: Sql, now: Date): Promise<void> {
  const [erase, shorten] = limitsAt(now);
  await sql`delete from security_event where last_at < ${erase}`;
  // The slot is a hash of the address, and could be tried out.
  await sql`
    update security_event set shortened = true, slot = null, words = ts_delete(words, ${'=s:'} || source),
      source = case
        when source like '%.%' then split_part(source, '.', 1) || '.' || split_part(source, '.', 2) || '.…'
        when source like '%:%' and source <> '::1'
          then split_part(source, ':', 1) || ':' || split_part(source, ':', 2) || ':…'
        else source
      end
    where last_at < ${shorten} and not shortened`;
}

function limitsAt(now: Date): [Date, Date] {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return [before(EVENT_DAYS.erased), before(EVENT_DAYS.shortened)];
}
