import { randomBytes } from 'node:crypto';
import type { JSONValue, Sql, TransactionSql } from 'postgres';
import { type Uuid, uuidV7 } from '../../kernel/ids.ts';
import { markOf, textsOf, vectorOf } from './noted/lexemes.ts';
import { concernsSecurity, writeSecurityEvent } from './noted/security-event.ts';
import { shortAddress } from './noted/short-address.ts';

/** One act, as the audit trail keeps it. */
export interface AuditEntry {
  readonly at: Date;
  /** Null where the program itself acted. */
  readonly actorId: string | null;
  readonly actorName: string;
  /** What was done: `record.corrected`, `account.invited`, …. */
  readonly action: string;
  readonly electionId: string | null;
  /** To what: its kind, such as `claim`, and its key within it. */
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly reason: string | null;
  /**
   * What its words need. `mission`, the short name of one, makes the act findable by it; `before` and `after`, or `changes`
   * (a list of `{ field, before, after }`), are shown as a difference; `address` is for administrators, never searched, and
   * kept whole by the event of security beside the act alone.
   */
  readonly details: Readonly<Record<string, JSONValue>>;
}

/** Writes an audit entry; pass the transaction that makes the change, so that neither stands without the other. */
export async function writeAudit(sql: Sql | TransactionSql, entry: AuditEntry, source = ''): Promise<void> {
  const id = uuidV7(entry.at.getTime(), inOrder(randomBytes(10)));
  const mission = missionOf(entry);
  await sql`
    with act as (
      insert into audit_entry
        (id, at, actor_id, actor_name, action, election_id, subject_kind, subject_key, reason, details)
      values
        (${id}, ${entry.at}, ${entry.actorId}, ${entry.actorName}, ${entry.action}, ${entry.electionId},
         ${entry.subjectKind}, ${entry.subjectKey}, ${entry.reason}, ${sql.json(lasting(entry.details))})
    ), indexed as (
      insert into history_index (entry_id, at, words) values (${id}, ${entry.at}, ${actVector(entry)}::tsvector)
    )
    insert into history_choice (actor_id, action, subject_kind, election_id, mission)
    select ${entry.actorId}::uuid, ${entry.action}, ${entry.subjectKind}, ${entry.electionId}::uuid, ${mission}::text
    where not exists (
      select from history_choice
      where action = ${entry.action} and subject_kind = ${entry.subjectKind}
        and actor_id is not distinct from ${entry.actorId}::uuid
        and election_id is not distinct from ${entry.electionId}::uuid and mission is not distinct from ${mission}::text)`;
  if (concernsSecurity(entry.action)) await writeSecurityEvent(sql, eventOf(entry, source));
}

/** Acts stay for good: where somebody was is not among what they say for ever. */
function lasting(details: AuditEntry['details']): AuditEntry['details'] {
  const { address } = details;
  return typeof address === 'string' ? { ...details, address: shortAddress(address) } : details;
}

function eventOf(entry: AuditEntry, source: string) {
  const { address, ...details } = entry.details;
  return {
    area: 'security',
    kind: entry.action,
    at: entry.at,
    actor: { id: entry.actorId, name: entry.actorName },
    subject: { kind: entry.subjectKind, id: entry.subjectKey },
    source: typeof address === 'string' ? address : source,
    details: entry.reason === null ? details : { ...details, reason: entry.reason },
  } as const;
}

/** An act that was noted before there was an index of acts. */
export type StoredEntry = AuditEntry & { readonly id: Uuid };

/** Indexes acts that were written without: the newest of those that wait. @returns how many they were. */
export async function indexBacklog(sql: Sql, limit: number): Promise<number> {
  return await sql.begin(async (transaction) => {
    const entries = await transaction<StoredEntry[]>`
      with taken as (
        delete from history_backlog where entry_id in
          (select entry_id from history_backlog order by entry_id desc limit ${limit})
        returning entry_id)
      select e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.action, e.election_id as "electionId",
        e.subject_kind as "subjectKind", e.subject_key as "subjectKey", e.reason, e.details
      from taken join audit_entry e on e.id = taken.entry_id`;
    if (entries.length > 0) await indexEntries(transaction, entries);
    return entries.length;
  });
}

async function indexEntries(sql: TransactionSql, entries: readonly StoredEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({ id: entry.id, at: entry.at.toISOString(), words: actVector(entry) }));
  await sql`
    insert into history_index (entry_id, at, words)
    select id, at, words::tsvector from jsonb_to_recordset(${sql.json(rows)}) as r (id uuid, at timestamptz, words text)
    on conflict do nothing`;
  const choices = entries.map((entry) => {
    const { actorId, action, subjectKind, electionId } = entry;
    return { actorId, action, subjectKind, electionId, mission: missionOf(entry) };
  });
  await sql`
    insert into history_choice (actor_id, action, subject_kind, election_id, mission)
    select "actorId", action, "subjectKind", "electionId", mission
    from jsonb_to_recordset(${sql.json(choices)})
      as r ("actorId" uuid, action text, "subjectKind" text, "electionId" uuid, mission text)
    except select actor_id, action, subject_kind, election_id, mission from history_choice`;
}

const KINDS_OF_MISSION = ['form', 'device', 'mission-here', 'paper', 'person', 'team'];

/** Short name of the mission that an act concerns: its details say it, or the key of its object begins with it. */
function missionOf({ subjectKind, subjectKey, details }: AuditEntry): string | null {
  if (KINDS_OF_MISSION.includes(subjectKind)) return subjectKey.split('/')[0] ?? null;
  return typeof details.mission === 'string' ? details.mission : null;
}

/** What the act is found by, as PostgreSQL takes a `tsvector`. */
function actVector(entry: AuditEntry): string {
  const { actorId, action, subjectKind, subjectKey, electionId, reason, details } = entry;
  const mission = missionOf(entry);
  const marks = [
    ...(actorId === null ? [] : [markOf('a', actorId)]),
    ...[markOf('d', action), markOf('g', action.split('.')[0] ?? action)],
    ...[markOf('k', subjectKind), markOf('o', `${subjectKind}/${subjectKey}`)],
    // Whoever reads, sees what was done in elections: one mark for all of it.
    ...(electionId === null ? [] : [markOf('e', electionId), markOf('e', 'any')]),
    ...(mission === null ? [] : [markOf('m', mission)]),
  ];
  return vectorOf(marks, [entry.actorName, subjectKey, reason ?? '', ...textsOf(details as JSONValue)]);
}

let written = 0;

/** Entries of one millisecond sort in the order in which this process wrote them: 12 bits of the id count them. */
function inOrder(random: Buffer): Buffer {
  written = (written + 1) % 4096;
  random.writeUInt16BE(written, 0);
  return random;
}
