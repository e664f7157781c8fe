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
  const formatted = formatLeaf({ v: 1, time: at.getTime(), ...event });
  must(formatted.ok ? formatted.value : null, `Announce an event: ${formatted.ok ? '' : formatted.error}`);
  const id = uuidV7(at.getTime(), randomBytes(10));
  await sql`
    insert into log_waiting (mission_id, id, leaf, at)
    values (${missionId}, ${id}, ${JSON.stringify(event)}::text::jsonb, ${at})`;
  return id;
}
