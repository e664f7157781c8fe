import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Sheet } from '../../../../xforms/workbook/workbook.ts';
import { formTitleIn, formTitlesIn } from '../checking/form-id-of.ts';
import type { ListedForm } from '../form-replies.ts';
import { type DecidedAct, type FormAct, formState } from '../observation-form.ts';

/** A form of a mission. */
export interface StoredForm {
  readonly id: string;
  readonly formId: string;
}

/** The forms of a mission by their ids, with the heads of their newest versions and drafts. */
export async function listForms(sql: Db, missionId: string): Promise<ListedForm[]> {
  const rows = await sql<ListedRow[]>`
    select f.form_id as "formId",
      (select json_agg(json_build_object('act', a.act) order by a.number) from form_act a where a.form_id = f.id) as acts,
      v.version, d.draft, d.settings
    from form f
    left join lateral (
      select json_build_object(
        'number', number, 'title', title, 'titles', titles, 'version', version, 'questions', questions, 'languages', languages,
        'authorName', author_name, 'at', at, 'reason', reason, 'warnings', warnings,
        'files', (select coalesce(json_agg(json_build_object('name', name, 'bytes', bytes) order by name), '[]')
          from form_version_file g where g.form_id = f.id and g.number = form_version.number)
      ) as version
      from form_version where form_id = f.id order by number desc limit 1
    ) v on true
    left join lateral (
      select json_build_object(
        'revision', revision, 'filesRevision', files_revision, 'base', base, 'sourceName', source_name, 'editorName', editor_name, 'changedAt', changed_at
      ) as draft, (
        select sheet -> 'rows' from json_array_elements(workbook -> 'sheets') sheet
        where lower(trim(sheet ->> 'name')) = 'settings' limit 1
      ) as settings
      from form_draft where form_id = f.id
    ) d on true
    where f.mission_id = ${missionId} and (v.version is not null or d.draft is not null)
    order by f.form_id`;
  return rows.map(({ acts, settings, ...row }) => ({
    ...row,
    title: row.version?.title ?? formTitleIn(settings ?? []) ?? row.formId,
    titles: row.version === null ? formTitlesIn(settings ?? []) : row.version.titles,
    state: formState(acts ?? [], row.version !== null),
  }));
}

type ListedRow = Pick<ListedForm, 'formId' | 'version' | 'draft'> & {
  readonly acts: { act: FormAct }[] | null;
  /** Rows of the sheet `settings` of the draft. */
  readonly settings: Sheet['rows'] | null;
};

/** The form of that id, or null. */
export async function findForm(sql: Db, missionId: string, formId: string): Promise<StoredForm | null> {
  const rows = await sql<StoredForm[]>`
    select id, form_id as "formId" from form where mission_id = ${missionId} and form_id = ${formId}`;
  return rows[0] ?? null;
}

/** The form of that id. @throws Problem `not-found`. */
export async function getForm(sql: Db, missionId: string, formId: string): Promise<StoredForm> {
  const form = await findForm(sql, missionId, formId);
  if (form === null) throw new Problem('not-found', { what: `form ${formId}` });
  return form;
}

/** The form of that id, taken for a change until the transaction ends. @throws Problem `not-found`. */
export async function lockForm(sql: Db, missionId: string, formId: string): Promise<StoredForm> {
  const form = await getForm(sql, missionId, formId);
  await sql`select id from form where id = ${form.id} for update`;
  return form;
}

/** The form of that id, made where it was not there. */
export async function ensureForm(
  sql: Db,
  missionId: string,
  form: { id: string; formId: string; at: Date },
): Promise<StoredForm> {
  await sql`
    insert into form (id, mission_id, form_id, created_at) values (${form.id}, ${missionId}, ${form.formId}, ${form.at})
    on conflict (mission_id, form_id) do nothing`;
  return await lockForm(sql, missionId, form.formId);
}

/** All that was decided about a form, oldest first. */
export async function loadActs(sql: Db, id: string): Promise<DecidedAct[]> {
  const rows = await sql<(Omit<DecidedAct, 'at'> & { at: Date })[]>`
    select act, actor_id as "actorId", actor_name as "actorName", at, reason from form_act
    where form_id = ${id} order by number`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Adds a decision after the `count` that there are. The form must be locked. */
export async function saveAct(
  sql: Db,
  id: string,
  decision: {
    act: FormAct;
    actor: { id: string; name: string };
    at: Date;
    reason: string;
    askedBy: string | null;
    count: number;
  },
): Promise<void> {
  const { act, actor, at, reason, askedBy, count } = decision;
  await sql`
    insert into form_act (form_id, number, act, actor_id, actor_name, at, reason, asked_by)
    values (${id}, ${count + 1}, ${act}, ${actor.id}, ${actor.name}, ${at}, ${reason}, ${askedBy})`;
}
