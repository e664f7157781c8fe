import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { formParams, missionParams, versionParams } from '../contract.ts';
import type { FormReply, ListedForm, VersionReply } from '../form-replies.ts';
import { formState } from '../observation-form.ts';
import { findDraft } from '../store/keep-drafts.ts';
import { listForms, loadActs } from '../store/keep-forms.ts';
import { getVersion, listVersions } from '../store/keep-versions.ts';
import { findAddressed } from './form-door.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<ListedForm[]> => {
    const mission = await getMission(sql, params.mission);
    return await listForms(sql, mission.id);
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form',
  access: 'reader',
  params: formParams,
  handle: async ({ sql, params }): Promise<FormReply> => {
    const { form } = await findAddressed(sql, params);
    const [acts, versions] = [await loadActs(sql, form.id), await listVersions(sql, form.id)];
    const draft = await findDraft(sql, form.id);
    // Its only draft was thrown away: the row is kept, so that the next draft gets a revision of its own.
    if (draft === null && versions.length === 0) throw new Problem('not-found', { what: `form ${form.formId}` });
    return { formId: form.formId, state: formState(acts, versions.length > 0), acts, versions, draft };
  },
});

const showVersion = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number',
  access: 'reader',
  params: versionParams,
  handle: async ({ sql, params }): Promise<VersionReply> => {
    const { form } = await findAddressed(sql, params);
    return await getVersion(sql, form.id, params.number);
  },
});

/** What there is. */
export const showingEndpoints: readonly Endpoint[] = [list, show, showVersion];
