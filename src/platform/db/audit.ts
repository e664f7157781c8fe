import { randomBytes } from 'node:crypto';
import type { JSONValue, Sql, TransactionSql } from 'postgres';
import { uuidV7 } from '../../kernel/ids.ts';

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
  readonly details: Readonly<Record<string, JSONValue>>;
}

/** Writes an audit entry; pass the transaction that makes the change, so that neither stands without the other. */
export async function writeAudit(sql: Sql | TransactionSql, entry: AuditEntry): Promise<void> {
  const id = uuidV7(entry.at.getTime(), inOrder(randomBytes(10)));
  await sql`
    insert into audit_entry
      (id, at, actor_id, actor_name, action, election_id, subject_kind, subject_key, reason, details)
    values
      (${id}, ${entry.at}, ${entry.actorId}, ${entry.actorName}, ${entry.action}, ${entry.electionId},
       ${entry.subjectKind}, ${entry.subjectKey}, ${entry.reason}, ${sql.json(entry.details)})`;
}

let written = 0;

/** Entries of one millisecond sort in the order in which this process wrote them: 12 bits of the id count them. */
function inOrder(random: Buffer): Buffer {
  written = (written + 1) % 4096;
  random.writeUInt16BE(written, 0);
  return random;
}
