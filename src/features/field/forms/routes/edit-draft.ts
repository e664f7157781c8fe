import { randomUUID } from 'node:crypto';
import { type Db, defineEndpoint, type Endpoint, type SignedInContext } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../../mission/missions/access.ts';
import { formIdOf, isFormId } from '../checking/form-id-of.ts';
import {
  baseQuery,
  beginBody,
  draftBody,
  formParams,
  LONGEST_FORM_ID,
  missionParams,
  newDraftBody,
} from '../contract.ts';
import type { SavedDraft } from '../form-replies.ts';
import {
  beginDraft,
  type DraftAuthor,
  dropDraft,
  findDraftState,
  requireDraftAt,
  saveDraft,
} from '../store/keep-drafts.ts';
import { putDraftFile, takeFilesOfVersion } from '../store/keep-files.ts';
import { ensureForm } from '../store/keep-forms.ts';
import { getVersionSource, newestNumber } from '../store/keep-versions.ts';
import { electionOf, type FormOfMission, lockAddressed, subjectOf } from './form-door.ts';
import type { RunFormJob } from './jobs/form-jobs.ts';
import { type GivenDraft, readGivenFiles, readWorkbookBody } from './read-given.ts';

type Changing = Pick<SignedInContext<unknown, unknown, unknown, unknown>, 'sql' | 'actor' | 'now' | 'audit'>;

const uploading = (run: RunFormJob) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/forms',
    access: 'editor',
    params: missionParams,
    parse: async ({ request }) => await readGivenFiles(request, run),
    status: 201,
    handle: async ({ params, body, ...context }): Promise<SavedDraft> => await begin(context, params.mission, body),
  });

const create = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/drafts',
  access: 'editor',
  params: missionParams,
  parse: async ({ request }) =>
    await readWorkbookBody(request, newDraftBody, ({ workbook, sourceName }): GivenDraft => {
      const formId = formIdOf(workbook, sourceName);
      return { workbook: JSON.stringify(workbook), formId, sourceName, beside: [] };
    }),
  status: 201,
  handle: async ({ params, body, ...context }): Promise<SavedDraft> => await begin(context, params.mission, body),
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
    const { workbook, sourceName } = await getVersionSource(sql, found.form.id, body.number);
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
  parse: async ({ request }) =>
    await readWorkbookBody(request, draftBody, ({ workbook, base }) => ({ workbook: JSON.stringify(workbook), base })),
  unaudited: 'a draft is noted when it is begun, replaced, published or thrown away, not at each word typed into it',
  handle: async ({ sql, params, body, actor, now }): Promise<SavedDraft> => {
    const { form } = await lockAddressed(sql, params);
    const revision = await saveDraft(sql, form.id, { ...body, author: authorOf({ actor, now }) });
    return { formId: form.formId, revision };
  },
});

const replacing = (run: RunFormJob) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/forms/:form/draft/upload',
    access: 'editor',
    params: formParams,
    query: baseQuery,
    parse: async ({ request }) => await readGivenFiles(request, run),
    handle: async ({ sql, params, query, body, ...context }): Promise<SavedDraft> => {
      const found = await lockAddressed(sql, params);
      requireSameForm(body, found);
      const draft = await findDraftState(sql, found.form.id);
      if ((draft?.revision ?? 0) !== query.base) throw new Problem('changed-meanwhile');
      const revision = await writeGiven(sql, found, { given: body, draft, author: authorOf(context) });
      await noteGiven(context.audit, found, body);
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
    await requireDraftAt(sql, found.form.id, { revision: query.base });
    await dropDraft(sql, found.form.id);
    await audit({ action: 'form.draft-discarded', subject: subjectOf(found), electionId: electionOf(found) });
  },
});

/** How a draft comes to be, changes, and goes. */
export function draftEndpoints(run: RunFormJob): readonly Endpoint[] {
  return [uploading(run), create, beginFromVersion, save, replacing(run), discard];
}

async function begin({ sql, actor, now, audit }: Changing, slug: string, given: GivenDraft): Promise<SavedDraft> {
  const mission = await getWorkingMission(sql, slug);
  const { found, revision } = await startDraft(sql, mission, { given, author: authorOf({ actor, now }) });
  await noteGiven(audit, found, given);
  return { formId: found.form.formId, revision };
}

/** Notes a form that was given, and each file that came along. */
async function noteGiven(audit: Changing['audit'], found: FormOfMission, given: GivenDraft): Promise<void> {
  const [subject, electionId] = [subjectOf(found), electionOf(found)];
  await audit({ action: 'form.uploaded', subject, electionId, parameters: { file: given.sourceName } });
  for (const { name, content } of given.beside) {
    const parameters = { file: name, bytes: content.byteLength };
    await audit({ action: 'form.file-added', subject, electionId, parameters });
  }
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
  requireFormId(given.formId);
  const form = await ensureForm(sql, mission.id, { id: randomUUID(), formId: given.formId, at: author.at });
  const found = { mission, form };
  await requireNoDraft(sql, found);
  return { found, revision: await writeGiven(sql, found, { given, draft: null, author }) };
}

/** Writes the draft of a form, in place of `draft` or, where that is null, as one that goes on from the newest version. */
async function writeGiven(
  sql: Db,
  { form }: FormOfMission,
  { given, draft, author }: { given: GivenDraft; draft: { readonly base: number | null } | null; author: DraftAuthor },
): Promise<number> {
  const base = draft?.base ?? ((await newestNumber(sql, form.id)) || null);
  const revision = await beginDraft(sql, form.id, { ...given, base, author });
  if (draft === null && base !== null) await takeFilesOfVersion(sql, form.id, base);
  for (const file of given.beside) await putDraftFile(sql, form.id, file);
  return revision;
}

function requireFormId(formId: string): void {
  const column = 'form_id';
  if (!isFormId(formId)) {
    throw new Problem('invalid-input', {}, [{ code: 'form-id-dots', parameters: { found: formId }, column }]);
  }
  if (formId.length <= LONGEST_FORM_ID) return;
  throw new Problem('invalid-input', {}, [{ code: 'too-long', parameters: { wanted: LONGEST_FORM_ID }, column }]);
}

async function requireNoDraft(sql: Db, { form }: FormOfMission): Promise<void> {
  if ((await findDraftState(sql, form.id)) !== null) throw new Problem('draft-exists', { form: form.formId });
}

/** A file of another form in place of this one is a slip of the hand. */
function requireSameForm({ formId: found }: GivenDraft, { form }: FormOfMission): void {
  if (found !== form.formId) throw new Problem('other-form', { found, wanted: form.formId });
}

/** Who changes a draft. */
export function authorOf({ actor, now }: { actor: { id: string; name: string }; now: Date }): DraftAuthor {
  return { id: actor.id, name: actor.name, at: now };
}
