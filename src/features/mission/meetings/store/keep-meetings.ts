import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { ItemWords, MeetingVersion, MeetingWords, RestrictedNote, ShownItem, ShownMeeting } from '../meeting.ts';

/** Who changes something, when and why; null: it is new. */
export interface MeetingDoer {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly reason: string | null;
}

type Dated<T extends { readonly changedAt: string }> = Omit<T, 'changedAt'> & { readonly changedAt: Date };
type Row = Omit<Dated<ShownMeeting>, 'heldAt'> & { readonly heldAt: Date };

/** Meetings, the newest first; or the one with that id. */
export async function listMeetings(
  sql: Db,
  missionId: string,
  { today, id = null }: { readonly today: string; readonly id?: string | null },
): Promise<ShownMeeting[]> {
  const rows = await sql<Row[]>`
    select m.id, m.institution, m.met, m.held_at as "heldAt", m.place, m.took_part as "tookPart", m.topics,
      m.public_note as "publicNote", m.struck_reason as "struckReason", m.revision, m.changed_by as "changedBy",
      m.changed_at as "changedAt", i.open as "openItems", i.overdue as "overdueItems", exists (
        select from meeting_restricted_note n where n.mission_id = m.mission_id and n.meeting_id = m.id and n.text <> ''
      ) as "hasRestrictedNote"
    from meeting m cross join lateral (
      select count(*) filter (where state = 'open')::int as open,
        count(*) filter (where state = 'open' and due_on < ${today}::date)::int as overdue
      from meeting_item i where i.mission_id = m.mission_id and i.meeting_id = m.id
    ) i
    where m.mission_id = ${missionId} and (${id}::uuid is null or m.id = ${id})
    order by m.held_at desc, m.id`;
  return rows.map(({ heldAt, changedAt, ...row }) => {
    return { ...row, heldAt: heldAt.toISOString(), changedAt: changedAt.toISOString() };
  });
}

/** The meeting with that id. @throws Problem `not-found`. */
export async function getMeeting(
  sql: Db,
  missionId: string,
  asked: { readonly today: string; readonly id: string },
): Promise<ShownMeeting> {
  const [found] = await listMeetings(sql, missionId, asked);
  if (found === undefined) throw new Problem('not-found', { what: `meeting ${asked.id}` });
  return found;
}

/** What has to follow: of one meeting all of it; else what is open, those first that are due first. */
export async function listItems(sql: Db, missionId: string, meeting: string | null): Promise<ShownItem[]> {
  const whose = meeting === null ? sql`i.state = 'open' and m.struck_reason is null` : sql`i.meeting_id = ${meeting}`;
  const rows = await sql<Dated<ShownItem>[]>`
    select i.id, i.meeting_id as meeting, m.institution, i.kind, i.what, i.whose, i.asked_on::text as "askedOn",
      i.due_on::text as "dueOn", i.state, i.done_on::text as "doneOn", i.answer, i.used_in as "usedIn", i.revision,
      i.changed_by as "changedBy", i.changed_at as "changedAt"
    from meeting_item i join meeting m on m.mission_id = i.mission_id and m.id = i.meeting_id
    where i.mission_id = ${missionId} and ${whose}
    order by i.state <> 'open', i.due_on nulls last, i.kind, i.what, i.id`;
  return rows.map(({ changedAt, ...row }) => ({ ...row, changedAt: changedAt.toISOString() }));
}

