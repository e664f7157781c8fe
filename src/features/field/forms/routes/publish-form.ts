import { createHash } from 'node:crypto';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { announceEvent } from '../../../../platform/log/announced-event.ts';
import { decisionBody, formParams, publishBody } from '../contract.ts';
import type { PublishedReply } from '../form-replies.ts';
import { type ActRefusal, admitAct, formState, mayPublish } from '../observation-form.ts';
import { type DraftAuthor, type DraftState, dropDraft, getDraftSource, requireDraftAt } from '../store/keep-drafts.ts';
import { loadFiles } from '../store/keep-files.ts';
import { loadActs, saveAct } from '../store/keep-forms.ts';
import { listVersions, saveVersion } from '../store/keep-versions.ts';
import { authorOf } from './edit-draft.ts';
import {
  electionOf,
  type FormAddress,
  type FormOfMission,
  findAddressed,
  lockAddressed,
  subjectOf,
} from './form-door.ts';
import type { FormSource, MadeVersion, RunFormJob } from './jobs/form-jobs.ts';

/** What was made of a draft, and of which state of it. */
interface PreparedVersion {
  readonly made: MadeVersion;
  readonly of: DraftState;
}

const publishing = (run: RunFormJob) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/forms/:form/publish',
    access: 'editor',
    params: formParams,
    body: publishBody,
    prepare: async ({ pool, params, body: { base, filesBase } }) =>
      await prepareVersion(pool, params, { base: { revision: base, filesRevision: filesBase }, run }),
    handle: async ({ sql, params, body, prepared, actor, now, audit }): Promise<PublishedReply> => {
      const found = await lockAddressed(sql, params);
      const reason = body.reason ?? null;
      const number = await publishDraft(sql, found, { prepared, reason, author: authorOf({ actor, now }) });
      const [electionId, parameters] = [electionOf(found), { version: number }];
      await audit({ action: 'form.published', subject: subjectOf(found), electionId, reason, parameters });
      return { number };
    },
  });

/** A draft that was prepared, and who publishes it why. */
interface Publication {
  readonly prepared: PreparedVersion;
  readonly reason: string | null;
  readonly author: DraftAuthor;
}

/**
 * Makes the draft the next version of its form, which must be locked.
 *
 * @returns its number.
 * @throws Problem `changed-meanwhile`, `form-closed`, `version-taken`, `invalid-input` where a version has gone before and
 * nobody says why another follows.
 */
export async function publishDraft(
  sql: Db,
  { form, mission }: FormOfMission,
  { prepared: { made, of }, reason, author }: Publication,
): Promise<number> {
  await requireDraftAt(sql, form.id, of);
  const versions = await listVersions(sql, form.id);
  const state = formState(await loadActs(sql, form.id), versions.length > 0);
  if (!mayPublish(state)) throw new Problem('form-closed', { state });
  const same = versions.find(({ version }) => version === made.version);
  if (same !== undefined) throw new Problem('version-taken', { version: same.version ?? '', number: same.number });
  if (versions.length > 0 && reason === null) {
    throw new Problem('invalid-input', {}, [{ code: 'reason-missing', parameters: {}, column: 'reason' }]);
  }
  const number = (versions[0]?.number ?? 0) + 1;
  await saveVersion(sql, form.id, { ...made, number, reason, author });
  await dropDraft(sql, form.id);
  // What was asked of observers is in the log before the first of them answers.
  const content = createHash('sha256').update(made.xform).digest('hex');
  const event = { type: 'registration', id: form.id, version: number, content, subject: 'form' } as const;
  await announceEvent(sql, mission.id, { event, at: author.at });
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
export function publishingEndpoints(run: RunFormJob): readonly Endpoint[] {
  return [publishing(run), decide];
}

function problemOf(refusal: ActRefusal): Problem {
  return refusal.kind === 'state' ? new Problem('form-closed', { state: refusal.state }) : new Problem('same-person');
}

/**
 * Converts, compiles and tries the draft at `base`, before anything is locked, because it may take long.
 *
 * @throws Problem `changed-meanwhile`, `form-refused`, `other-form`, `form-files-missing`.
 */
export async function prepareVersion(
  sql: Db,
  address: FormAddress,
  { base, run }: { base: { revision: number; filesRevision?: number | undefined }; run: RunFormJob },
): Promise<PreparedVersion> {
  const { form } = await findAddressed(sql, address);
  const of = await requireDraftAt(sql, form.id, base);
  const draft = await getDraftSource(sql, form.id);
  const files = await filesBeside(sql, { id: form.id, number: null }, { source: draft, run });
  const made = await run('publish', { ...draft, files, formId: form.formId });
  return { made, of };
}

/** What the files hold that the form names as tables and that lie beside it, by name. */
export async function filesBeside(
  sql: Db,
  place: { id: string; number: number | null },
  { source, run }: { source: FormSource & { fileCount: number }; run: RunFormJob },
): Promise<Map<string, Uint8Array>> {
  if (source.fileCount === 0) return new Map();
  const tables = (await run('name', source)).filter(({ kind }) => kind === 'table');
  return await loadFiles(
    sql,
    place,
    tables.map(({ name }) => name),
  );
}
