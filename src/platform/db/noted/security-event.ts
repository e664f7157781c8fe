import { randomBytes } from 'node:crypto';
import type { JSONValue, Sql, TransactionSql } from 'postgres';
import { uuidV7 } from '../../../kernel/ids.ts';
import { markOf, textsOf, vectorOf } from './lexemes.ts';

/** Events of security, and readings of restricted data: they are looked at apart. */
export type EventArea = 'security' | 'reading';

/** Who it was, as far as that is known. */
export interface EventActor {
  /** Of an account, a device or a key; null: nobody known, or the program itself. */
  readonly id: string | null;
  /** Their name; `anonymous` where nobody is known. */
  readonly name: string;
}

/** One event: what happened, by whom, to what, from where. Never a password, a token, or what somebody typed. */
export interface SecurityEvent {
  readonly area: EventArea;
  /** Worded by `history.action.<kind>`. */
  readonly kind: string;
  readonly at: Date;
  readonly actor: EventActor;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Network address as limits count it; empty: none. */
  readonly source: string;
  readonly details?: Readonly<Record<string, JSONValue>>;
}

/** Takes note of events beside the work: nothing is asked of the database, and nobody waits. */
export interface Watch {
  note(event: SecurityEvent): void;
}

/** Notes nothing: for work beside a server. */
export const NO_WATCH: Watch = { note: () => undefined };

/** An event that stands for several alike. */
export interface CountedEvent extends SecurityEvent {
  readonly lastAt: Date;
  readonly count: number;
  /** What further ones are counted by; null: it stands for itself. */
  readonly slot: Uint8Array | null;
}

/** Acts of the history that concern security: they stand among its events as well. */
const ACTS_OF_SECURITY: readonly string[] = [
  'account.created',
  'account.invited',
  'account.role-changed',
  'account.right-given',
  'account.right-ended',
  'account.disabled',
  'account.enabled',
  'account.passkey-added',
  'account.passkey-removed',
  'account.password-changed',
  'account.password-removed',
  'account.recovery-codes-changed',
  'account.first-link-printed',
  'account.recovery-link-printed',
  'device.code-refused',
  'device.enrolled',
  'device.renewed',
  'device.revoked',
  'mission.key-made',
  'mission.key-revoked',
  'report.refused',
  'form.unfrozen',
];

/** Whether an act stands among the events of security as well. */
export function concernsSecurity(action: string): boolean {
  return ACTS_OF_SECURITY.includes(action);
}

const LONGEST_TEXT = 300;
/** Control characters, and halves of characters that are none. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;

/** Writes one event that stands for itself, in the transaction that makes it true. */
export async function writeSecurityEvent(sql: Sql | TransactionSql, event: SecurityEvent): Promise<void> {
  await writeEvents(sql, [{ ...event, lastAt: event.at, count: 1, slot: null }]);
}

/** Writes events; one whose slot is there already is added to it. */
export async function writeEvents(sql: Sql | TransactionSql, events: readonly CountedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(rowOf);
  await sql`
    insert into security_event as e (id, area, kind, at, last_at, count, actor_id, actor_name, subject_kind, subject_key,
      source, details, words, slot)
    select id, area, kind, at, last_at, count, actor_id, actor_name, subject_kind, subject_key, source, details,
      words::tsvector, decode(slot, 'base64')
    from jsonb_to_recordset(${sql.json(rows)}) as r (id uuid, area text, kind text, at timestamptz, last_at timestamptz,
      count integer, actor_id uuid, actor_name text, subject_kind text, subject_key text, source text, details jsonb,
      words text, slot text)
    order by slot
    on conflict (slot) do update set count = e.count + excluded.count, at = least(e.at, excluded.at),
      last_at = greatest(e.last_at, excluded.last_at)`;
}

function rowOf({ at, lastAt, actor, subject, slot, details = {}, ...event }: CountedEvent) {
  const actorName = storable(actor.name) || 'anonymous';
  const [subjectKey, source] = [storable(subject.id), storable(event.source)];
  return {
    id: uuidV7(at.getTime(), randomBytes(10)),
    area: event.area,
    kind: event.kind,
    at: at.toISOString(),
    last_at: lastAt.toISOString(),
    count: event.count,
    actor_id: actor.id,
    actor_name: actorName,
    subject_kind: subject.kind,
    subject_key: subjectKey,
    source,
    details,
    words: vectorOf(marksOf(event, actor), [actorName, subjectKey, ...textsOf(details)]),
    slot: slot === null ? null : Buffer.from(slot).toString('base64'),
  };
}

function marksOf({ area, kind, source }: Pick<SecurityEvent, 'area' | 'kind' | 'source'>, actor: EventActor): string[] {
  const group = kind.split('.')[0] ?? kind;
  const marks = [markOf('k', area), markOf('d', kind), markOf('g', group), markOf('s', source)];
  return actor.id === null ? marks : [...marks, markOf('a', actor.id)];
}

function storable(text: string): string {
  return [...text.replace(UNSTORABLE, '').normalize('NFC')].slice(0, LONGEST_TEXT).join('');
}