/** What stood before changes of a meeting, the newest first; of restricted notes, or of all the rest. */
export async function listMeetingVersions(
  sql: Db,
  missionId: string,
  { meeting, isRestricted }: { readonly meeting: string; readonly isRestricted: boolean },
): Promise<MeetingVersion[]> {
  const rows = await sql<(Omit<MeetingVersion, 'at'> & { at: Date })[]>`
    select part, subject_id as subject, revision, before, by_name as by, at, reason from meeting_version
    where mission_id = ${missionId} and meeting_id = ${meeting} and (part = 'restricted') = ${isRestricted}
    order by at desc, part, subject_id, revision desc`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Stores a new meeting. @returns whether it is new; false: the id is taken. */
export async function insertMeeting(
  sql: TransactionSql,
  missionId: string,
  { id, words, by }: { readonly id: string; readonly words: MeetingWords; readonly by: MeetingDoer },
): Promise<boolean> {
  const rows = await sql`
    insert into meeting (mission_id, id, institution, met, held_at, place, took_part, topics, public_note, struck_reason,
      changed_by, changed_at)
    values (${missionId}, ${id}, ${words.institution}, ${words.met}, ${words.heldAt}, ${words.place},
      ${words.tookPart as string[]}, ${words.topics}, ${words.publicNote}, ${words.struckReason}, ${by.name}, ${by.at})
    on conflict do nothing returning id`;
  return rows.length > 0;
}

/** Changes a meeting; what stood before is kept. @throws Problem `changed-meanwhile`, `not-found`. */
export async function saveMeeting(
  sql: TransactionSql,
  missionId: string,
  { id, words, base, by }: { id: string; words: MeetingWords; base: number; by: MeetingDoer },
): Promise<void> {
  await keepBefore(sql, missionId, { part: 'meeting', meeting: id, subject: id, base, by });
  await sql`
    update meeting set institution = ${words.institution}, met = ${words.met}, held_at = ${words.heldAt},
      place = ${words.place}, took_part = ${words.tookPart as string[]}, topics = ${words.topics},
      public_note = ${words.publicNote}, struck_reason = ${words.struckReason}, revision = revision + 1,
      changed_by = ${by.name}, changed_at = ${by.at}
    where mission_id = ${missionId} and id = ${id}`;
}

/** Stores something that has to follow. @returns whether it is new; false: the id is taken. */
export async function insertItem(
  sql: TransactionSql,
  missionId: string,
  given: { readonly id: string; readonly meeting: string; readonly words: ItemWords; readonly by: MeetingDoer },
): Promise<boolean> {
  const { id, meeting, words, by } = given;
  const rows = await sql`
    insert into meeting_item (mission_id, id, meeting_id, kind, what, whose, asked_on, due_on, state, done_on, answer, used_in,
      changed_by, changed_at)
    values (${missionId}, ${id}, ${meeting}, ${words.kind}, ${words.what}, ${words.whose}, ${words.askedOn}, ${words.dueOn},
      ${words.state}, ${words.doneOn}, ${words.answer}, ${words.usedIn}, ${by.name}, ${by.at})
    on conflict do nothing returning id`;
  return rows.length > 0;
}

/** Changes something that has to follow; what stood before is kept. @throws Problem `changed-meanwhile`, `not-found`. */
export async function saveItem(
  sql: TransactionSql,
  missionId: string,
  given: { id: string; meeting: string; words: ItemWords; base: number; by: MeetingDoer },
): Promise<void> {
  const { id, meeting, words, base, by } = given;
  await keepBefore(sql, missionId, { part: 'item', meeting, subject: id, base, by });
  await sql`
    update meeting_item set kind = ${words.kind}, what = ${words.what}, whose = ${words.whose}, asked_on = ${words.askedOn},
      due_on = ${words.dueOn}, state = ${words.state}, done_on = ${words.doneOn}, answer = ${words.answer},
      used_in = ${words.usedIn}, revision = revision + 1, changed_by = ${by.name}, changed_at = ${by.at}
    where mission_id = ${missionId} and id = ${id}`;
}

/** The restricted note of a meeting. */
export async function findRestricted(
  sql: Db,
  missionId: string,
  meeting: string,
): Promise<Omit<RestrictedNote, 'versions'>> {
  const [found] = await sql<Omit<RestrictedNote, 'versions'>[]>`
    select text, revision from meeting_restricted_note where mission_id = ${missionId} and meeting_id = ${meeting}`;
  return found ?? { text: '', revision: 0 };
}

/** Keeps a restricted note; what stood before is kept. @throws Problem `changed-meanwhile`. */
export async function saveRestricted(
  sql: TransactionSql,
  missionId: string,
  { meeting, text, base, by }: { meeting: string; text: string; base: number; by: MeetingDoer },
): Promise<void> {
  if (base > 0) await keepBefore(sql, missionId, { part: 'restricted', meeting, subject: meeting, base, by });
  const rows = await sql`
    insert into meeting_restricted_note (mission_id, meeting_id, text, revision, changed_by, changed_at)
    values (${missionId}, ${meeting}, ${text}, 1, ${by.name}, ${by.at})
    on conflict (mission_id, meeting_id) do update set text = excluded.text, revision = meeting_restricted_note.revision + 1,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where meeting_restricted_note.revision = ${base} returning revision`;
  if (rows.length === 0) throw new Problem('changed-meanwhile', { by: '' });
}

/** Locks what is changed and keeps what stood before. @throws Problem `changed-meanwhile`, `not-found`. */
async function keepBefore(
  sql: TransactionSql,
  missionId: string,
  given: { part: MeetingVersion['part']; meeting: string; subject: string; base: number; by: MeetingDoer },
): Promise<void> {
  const { part, meeting, subject, base, by } = given;
  const table = sql({ meeting: 'meeting', item: 'meeting_item', restricted: 'meeting_restricted_note' }[part]);
  const key = part === 'restricted' ? sql`meeting_id = ${subject}` : sql`id = ${subject}`;
  const within = part === 'meeting' ? sql`true` : sql`meeting_id = ${meeting}`;
  const [row] = await sql<{ revision: number; by: string }[]>`
    select revision, changed_by as by from ${table} where mission_id = ${missionId} and ${key} and ${within} for update`;
  if (row === undefined) throw new Problem('not-found', { what: `${part} ${subject}` });
  if (row.revision !== base) throw new Problem('changed-meanwhile', { by: row.by });
  await sql`
    insert into meeting_version (mission_id, meeting_id, part, subject_id, revision, before, by_id, by_name, at, reason)
    select ${missionId}, ${meeting}, ${part}, ${subject}, revision + 1,
      to_jsonb(t) - 'mission_id' - 'meeting_id' - 'id' - 'revision', ${by.id}, ${by.name}, ${by.at}, ${by.reason ?? ''}
    from ${table} t where mission_id = ${missionId} and ${key}`;
}
