import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { DraftReply } from '../form-replies.ts';

/** Who changes a draft, and when. */
export interface DraftAuthor {
  readonly id: string | null;
  readonly name: string;
  readonly at: Date;
}

/** Which state of a draft there is. */
export interface DraftState {
  /** Of the workbook. */
  readonly revision: number;
  /** Of what lies beside it. */
  readonly filesRevision: number;
}

/** The draft of a form with the names of its files, or null. */
export async function findDraft(sql: Db, formId: string): Promise<DraftReply | null> {
  const rows = await sql<(Omit<DraftReply, 'changedAt'> & { changedAt: Date })[]>`
    select revision, files_revision as "filesRevision", base, source_name as "sourceName", editor_name as "editorName",
      changed_at as "changedAt", workbook,
      (select coalesce(json_agg(json_build_object('name', name, 'bytes', bytes) order by name), '[]')
        from form_draft_file g where g.form_id = d.form_id) as files
    from form_draft d where form_id = ${formId}`;
  const [row] = rows;
  return row === undefined ? null : { ...row, changedAt: row.changedAt.toISOString() };
}

/** Which state the draft of a form is in, and the version that it began from; null: there is none. */
export async function findDraftState(
  sql: Db,
  formId: string,
): Promise<(DraftState & { readonly base: number | null }) | null> {
  const rows = await sql<(DraftState & { base: number | null })[]>`
    select revision, files_revision as "filesRevision", base from form_draft where form_id = ${formId}`;
  return rows[0] ?? null;
}

/**
 * Which state the draft of a form is in, which has to be that of `base`.
 *
 * @throws Problem `not-found`, or `changed-meanwhile`, also where the files are given and others by now.
 */
export async function requireDraftAt(
  sql: Db,
  formId: string,
  base: { revision: number; filesRevision?: number | undefined },
): Promise<DraftState> {
  const draft = await findDraftState(sql, formId);
  if (draft === null) throw new Problem('not-found', { what: 'draft' });
  const areFilesOther = base.filesRevision !== undefined && base.filesRevision !== draft.filesRevision;
  if (draft.revision !== base.revision || areFilesOther) throw new Problem('changed-meanwhile');
  return draft;
}

/** A draft as work on it needs it: its workbook is JSON. */
export interface DraftSource extends DraftState {
  readonly workbook: string;
  readonly sourceName: string;
  readonly fileCount: number;
}

/** The workbook of a draft. @throws Problem `not-found`. */
export async function getDraftSource(sql: Db, formId: string): Promise<DraftSource> {
  const rows = await sql<DraftSource[]>`
    select revision, files_revision as "filesRevision", workbook::text as workbook, source_name as "sourceName",
      (select count(*)::int from form_draft_file g where g.form_id = d.form_id) as "fileCount"
    from form_draft d where form_id = ${formId}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: 'draft' });
  return row;
}

/** The next revision of drafts of the form, which must be locked. */
async function nextRevision(sql: Db, formId: string): Promise<number> {
  const rows = await sql<{ revision: number }[]>`
    update form set draft_revision = draft_revision + 1 where id = ${formId} returning draft_revision as revision`;
  const [grown] = rows;
  if (grown === undefined) throw new Problem('not-found', { what: 'form' });
  return grown.revision;
}

/**
 * Begins a draft, or puts another workbook (JSON) in the place of the one there is. The form must be locked.
 *
 * @returns its revision.
 */
export async function beginDraft(
  sql: Db,
  formId: string,
  draft: { workbook: string; sourceName: string; base: number | null; author: DraftAuthor },
): Promise<number> {
  const { workbook, sourceName, base, author } = draft;
  const revision = await nextRevision(sql, formId);
  await sql`
    insert into form_draft as d (form_id, workbook, source_name, base, revision, editor_id, editor_name, changed_at)
    values (${formId}, ${workbook}::text::json, ${sourceName}, ${base}, ${revision}, ${author.id}, ${author.name},
      ${author.at})
    on conflict (form_id) do update set workbook = excluded.workbook, source_name = excluded.source_name,
      revision = excluded.revision, files_revision = d.files_revision + 1, editor_id = excluded.editor_id,
      editor_name = excluded.editor_name, changed_at = excluded.changed_at`;
  return revision;
}

/** Writes a draft over, from the revision `base`. The form must be locked. @throws Problem `changed-meanwhile`. */
export async function saveDraft(
  sql: Db,
  formId: string,
  draft: { workbook: string; base: number; author: DraftAuthor },
): Promise<number> {
  const { workbook, base, author } = draft;
  if ((await findDraftState(sql, formId))?.revision !== base) throw new Problem('changed-meanwhile');
  const revision = await nextRevision(sql, formId);
  await sql`
    update form_draft set workbook = ${workbook}::text::json, revision = ${revision},
      editor_id = ${author.id}, editor_name = ${author.name}, changed_at = ${author.at}
    where form_id = ${formId}`;
  return revision;
}

/** Counts a change of what lies beside the draft. @returns the revision of its workbook, which stays. @throws Problem `not-found`. */
export async function touchFiles(sql: Db, formId: string, author: DraftAuthor): Promise<number> {
  const rows = await sql<{ revision: number }[]>`
    update form_draft set files_revision = files_revision + 1, editor_id = ${author.id}, editor_name = ${author.name},
      changed_at = ${author.at}
    where form_id = ${formId} returning revision`;
  const [touched] = rows;
  if (touched === undefined) throw new Problem('not-found', { what: 'draft' });
  return touched.revision;
}

/** Throws a draft away, with the names of its files; their contents go with `pruneFiles`, where no version shows them. */
export async function dropDraft(sql: Db, formId: string): Promise<void> {
  await sql`delete from form_draft where form_id = ${formId}`;
}
