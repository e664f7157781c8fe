import type { Sql } from 'postgres';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { makeCodebook } from '../../../../xforms/form/codebook.ts';
import type { Form } from '../../../../xforms/form/form.ts';
import { writeXForm } from '../../../../xforms/openrosa/write-xform.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import { checkForm, stemOf } from '../checking/check-form.ts';
import { filesNamedIn } from '../checking/named-files.ts';
import { readTables, tryToOpen } from '../checking/publishable.ts';
import { decisionBody, formParams, publishBody } from '../contract.ts';
import type { DraftReply, PublishedReply } from '../form-replies.ts';
import { type ActRefusal, admitAct, formState, mayPublish } from '../observation-form.ts';
import { dropDraft, getDraftAt } from '../store/keep-drafts.ts';
import { loadFiles } from '../store/keep-files.ts';
import { loadActs, saveAct } from '../store/keep-forms.ts';
import { listVersions, type NewVersion, saveVersion } from '../store/keep-versions.ts';
import { authorOf } from './edit-draft.ts';
import { electionOf, type FormAddress, findAddressed, lockAddressed, refusedForm, subjectOf } from './form-door.ts';

/** A version that only lacks its number and what the person says of it. */
type PreparedVersion = Omit<NewVersion, 'number' | 'reason'>;

const publish = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms/:form/publish',
  access: 'editor',
  params: formParams,
  body: publishBody,
  prepare: async ({ pool, params, body }) => await prepareVersion(pool, params, body.base),
  handle: async ({ sql, params, body, prepared, actor, now, audit }): Promise<PublishedReply> => {
    const found = await lockAddressed(sql, params);
    const { id } = found.form;
    await getDraftAt(sql, id, body.base);
    const versions = await listVersions(sql, id);
    const state = formState(await loadActs(sql, id), versions.length > 0);
    if (!mayPublish(state)) throw new Problem('form-closed', { state });
    const same = versions.find(({ version }) => version === prepared.version);
    if (same !== undefined) throw new Problem('version-taken', { version: same.version ?? '', number: same.number });
    const number = (versions[0]?.number ?? 0) + 1;
    const reason = body.reason ?? null;
    await saveVersion(sql, id, { ...prepared, number, reason, author: authorOf({ actor, now }) });
    await dropDraft(sql, id);
    const parameters = { version: number };
    const electionId = electionOf(found);
    await audit({ action: 'form.published', subject: subjectOf(found), electionId, reason, parameters });
    return { number };
  },
});

const decide = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms/:form/decisions',
  access: 'editor',
  params: formParams,
  body: decisionBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<undefined> => {
    const found = await lockAddressed(sql, params);
    const { id } = found.form;
    const acts = await loadActs(sql, id);
    const isPublished = (await listVersions(sql, id)).length > 0;
    const admitted = admitAct(body.act, actor.id, { acts, isPublished });
    if (!admitted.ok) throw problemOf(admitted.error);
    const { act, reason } = body;
    await saveAct(sql, id, { act, actor, at: now, reason, askedBy: admitted.value, count: acts.length });
    await audit({ action: `form.${act}`, subject: subjectOf(found), electionId: electionOf(found), reason });
  },
});

/** How forms come into force, and out of it. */
export const publishingEndpoints: readonly Endpoint[] = [publish, decide];

function problemOf(refusal: ActRefusal): Problem {
  return refusal.kind === 'state' ? new Problem('form-closed', { state: refusal.state }) : new Problem('same-person');
}

/**
 * Converts, compiles and tries the draft, before anything is locked, because it may take a second.
 *
 * @throws Problem `form-refused`, `other-form`, `form-files-missing`.
 */
async function prepareVersion(pool: Sql, address: FormAddress, base: number): Promise<PreparedVersion> {
  const { form } = await findAddressed(pool, address);
  const draft = await getDraftAt(pool, form.id, base);
  const { converted, compiled, faults } = checkForm(draft.workbook, stemOf(draft.sourceName));
  if (converted === null || compiled === null) throw refusedForm(faults);
  if (converted.form.id !== form.formId) {
    throw new Problem('other-form', { found: converted.form.id, wanted: form.formId });
  }
  await requireFiles(pool, { id: form.id, draft }, { form: converted.form, compiled });
  return {
    title: converted.form.title,
    version: converted.form.version,
    sourceName: draft.sourceName,
    workbook: draft.workbook,
    xform: writeXForm(converted.form),
    package: compiled,
    warnings: converted.warnings,
    questions: makeCodebook(converted.form).filter(({ control }) => control !== 'calculate').length,
    languages: converted.form.languages.map(({ name }) => name),
  };
}

/** @throws Problem where a table that the form reads is missing or cannot be read, or the form does not open with it. */
async function requireFiles(
  pool: Sql,
  { id, draft }: { id: string; draft: DraftReply },
  { form, compiled }: { form: Form; compiled: FormPackage },
): Promise<void> {
  const tables = filesNamedIn(form).filter(({ kind }) => kind === 'table');
  const missing = tables.filter(({ name }) => !draft.files.some((file) => file.name === name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new Problem('form-files-missing', { count: missing.length, names });
  }
  const contents = await loadFiles(
    pool,
    { id, number: null },
    tables.map(({ name }) => name),
  );
  const read = readTables(tables, contents);
  if (!read.ok) throw refusedForm(read.error.map(({ file, fault }) => ({ ...fault, sheet: file })));
  const fault = tryToOpen(compiled, read.value);
  if (fault !== null) throw refusedForm([fault]);
}
