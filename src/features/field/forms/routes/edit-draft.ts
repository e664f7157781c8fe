import { randomUUID } from 'node:crypto';
import {
  type Call,
  type Db,
  defineEndpoint,
  type Endpoint,
  type SignedInContext,
} from '../../../../platform/http/endpoint.ts';
import { readUpload, type UploadedFile } from '../../../../platform/http/multipart.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { readWorkbook } from '../../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { getWorkingMission } from '../../../mission/missions/access.ts';
import { formIdOf } from '../checking/check-form.ts';
import { FORM_FILE_LIMITS, isFormFileName } from '../checking/named-files.ts';
import {
  baseQuery,
  beginBody,
  draftBody,
  formParams,
  LONGEST_FORM_ID,
  missionParams,
  newDraftBody,
  WORKBOOK_BODY_BYTES,
} from '../contract.ts';
import type { SavedDraft } from '../form-replies.ts';
import { beginDraft, type DraftAuthor, dropDraft, findDraft, getDraftAt, saveDraft } from '../store/keep-drafts.ts';
import { putDraftFile, takeFilesOfVersion } from '../store/keep-files.ts';
import { ensureForm } from '../store/keep-forms.ts';
import { getVersion, newestNumber } from '../store/keep-versions.ts';
import { electionOf, type FormOfMission, lockAddressed, refusedForm, subjectOf } from './form-door.ts';

/** A workbook with the files that came along. */
export interface GivenDraft {
  readonly workbook: Workbook;
  readonly sourceName: string;
  readonly beside: readonly { readonly name: string; readonly content: Uint8Array }[];
}

type Changing = Pick<SignedInContext<unknown, unknown, unknown, unknown>, 'sql' | 'actor' | 'now' | 'audit'>;

const upload = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms',
  access: 'editor',
  params: missionParams,
  parse: readGiven,
  status: 201,
  handle: async ({ params, body, ...context }): Promise<SavedDraft> => await begin(context, params.mission, body),
});

const create = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/drafts',
  access: 'editor',
  params: missionParams,
  body: newDraftBody,
  bodyLimitBytes: WORKBOOK_BODY_BYTES,
  status: 201,
  handle: async ({ params, body, ...context }): Promise<SavedDraft> =>
    await begin(context, params.mission, { ...body, beside: [] }),
});

const beginFromVersion = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms/:form/draft',
  access: 'editor',
  params: formParams,
  body: beginBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<SavedDraft> => {
    const found = await lockAddressed(sql, params);
    await requireNoDraft(sql, found);
    const { workbook, sourceName } = await getVersion(sql, found.form.id, body.number);
    const author = authorOf({ actor, now });
    const revision = await beginDraft(sql, found.form.id, { workbook, sourceName, base: body.number, author });
    await takeFilesOfVersion(sql, found.form.id, body.number);
    const parameters = { version: body.number };
    await audit({ action: 'form.draft-begun', subject: subjectOf(found), electionId: electionOf(found), parameters });
    return { formId: found.form.formId, revision };
  },
});

const save = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/forms/:form/draft',
  access: 'editor',
  params: formParams,
  body: draftBody,
  bodyLimitBytes: WORKBOOK_BODY_BYTES,
  unaudited: 'a draft is noted when it is begun, replaced, published or thrown away, not at each word typed into it',
  handle: async ({ sql, params, body, actor, now }): Promise<SavedDraft> => {
    const { form } = await lockAddressed(sql, params);
    const revision = await saveDraft(sql, form.id, { ...body, author: authorOf({ actor, now }) });
    return { formId: form.formId, revision };
  },
});

const replace = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/forms/:form/draft/upload',
  access: 'editor',
  params: formParams,
  query: baseQuery,
  parse: readGiven,
  handle: async ({ sql, params, query, body, actor, now, audit }): Promise<SavedDraft> => {
    const found = await lockAddressed(sql, params);
    requireSameForm(body, found);
    const draft = await findDraft(sql, found.form.id);
    if ((draft?.revision ?? 0) !== query.base) throw new Problem('changed-meanwhile');
    const author = authorOf({ actor, now });
    const base = draft?.base ?? ((await newestNumber(sql, found.form.id)) || null);
    const revision = await beginDraft(sql, found.form.id, { ...body, base, author });
    if (draft === null && base !== null) await takeFilesOfVersion(sql, found.form.id, base);
    for (const file of body.beside) await putDraftFile(sql, found.form.id, file);
    const parameters = { file: body.sourceName };
    await audit({ action: 'form.uploaded', subject: subjectOf(found), electionId: electionOf(found), parameters });
    return { formId: found.form.formId, revision };
  },
});

