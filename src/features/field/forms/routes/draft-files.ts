import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../platform/http/input.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { FORM_FILE_LIMITS } from '../checking/named-files.ts';
import { registerTables } from '../checking/register-tables.ts';
import { draftFileParams, formParams } from '../contract.ts';
import type { FilledReply, SavedDraft } from '../form-replies.ts';
import { getDraftSource, requireDraftAt, touchFiles } from '../store/keep-drafts.ts';
import { putDraftFile, removeDraftFile } from '../store/keep-files.ts';
import { loadRegisterLists } from '../store/load-register.ts';
import { authorOf } from './edit-draft.ts';
import { electionOf, type FormAddress, findAddressed, lockAddressed, subjectOf } from './form-door.ts';
import type { RunFormJob } from './jobs/form-jobs.ts';

const put = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/forms/:form/draft/files/:name',
  access: 'editor',
  params: draftFileParams,
  parse: async ({ request }) => await readBytes(request, FORM_FILE_LIMITS.fileBytes),
  handle: async ({ sql, params, body, actor, now, audit }): Promise<SavedDraft> => {
    const found = await lockAddressed(sql, params);
    const revision = await touchFiles(sql, found.form.id, authorOf({ actor, now }));
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
    const revision = await touchFiles(sql, found.form.id, authorOf({ actor, now }));
    await removeDraftFile(sql, found.form.id, params.name);
    const parameters = { file: params.name };
    await audit({ action: 'form.file-removed', subject: subjectOf(found), electionId: electionOf(found), parameters });
    return { formId: found.form.formId, revision };
  },
});

const filling = (run: RunFormJob) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/forms/:form/draft/register-tables',
    access: 'editor',
    params: formParams,
    prepare: async ({ pool, params }) => await findTables(pool, params, run),
    handle: async ({ sql, params, prepared, actor, now, audit }): Promise<FilledReply> => {
      const found = await lockAddressed(sql, params);
      await requireDraftAt(sql, found.form.id, { revision: prepared.revision });
      for (const file of prepared.files) await putDraftFile(sql, found.form.id, file);
      const revision = await touchFiles(sql, found.form.id, authorOf({ actor, now }));
      const names = prepared.files.map(({ name }) => name);
      const parameters = { file: names.join(', ') };
      const electionId = electionOf(found);
      await audit({ action: 'form.file-added', subject: subjectOf(found), electionId, parameters });
      const files = prepared.files.map(({ name, rows }) => ({ name, rows }));
      return { formId: found.form.formId, revision, names, files };
    },
  });

/** The tables that the draft names and for which the register has rows, as files. @throws Problem `not-found`. */
async function findTables(
  sql: Db,
  address: FormAddress,
  run: RunFormJob,
): Promise<{ revision: number; files: { name: string; content: Uint8Array; rows: number }[] }> {
  const found = await findAddressed(sql, address);
  const electionId = electionOf(found);
  if (electionId === null) throw new Problem('not-found', { what: 'election' });
  const draft = await getDraftSource(sql, found.form.id);
  const named = await run('name', draft);
  const tables = registerTables(await loadRegisterLists(sql, electionId));
  const files = named.flatMap(({ name }) => {
    const [header = [], ...rows] = tables.get(name) ?? [];
    if (rows.length === 0) return [];
    return [{ name, content: new TextEncoder().encode(writeCsv(header, rows)), rows: rows.length }];
  });
  return { revision: draft.revision, files };
}

/** What lies beside a draft. */
export function draftFileEndpoints(run: RunFormJob): readonly Endpoint[] {
  return [put, remove, filling(run)];
}
