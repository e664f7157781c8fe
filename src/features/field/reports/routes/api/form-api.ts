import type { Db } from '../../../../../platform/http/endpoint.ts';
import { defineKeyEndpoint, type KeyEndpoint } from '../../../../../platform/http/keyed/key-endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { createPublishedForms, getFormPackage, getXform, type PublishedForm } from '../../../forms/access.ts';
import { apiMissionParams, apiVersionParams, formReply, formsReply } from '../../contract/api.ts';
import type { ProgramGround } from './report-api.ts';

const forms = createPublishedForms();

const list = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/forms',
  scope: 'forms:read',
  says: 'Lists the forms that are in use, each with its newest version.',
  params: apiMissionParams,
  replies: { 200: { says: 'The forms', schema: formsReply } },
  handle: async ({ sql, holder }) => {
    const open = await forms.listOpen(sql, holder.missionId);
    return { status: 200, body: { forms: open.map(formOf) } };
  },
});

const show = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/forms/:form/versions/:number',
  scope: 'forms:read',
  says: 'Tells of a version of a form, whether it is in use or not.',
  params: apiVersionParams,
  replies: { 200: { says: 'The version', schema: formReply } },
  handle: async ({ sql, holder, params }) => {
    return { status: 200, body: formOf(await getVersion(sql, holder.missionId, params)) };
  },
});

const xform = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/forms/:form/versions/:number/form.xml',
  scope: 'forms:read',
  says: 'The XForm of a version, as phones get it.',
  params: apiVersionParams,
  replies: { 200: { says: 'XML', mediaType: 'text/xml' } },
  handle: async ({ sql, holder, params }) => {
    const text = await getXform(sql, await getVersion(sql, holder.missionId, params));
    return new Response(text, { headers: { 'content-type': 'text/xml; charset=utf-8' } });
  },
});

const formPackage = defineKeyEndpoint({
  method: 'GET',
  path: '/api/v1/missions/:mission/forms/:form/versions/:number/package.json',
  scope: 'forms:read',
  says: 'The form as data: questions, rules and texts in all languages.',
  params: apiVersionParams,
  replies: { 200: { says: 'JSON' } },
  handle: async ({ sql, holder, params }) => {
    const text = await getFormPackage(sql, await getVersion(sql, holder.missionId, params));
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  },
});

const checkpoint = ({ findCheckpoint }: ProgramGround) =>
  defineKeyEndpoint({
    method: 'GET',
    path: '/api/v1/missions/:mission/log/checkpoint',
    scope: 'log:read',
    says: 'The newest signed checkpoint of the log (C2SP tlog-checkpoint); its tiles are public under /log/.',
    params: apiMissionParams,
    replies: { 200: { says: 'A signed note', mediaType: 'text/plain' } },
    handle: async ({ holder }) => {
      const note = await findCheckpoint(holder.mission);
      if (note === null) throw new Problem('not-found', { what: 'checkpoint' });
      return new Response(note, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
    },
  });

/** What programs can ask about forms and the log. */
export function formApi(ground: ProgramGround): readonly KeyEndpoint[] {
  return [list, show, xform, formPackage, checkpoint(ground)];
}

async function getVersion(
  sql: Db,
  missionId: string,
  { form, number }: { readonly form: string; readonly number: number },
): Promise<PublishedForm> {
  const found = await forms.find(sql, missionId, { formId: form, number });
  if (found === null) throw new Problem('not-found', { what: `version ${number} of ${form}` });
  return found;
}

function formOf({ formId, number, version, title, files }: PublishedForm) {
  return { form: formId, number, version, title, files: files.map(({ name, bytes }) => ({ name, bytes })) };
}