const discard = defineEndpoint({
  method: 'DELETE',
  path: '/api/missions/:mission/forms/:form/draft',
  access: 'editor',
  params: formParams,
  query: baseQuery,
  handle: async ({ sql, params, query, audit }): Promise<undefined> => {
    const found = await lockAddressed(sql, params);
    await getDraftAt(sql, found.form.id, query.base);
    await dropDraft(sql, found.form.id);
    await audit({ action: 'form.draft-discarded', subject: subjectOf(found), electionId: electionOf(found) });
  },
});

/** How a draft comes to be, changes, and goes. */
export const draftEndpoints: readonly Endpoint[] = [upload, create, beginFromVersion, save, replace, discard];

/** The first file is the form, the others go beside it. */
async function readGiven({ request }: Call<unknown, unknown>): Promise<GivenDraft> {
  const { fileBytes, files: most } = FORM_FILE_LIMITS;
  const { files } = await readUpload(request, { files: most, fileBytes, totalBytes: fileBytes * 5 });
  const [first, ...others] = files;
  if (first === undefined)
    throw new Problem('invalid-input', {}, [{ code: 'required', parameters: {}, column: 'file' }]);
  const sourceName = nameOf(first);
  const read = readWorkbook(first.bytes, sourceName);
  if (!read.ok) throw refusedForm(read.error);
  return {
    workbook: read.value,
    sourceName,
    beside: others.map((file) => ({ name: nameOf(file), content: file.bytes })),
  };
}

function nameOf({ path }: UploadedFile): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if (isFormFileName(name)) return name;
  throw new Problem('invalid-input', {}, [{ code: 'form-file-name', parameters: { found: name }, column: 'file' }]);
}

async function begin({ sql, actor, now, audit }: Changing, slug: string, given: GivenDraft): Promise<SavedDraft> {
  const mission = await getWorkingMission(sql, slug);
  const { found, revision } = await startDraft(sql, mission, { given, author: authorOf({ actor, now }) });
  const parameters = { file: given.sourceName };
  await audit({ action: 'form.uploaded', subject: subjectOf(found), electionId: electionOf(found), parameters });
  return { formId: found.form.formId, revision };
}

/**
 * Begins a draft of the form that the workbook names, with the files that came along and those of the newest version.
 *
 * @throws Problem `draft-exists`, `invalid-input`.
 */
export async function startDraft(
  sql: Db,
  mission: FormOfMission['mission'],
  { given, author }: { given: GivenDraft; author: DraftAuthor },
): Promise<{ found: FormOfMission; revision: number }> {
  const formId = formIdOf(given.workbook, given.sourceName);
  requireShortId(formId);
  const form = await ensureForm(sql, mission.id, { id: randomUUID(), formId, at: author.at });
  const found = { mission, form };
  await requireNoDraft(sql, found);
  const newest = await newestNumber(sql, form.id);
  const base = newest === 0 ? null : newest;
  const revision = await beginDraft(sql, form.id, { ...given, base, author });
  if (base !== null) await takeFilesOfVersion(sql, form.id, base);
  for (const file of given.beside) await putDraftFile(sql, form.id, file);
  return { found, revision };
}

function requireShortId(formId: string): void {
  if (formId.length <= LONGEST_FORM_ID) return;
  throw new Problem('invalid-input', {}, [
    { code: 'too-long', parameters: { wanted: LONGEST_FORM_ID }, column: 'form_id' },
  ]);
}

async function requireNoDraft(sql: Db, { form }: FormOfMission): Promise<void> {
  if ((await findDraft(sql, form.id)) !== null) throw new Problem('draft-exists', { form: form.formId });
}

/** A file of another form in place of this one is a slip of the hand. */
function requireSameForm(given: GivenDraft, { form }: FormOfMission): void {
  const found = formIdOf(given.workbook, given.sourceName);
  if (found === form.formId) return;
  throw new Problem('other-form', { found, wanted: form.formId });
}

/** Who changes a draft. */
export function authorOf({ actor, now }: { actor: { id: string; name: string }; now: Date }): DraftAuthor {
  return { id: actor.id, name: actor.name, at: now };
}
