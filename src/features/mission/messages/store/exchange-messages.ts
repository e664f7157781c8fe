import type { TransactionSql } from 'postgres';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Exchange, Exchanged } from '../message.ts';

/** So many messages are told at once. */
const MOST_TOLD = 100;

interface Phone {
  readonly missionId: string;
  readonly deviceId: string;
  readonly now: Date;
}

/**
 * Takes the turn of a telephone. Two requests of one telephone wait for each other here.
 *
 * @throws Problem `turn-passed` with the last turn where it is not a new one: whoever sends a request again is told nothing.
 */
export async function takeTurn(sql: TransactionSql, deviceId: string, turn: number): Promise<void> {
  const taken = await sql`
    insert into message_turn (device_id, turn) values (${deviceId}, ${turn})
    on conflict (device_id) do update set turn = excluded.turn where message_turn.turn < excluded.turn returning turn`;
  if (taken.length > 0) return;
  const [last] = await sql<{ turn: string }[]>`select turn::text from message_turn where device_id = ${deviceId}`;
  throw new Problem('turn-passed', { last: Number(last?.turn ?? 0) });
}

/** Notes what a telephone says of messages that are its own; the first time stands. */
export async function saveReceipts(
  sql: TransactionSql,
  { missionId, deviceId, now }: Phone,
  receipts: Exchange['receipts'],
): Promise<void> {
  if (receipts.length === 0) return;
  await sql`
    update message_recipient r set
      delivered_at = case when s.came then coalesce(r.delivered_at, ${now}) else r.delivered_at end,
      read_at = case when s.seen then coalesce(r.read_at, ${now}) else r.read_at end,
      is_waiting = r.is_waiting and not s.gone and (m.withdrawn_at is not null or not s.came)
    from (
      select message, bool_or(kind in ('delivered', 'read')) as came, bool_or(kind = 'read') as seen,
        bool_or(kind = 'withdrawn') as gone
      from jsonb_to_recordset(${sql.json(receipts.map((one) => ({ ...one })))}) as t (message uuid, kind text)
      group by message
    ) s, mission_message m
    where r.mission_id = ${missionId} and r.message_id = s.message and r.device_id = ${deviceId}
      and m.mission_id = r.mission_id and m.id = r.message_id`;
}

/** Takes the answers of a telephone to messages that are its own. */
export async function saveAnswers(
  sql: TransactionSql,
  { missionId, deviceId, now }: Phone,
  answers: Exchange['answers'],
): Promise<Exchanged['answers'][number][]> {
  const told: Exchanged['answers'][number][] = [];
  for (const { id, message, text, deviceTime } of answers) {
    const [new_] = await sql`
      insert into message_answer (mission_id, id, message_id, device_id, text, device_time, at)
      select mission_id, ${id}, message_id, device_id, ${text}, ${deviceTime}, ${now} from message_recipient
      where mission_id = ${missionId} and message_id = ${message} and device_id = ${deviceId}
      on conflict do nothing returning id`;
    if (new_ === undefined) told.push(await findKept(sql, { missionId, deviceId, now }, { id, message, text }));
    else told.push({ id, status: 'accepted', reason: null });
  }
  const taken = told.flatMap(({ id, status }) => (status === 'accepted' ? [id] : []));
  if (taken.length === 0) return told;
  await sql`
    update message_recipient r set answered_at = coalesce(r.answered_at, ${now}),
      delivered_at = coalesce(r.delivered_at, ${now})
    from message_answer a join mission_message m on m.mission_id = a.mission_id and m.id = a.message_id
    where a.mission_id = ${missionId} and a.id = any (${taken}::uuid[]) and r.mission_id = a.mission_id
      and r.message_id in (a.message_id, m.thread_id) and r.device_id = a.device_id`;
  return told;
}

async function findKept(
  sql: TransactionSql,
  { missionId, deviceId }: Phone,
  { id, message, text }: Pick<Exchange['answers'][number], 'id' | 'message' | 'text'>,
): Promise<Exchanged['answers'][number]> {
  const [kept] = await sql<{ isSame: boolean }[]>`
    select device_id = ${deviceId} and message_id = ${message} and text = ${text} as "isSame" from message_answer
    where mission_id = ${missionId} and id = ${id}`;
  if (kept === undefined) return { id, status: 'refused', reason: 'not-addressed' };
  return kept.isSame ? { id, status: 'same', reason: null } : { id, status: 'refused', reason: 'content-differs' };
}

/** What a telephone has not confirmed yet, the oldest first; nothing that was meant for whoever had it before. */
export async function listWaiting(
  sql: TransactionSql,
  { missionId, deviceId }: Pick<Phone, 'missionId' | 'deviceId'>,
): Promise<Pick<Exchanged, 'messages' | 'more'>> {
  const rows = await sql<
    (Omit<Exchanged['messages'][number], 'sentAt' | 'withdrawnAt'> & { sentAt: Date; withdrawnAt: Date | null })[]
  >`
    select m.id, m.thread_id as thread, case when m.withdrawn_at is null then m.texts else '{}' end as texts,
      m.at as "sentAt", m.withdrawn_at as "withdrawnAt"
    from message_recipient r join mission_message m on m.mission_id = r.mission_id and m.id = r.message_id
    left join device_holder h on h.mission_id = r.mission_id and h.device_id = r.device_id and h.to_at is null
    where r.mission_id = ${missionId} and r.device_id = ${deviceId} and r.is_waiting
      and (r.holder_id is not distinct from h.id or m.withdrawn_at is not null)
    order by m.at, m.id limit ${MOST_TOLD + 1}`;
  const messages = rows.slice(0, MOST_TOLD).map(({ sentAt, withdrawnAt, ...message }) => {
    return { ...message, sentAt: sentAt.toISOString(), withdrawnAt: withdrawnAt?.toISOString() ?? null };
  });
  return { messages, more: rows.length > MOST_TOLD };
}
