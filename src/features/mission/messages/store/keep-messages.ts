import type { TransactionSql } from 'postgres';
import type { LocalizedText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Audience, MessageCounts, ShownMessage } from '../message.ts';

/** A message that somebody sends. */
export interface NewMessage {
  readonly id: string;
  readonly thread: string | null;
  readonly texts: LocalizedText;
  readonly audience: Audience;
  /** Of what was asked for, recipients included. */
  readonly sha256: Uint8Array;
}

interface Row extends Omit<ShownMessage, 'at' | 'withdrawn' | 'counts'>, MessageCounts {
  readonly at: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

const messageRows = (sql: Db) => sql`
  select m.id, m.thread_id as thread, m.texts, m.audience, m.by_name as by, m.at, m.withdrawn_at as "withdrawnAt",
    m.withdrawn_by_name as "withdrawnBy", m.withdrawn_reason as "withdrawnReason", c.*
  from mission_message m
  cross join lateral (
    select count(*)::int as recipients, count(*) filter (where not phone)::int as "withoutPhone",
      count(*) filter (where delivered)::int as delivered, count(*) filter (where read)::int as read,
      count(*) filter (where answered)::int as answered
    from (
      select bool_or(r.device_id is not null) as phone, bool_or(r.delivered_at is not null) as delivered,
        bool_or(r.read_at is not null) as read, bool_or(r.answered_at is not null) as answered
      from message_recipient r where r.mission_id = m.mission_id and r.message_id = m.id
      group by coalesce(r.team_id, r.person_id, r.device_id)
    ) each_one
  ) c`;

function messageOf(row: Row): ShownMessage {
  const {
    at,
    withdrawnAt,
    withdrawnBy,
    withdrawnReason,
    recipients,
    withoutPhone,
    delivered,
    read,
    answered,
    ...rest
  } = row;
  return {
    ...rest,
    at: at.toISOString(),
    withdrawn: withdrawnAt && {
      ...{ by: withdrawnBy ?? '', at: withdrawnAt.toISOString(), reason: withdrawnReason ?? '' },
    },
    counts: { recipients, withoutPhone, delivered, read, answered },
  };
}

/** Messages that begin a thread, the newest first, behind the one with the id `after`. */
export async function listMessages(
  sql: Db,
  missionId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ShownMessage[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(m.at, m.id) < (select at, id from mission_message where mission_id = ${missionId} and id = ${after})`;
  const rows = await sql<Row[]>`
    ${messageRows(sql)} where m.mission_id = ${missionId} and m.thread_id is null and ${behind}
    order by m.at desc, m.id desc limit ${limit}`;
  return rows.map(messageOf);
}

/** The message with that id. @throws Problem `not-found`. */
export async function getMessage(sql: Db, missionId: string, id: string): Promise<ShownMessage> {
  const [found] = await sql<Row[]>`${messageRows(sql)} where m.mission_id = ${missionId} and m.id = ${id}`;
  if (found === undefined) throw new Problem('not-found', { what: `message ${id}` });
  return messageOf(found);
}

/** Stores a message. @returns `same`: it is there; `other`: another one has its id. */
export async function insertMessage(
  sql: TransactionSql,
  missionId: string,
  { message, by }: { message: NewMessage; by: { readonly id: string; readonly name: string; readonly at: Date } },
): Promise<'new' | 'same' | 'other'> {
  const { id, thread, texts, audience, sha256 } = message;
  const rows = await sql`
    insert into mission_message (mission_id, id, thread_id, texts, audience, sha256, by_id, by_name, at)
    values (${missionId}, ${id}, ${thread}, ${sql.json(texts)}, ${sql.json({ ...audience })}, ${Buffer.from(sha256)},
      ${by.id}, ${by.name}, ${by.at})
    on conflict do nothing returning id`;
  if (rows.length > 0) return 'new';
  const [kept] = await sql<{ isSame: boolean }[]>`
    select sha256 = ${Buffer.from(sha256)} as "isSame" from mission_message where mission_id = ${missionId} and id = ${id}`;
  return kept?.isSame === true ? 'same' : 'other';
}

/** Withdraws a message; telephones are told so. @returns false: it was withdrawn already. */
export async function withdrawMessage(
  sql: TransactionSql,
  { missionId, id }: { readonly missionId: string; readonly id: string },
  by: { readonly name: string; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const rows = await sql`
    update mission_message set withdrawn_at = ${by.at}, withdrawn_by_name = ${by.name}, withdrawn_reason = ${by.reason}
    where mission_id = ${missionId} and id = ${id} and withdrawn_at is null returning id`;
  if (rows.length === 0) return false;
  // Also those that have no receipt yet: the answer that brought them may be under way.
  await sql`
    update message_recipient set is_waiting = true
    where mission_id = ${missionId} and message_id = ${id} and device_id is not null`;
  return true;
}
