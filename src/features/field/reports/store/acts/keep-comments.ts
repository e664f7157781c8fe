import type { TransactionSql } from 'postgres';

/** A comment as it is stored. */
export interface StoredComment {
  readonly byId: string;
  /** Null: withdrawn, or erased. */
  readonly text: string | null;
  readonly withdrawnAt: Date | null;
}

/** A comment to a report. */
export interface NewComment {
  readonly reportId: string;
  readonly id: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly at: Date;
}

/** A comment of a report by its id; null: there is none. */
export async function findComment(
  sql: TransactionSql,
  ids: readonly string[],
  id: string,
): Promise<StoredComment | null> {
  const rows = await sql<StoredComment[]>`
    select by_id as "byId", text, withdrawn_at as "withdrawnAt" from report_comment
    where report_id = any (${ids as string[]}::uuid[]) and id = ${id}`;
  return rows[0] ?? null;
}

/** Stores a comment. */
export async function saveComment(sql: TransactionSql, missionId: string, comment: NewComment): Promise<void> {
  const { reportId, id, by, text, at } = comment;
  await sql`
    insert into report_comment (report_id, id, mission_id, at, by_id, by_name, text)
    values (${reportId}, ${id}, ${missionId}, ${at}, ${by.id}, ${by.name}, ${text})`;
}

/** Takes a comment's words away; that there was one stays. */
export async function withdrawComment(
  sql: TransactionSql,
  ids: readonly string[],
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> {
  await sql`
    update report_comment set text = null, withdrawn_at = ${at}
    where report_id = any (${ids as string[]}::uuid[]) and id = ${id} and withdrawn_at is null`;
}
