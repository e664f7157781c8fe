import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
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
import { type DraftAuthor, dropDraft, getDraftAt } from '../store/keep-drafts.ts';
import { loadFiles } from '../store/keep-files.ts';
import { loadActs, saveAct } from '../store/keep-forms.ts';
import { listVersions, type NewVersion, saveVersion } from '../store/keep-versions.ts';
import { authorOf } from './edit-draft.ts';
import {
  electionOf,
  type FormAddress,
  type FormOfMission,
  findAddressed,
  lockAddressed,
  refusedForm,
  subjectOf,
} from './form-door.ts';

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
    const reason = body.reason ?? null;
    const number = await publishDraft(sql, found, {
      prepared,
      base: body.base,
      reason,
      author: authorOf({ actor, now }),
    });
    const [electionId, parameters] = [electionOf(found), { version: number }];
    await audit({ action: 'form.published', subject: subjectOf(found), electionId, reason, parameters });
    return { number };
  },
});

/** A draft that was prepared, and who publishes it why. */
interface Publication {
  readonly prepared: PreparedVersion;
  /** The revision of the draft that was prepared. */
  readonly base: number;
  readonly reason: string | null;
  readonly author: DraftAuthor;
}

/**
 * Makes the draft the next version of its form, which must be locked.
 *
 * @returns its number.
 * @throws Problem `changed-meanwhile`, `form-closed`, `version-taken`.
 */
export async function publishDraft(
  sql: Db,
  { form }: FormOfMission,
  { prepared, base, reason, author }: Publication,
): Promise<number> {
  await getDraftAt(sql, form.id, base);
  const versions = await listVersions(sql, form.id);
  const state = formState(await loadActs(sql, form.id), versions.length > 0);
  if (!mayPublish(state)) throw new Problem('form-closed', { state });
  const same = versions.find(({ version }) => version === prepared.version);
  if (same !== undefined) throw new Problem('version-taken', { version: same.version ?? '', number: same.number });
  const number = (versions[0]?.number ?? 0) + 1;
  await saveVersion(sql, form.id, { ...prepared, number, reason, author });
  await dropDraft(sql, form.id);
  return number;
}

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
export async function prepareVersion(sql: Db, address: FormAddress, base: number): Promise<PreparedVersion> {
  const { form } = await findAddressed(sql, address);
  const draft = await getDraftAt(sql, form.id, base);
  const { converted, compiled, faults } = checkForm(draft.workbook, stemOf(draft.sourceName));
  if (converted === null || compiled === null) throw refusedForm(faults);
  if (converted.form.id !== form.formId) {
    throw new Problem('other-form', { found: converted.form.id, wanted: form.formId });
  }
  await requireFiles(sql, { id: form.id, draft }, { form: converted.form, compiled });
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
  sql: Db,
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
    sql,
    { id, number: null },
    tables.map(({ name }) => name),
  );
  const read = readTables(tables, contents);
  if (!read.ok) throw refusedForm(read.error.map(({ file, fault }) => ({ ...fault, sheet: file })));
  const fault = tryToOpen(compiled, read.value);
  if (fault !== null) throw refusedForm([fault]);
}
