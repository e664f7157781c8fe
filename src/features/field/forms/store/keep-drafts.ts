import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import type { DraftReply } from '../form-replies.ts';

/** Who changes a draft, and when. */
export interface DraftAuthor {
  readonly id: string | null;
  readonly name: string;
  readonly at: Date;
}

/** The draft of a form with the names of its files, or null. */
export async function findDraft(sql: Db, formId: string): Promise<DraftReply | null> {
  const rows = await sql<(Omit<DraftReply, 'changedAt'> & { changedAt: Date })[]>`
    select revision, base, source_name as "sourceName", editor_name as "editorName", changed_at as "changedAt", workbook,
      (select coalesce(json_agg(json_build_object('name', name, 'bytes', bytes) order by name), '[]')
        from form_draft_file g where g.form_id = d.form_id) as files
    from form_draft d where form_id = ${formId}`;
  const [row] = rows;
  return row === undefined ? null : { ...row, changedAt: row.changedAt.toISOString() };
}

/** The draft of a form. @throws Problem `not-found`, or `changed-meanwhile` where it is not at the revision `base`. */
export async function getDraftAt(sql: Db, formId: string, base: number): Promise<DraftReply> {
  const draft = await findDraft(sql, formId);
  if (draft === null) throw new Problem('not-found', { what: 'draft' });
  if (draft.revision !== base) throw new Problem('changed-meanwhile');
  return draft;
}

/** Begins a draft, or puts another workbook in the place of the one there is. @returns its revision. */
export async function beginDraft(
  sql: Db,
  formId: string,
  draft: { workbook: Workbook; sourceName: string; base: number | null; author: DraftAuthor },
): Promise<number> {
  const { workbook, sourceName, base, author } = draft;
  const rows = await sql<{ revision: number }[]>`
    insert into form_draft as d (form_id, workbook, source_name, base, revision, editor_id, editor_name, changed_at)
    values (${formId}, ${JSON.stringify(workbook)}::text::json, ${sourceName}, ${base}, 1, ${author.id}, ${author.name},
      ${author.at})
    on conflict (form_id) do update set workbook = excluded.workbook, source_name = excluded.source_name,
      revision = d.revision + 1, editor_id = excluded.editor_id, editor_name = excluded.editor_name,
      changed_at = excluded.changed_at
    returning revision`;
  return rows[0]?.revision ?? 1;
}

/** Writes a draft over, from the revision `base`. @throws Problem `changed-meanwhile`. */
export async function saveDraft(
  sql: Db,
  formId: string,
  draft: { workbook: Workbook; base: number; author: DraftAuthor },
): Promise<number> {
  const { workbook, base, author } = draft;
  const rows = await sql<{ revision: number }[]>`
    update form_draft set workbook = ${JSON.stringify(workbook)}::text::json, revision = revision + 1,
      editor_id = ${author.id}, editor_name = ${author.name}, changed_at = ${author.at}
    where form_id = ${formId} and revision = ${base} returning revision`;
  const [saved] = rows;
  if (saved === undefined) throw new Problem('changed-meanwhile');
  return saved.revision;
}

/** Counts a change of what lies beside the draft. @returns its revision. */
export async function touchDraft(sql: Db, formId: string, author: DraftAuthor): Promise<number> {
  const rows = await sql<{ revision: number }[]>`
    update form_draft set revision = revision + 1, editor_id = ${author.id}, editor_name = ${author.name},
      changed_at = ${author.at}
    where form_id = ${formId} returning revision`;
  const [saved] = rows;
  if (saved === undefined) throw new Problem('not-found', { what: 'draft' });
  return saved.revision;
}

/** Throws a draft away, with the names of its files; their contents stay, since versions may show them. */
export async function dropDraft(sql: Db, formId: string): Promise<void> {
  await sql`delete from form_draft where form_id = ${formId}`;
}
