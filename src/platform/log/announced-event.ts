import { randomBytes } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { type Uuid, uuidV7 } from '../../kernel/ids.ts';
import { must } from '../../kernel/result.ts';
import { formatLeaf, type LogLeaf } from '../../ledger/commitment/log-leaf.ts';

/** An event that is to go into the log of a mission, as it is known when it happens: the log adds its own version. */
export type AnnouncedEvent = Omit<LogLeaf, 'v' | 'time'>;

/**
 * Stores an event that the log numbers with its next batch; pass the transaction that makes what it tells of, so that
 * neither stands without the other.
 *
 * @returns the id by which its leaf is found (`log_leaf.announced_id`).
 * @throws Error where the log would not take it: a bug of whoever announces.
 */
export async function announceEvent(
  sql: Sql | TransactionSql,
  missionId: string,
  { event, at }: { readonly event: AnnouncedEvent; readonly at: Date },
): Promise<Uuid> {
  const [id] = await announceEvents(sql, missionId, { events: [event], at });
  return must(id, 'Announce an event: no id');
}

/** Stores several events at once, in the order of their list. As `announceEvent`; @returns their ids in the same order. */
export async function announceEvents(
  sql: Sql | TransactionSql,
  missionId: string,
  { events, at }: { readonly events: readonly AnnouncedEvent[]; readonly at: Date },
): Promise<Uuid[]> {
  if (events.length === 0) return [];
  for (const event of events) {
    const formatted = formatLeaf({ v: 1, time: at.getTime(), ...event });
    must(formatted.ok ? formatted.value : null, `Announce an event: ${formatted.ok ? '' : formatted.error}`);
  }
  // The log takes them in the order of their ids.
  const ids = events.map(() => uuidV7(at.getTime(), randomBytes(10))).sort();
  const rows = events.map((leaf, place) => ({ id: ids[place], leaf }));
  await sql`
    insert into log_waiting (mission_id, id, leaf, at)
    select ${missionId}, id, leaf, ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (id uuid, leaf jsonb)`;
  return ids;
}
