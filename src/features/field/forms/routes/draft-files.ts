import { writeCsv } from '../../../../platform/files/csv.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../platform/http/input.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { checkForm, stemOf } from '../checking/check-form.ts';
import { FORM_FILE_LIMITS, filesNamedIn } from '../checking/named-files.ts';
import { registerTables } from '../checking/register-tables.ts';
import { draftFileParams, formParams } from '../contract.ts';
import type { DraftReply, FilledReply, SavedDraft } from '../form-replies.ts';
import { findDraft, touchDraft } from '../store/keep-drafts.ts';
import { putDraftFile, removeDraftFile } from '../store/keep-files.ts';
import { loadRegisterLists } from '../store/load-register.ts';
import { authorOf } from './edit-draft.ts';
import { electionOf, lockAddressed, subjectOf } from './form-door.ts';

const put = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/forms/:form/draft/files/:name',
  access: 'editor',
  params: draftFileParams,
  parse: async ({ request }) => await readBytes(request, FORM_FILE_LIMITS.fileBytes),
  handle: async ({ sql, params, body, actor, now, audit }): Promise<SavedDraft> => {
    const found = await lockAddressed(sql, params);
    const revision = await touchDraft(sql, found.form.id, authorOf({ actor, now }));
    await putDraftFile(sql, found.form.id, { name: params.name, content: body });
    const parameters = { file: params.name, bytes: body.byteLength };
    await audit({ action: 'form.file-added', subject: subjectOf(found), electionId: electionOf(found), parameters });
    return { formId: found.form.formId, revision };
  },
});

const remove = defineEndpoint({
  method: 'DELETE',
  path: '/api/missions/:mission/forms/:form/draft/files/:name',
  access: 'editor',
  params: draftFileParams,
  handle: async ({ sql, params, actor, now, audit }): Promise<SavedDraft> => {
    const found = await lockAddressed(sql, params);
    const revision = await touchDraft(sql, found.form.id, authorOf({ actor, now }));
    await removeDraftFile(sql, found.form.id, params.name);
    const parameters = { file: params.name };
    await audit({ action: 'form.file-removed', subject: subjectOf(found), electionId: electionOf(found), parameters });
    return { formId: found.form.formId, revision };
  },
});

const fill = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms/:form/draft/register-tables',
  access: 'editor',
  params: formParams,
  handle: async ({ sql, params, actor, now, audit }): Promise<FilledReply> => {
    const found = await lockAddressed(sql, params);
    const electionId = electionOf(found);
    if (electionId === null) throw new Problem('not-found', { what: 'election' });
    const draft = await findDraft(sql, found.form.id);
    if (draft === null) throw new Problem('not-found', { what: 'draft' });
    const files = tablesFor(draft, registerTables(await loadRegisterLists(sql, electionId)));
    for (const file of files) await putDraftFile(sql, found.form.id, file);
    const revision = await touchDraft(sql, found.form.id, authorOf({ actor, now }));
    const names = files.map(({ name }) => name);
    const parameters = { file: names.join(', ') };
    await audit({ action: 'form.file-added', subject: subjectOf(found), electionId, parameters });
    return { formId: found.form.formId, revision, names };
  },
});

/** The tables that the form names and for which the register has rows, as files. */
function tablesFor(
  { workbook, sourceName }: DraftReply,
  tables: ReadonlyMap<string, string[][]>,
): { name: string; content: Uint8Array }[] {
  const form = checkForm(workbook, stemOf(sourceName)).converted?.form;
  const named = form === undefined ? [] : filesNamedIn(form);
  return named.flatMap(({ name }) => {
    const [header = [], ...rows] = tables.get(name) ?? [];
    return rows.length === 0 ? [] : [{ name, content: new TextEncoder().encode(writeCsv(header, rows)) }];
  });
}

/** What lies beside a draft. */
export const draftFileEndpoints: readonly Endpoint[] = [put, remove, fill];
