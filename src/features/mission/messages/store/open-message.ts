import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Recipient, ShownAnswer, ThreadEntry } from '../message.ts';

type Row = Omit<Recipient, 'deliveredAt' | 'readAt' | 'answeredAt'> &
  Record<'deliveredAt' | 'readAt' | 'answeredAt', Date | null>;

/** Everybody whom a message was for, those first whom it did not reach; of several telephones the furthest counts. */
export async function listRecipients(sql: Db, missionId: string, message: string): Promise<Recipient[]> {
  const rows = await sql<Row[]>`
    select o.id, case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as team,
      case when p.id is not null then jsonb_build_object('id', p.id, 'code', p.code) end as person, o.devices,
      case when o.answered is not null then 'answered' when o.read is not null then 'read'
        when o.delivered is not null then 'delivered' when o.phones = 0 then 'no-phone' else 'waiting' end as reached,
      o.delivered as "deliveredAt", o.read as "readAt", o.answered as "answeredAt"
    from (
      select coalesce(r.team_id, r.person_id, r.device_id) as id, r.team_id, r.person_id, count(r.device_id) as phones,
        coalesce(array_agg(d.name order by d.name) filter (where d.id is not null), '{}') as devices,
        min(r.delivered_at) as delivered, min(r.read_at) as read, min(r.answered_at) as answered
      from message_recipient r left join device d on d.id = r.device_id
      where r.mission_id = ${missionId} and r.message_id = ${message} group by 1, 2, 3
    ) o
    left join team t on t.mission_id = ${missionId} and t.id = o.team_id
    left join person p on p.mission_id = ${missionId} and p.id = o.person_id
    order by o.delivered is not null, o.read is not null, o.answered is not null, coalesce(t.code, p.code), o.id`;
  return rows.map(({ deliveredAt, readAt, answeredAt, ...row }) => ({
    ...row,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** What was said between the desk and one whom a thread was for, the oldest first. */
export async function listThread(
  sql: Db,
  missionId: string,
  { thread, recipient }: { readonly thread: string; readonly recipient: string },
): Promise<ThreadEntry[]> {
  const rows = await sql<(Omit<ThreadEntry, 'at'> & { at: Date })[]>`
    with said as (
      select m.id, m.texts, m.by_name, m.at, m.withdrawn_at from mission_message m
      where m.mission_id = ${missionId} and (m.id = ${thread} or m.thread_id = ${thread}) and exists (
        select from message_recipient r where r.mission_id = m.mission_id and r.message_id = m.id
          and coalesce(r.team_id, r.person_id, r.device_id) = ${recipient})
    )
    select id, 'desk' as from, texts, by_name as by, at, withdrawn_at is not null as "isWithdrawn" from said
    union all
    select a.id, 'field', jsonb_build_object('und', a.text), d.name, a.at, false from said s
    join message_answer a on a.mission_id = ${missionId} and a.message_id = s.id
    join message_recipient r on r.mission_id = a.mission_id and r.message_id = a.message_id and r.device_id = a.device_id
    join device d on d.id = a.device_id
    where coalesce(r.team_id, r.person_id, r.device_id) = ${recipient}
    order by at, id`;
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
}

/** Answers, the newest first, behind the one with the id `after`. */
export async function listAnswers(
  sql: Db,
  missionId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ShownAnswer[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(a.at, a.id) < (select at, id from message_answer where mission_id = ${missionId} and id = ${after})`;
  const rows = await sql<(Omit<ShownAnswer, 'at'> & { at: Date })[]>`
    select a.id, a.text, a.at, coalesce(m.thread_id, m.id) as thread, coalesce(r.team_id, r.person_id, r.device_id) as recipient,
      case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as team,
      case when p.id is not null then jsonb_build_object('id', p.id, 'code', p.code) end as person, d.name as device
    from message_answer a join mission_message m on m.mission_id = a.mission_id and m.id = a.message_id
    join message_recipient r on r.mission_id = a.mission_id and r.message_id = a.message_id and r.device_id = a.device_id
    join device d on d.id = a.device_id
    left join team t on t.mission_id = a.mission_id and t.id = r.team_id
    left join person p on p.mission_id = a.mission_id and p.id = r.person_id
    where a.mission_id = ${missionId} and ${behind} order by a.at desc, a.id desc limit ${limit}`;
  return rows.map(({ at, ...answer }) => ({ ...answer, at: at.toISOString() }));
}
