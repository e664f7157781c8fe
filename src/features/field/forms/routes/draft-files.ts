import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../platform/http/input.ts';
import { FORM_FILE_LIMITS } from '../checking/named-files.ts';
import { draftFileParams } from '../contract.ts';
import type { SavedDraft } from '../form-replies.ts';
import { touchDraft } from '../store/keep-drafts.ts';
import { putDraftFile, removeDraftFile } from '../store/keep-files.ts';
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

/** What lies beside a draft. */
export const draftFileEndpoints: readonly Endpoint[] = [put, remove];
