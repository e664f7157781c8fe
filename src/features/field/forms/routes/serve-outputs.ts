import { writeCsv } from '../../../../platform/files/csv.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { writeXlsx } from '../../../../xforms/workbook/xlsx/write-xlsx.ts';
import { checkForm, stemOf } from '../checking/check-form.ts';
import { codebookTable } from '../checking/codebook-table.ts';
import { draftFileParams, formParams, versionFileParams, versionParams } from '../contract.ts';
import { findDraft } from '../store/keep-drafts.ts';
import { getFormFile } from '../store/keep-files.ts';
import { getVersion, getVersionOutput } from '../store/keep-versions.ts';
import { type FormAddress, findAddressed } from './form-door.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const draftWorkbook = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/draft/form.xlsx',
  access: 'reader',
  params: formParams,
  handle: async ({ sql, params }) => {
    const { form } = await findAddressed(sql, params);
    const draft = await findDraft(sql, form.id);
    if (draft === null) throw new Problem('not-found', { what: 'draft' });
    return download(writeXlsx(draft.workbook), { type: XLSX, name: `${form.formId}.xlsx` });
  },
});

const versionWorkbook = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number/form.xlsx',
  access: 'reader',
  params: versionParams,
  handle: async ({ sql, params }) => {
    const { form } = await findAddressed(sql, params);
    const { workbook } = await getVersion(sql, form.id, params.number);
    return download(writeXlsx(workbook), { type: XLSX, name: `${form.formId}-${params.number}.xlsx` });
  },
});

const xform = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number/form.xml',
  access: 'reader',
  params: versionParams,
  handle: async ({ sql, params }) => {
    const { form, text } = await outputOf(sql, params, 'xform');
    return download(text, { type: 'text/xml; charset=utf-8', name: `${form}-${params.number}.xml` });
  },
});

const formPackage = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number/package.json',
  access: 'reader',
  params: versionParams,
  handle: async ({ sql, params }) => {
    const { form, text } = await outputOf(sql, params, 'package');
    return download(text, { type: 'application/json', name: `${form}-${params.number}.json` });
  },
});

const codebook = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number/codebook.csv',
  access: 'reader',
  params: versionParams,
  handle: async ({ sql, params }) => {
    const { form } = await findAddressed(sql, params);
    const { workbook, sourceName } = await getVersion(sql, form.id, params.number);
    const { converted } = checkForm(workbook, stemOf(sourceName));
    if (converted === null) throw new Error(`Make the codebook: version ${params.number} no longer converts`);
    const { columns, rows } = codebookTable(converted.form);
    const name = `${form.formId}-${params.number}-codebook.csv`;
    return download(writeCsv(columns, rows), { type: 'text/csv; charset=utf-8', name });
  },
});

const draftFile = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/draft/files/:name',
  access: 'reader',
  params: draftFileParams,
  handle: async ({ sql, params }) => await fileOf(sql, { ...params, number: null }),
});

const versionFile = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/forms/:form/versions/:number/files/:name',
  access: 'reader',
  params: versionFileParams,
  handle: async ({ sql, params }) => await fileOf(sql, params),
});

/** What is made of forms, and what lies beside them, to take away. */
export const outputEndpoints: readonly Endpoint[] = [
  draftWorkbook,
  versionWorkbook,
  xform,
  formPackage,
  codebook,
  draftFile,
  versionFile,
];

async function outputOf(
  sql: Db,
  params: FormAddress & { number: number },
  output: 'xform' | 'package',
): Promise<{ form: string; text: string }> {
  const { form } = await findAddressed(sql, params);
  return { form: form.formId, text: await getVersionOutput(sql, { formId: form.id, number: params.number }, output) };
}

/** Only what cannot run in a browser is shown there; everything else is taken away as bytes. */
const SHOWN: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

async function fileOf(
  sql: Db,
  { number, name, ...address }: FormAddress & { number: number | null; name: string },
): Promise<Response> {
  const { form } = await findAddressed(sql, address);
  const { content } = await getFormFile(sql, { formId: form.id, number, name });
  const type = SHOWN[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  if (type === undefined) return download(content, { type: 'application/octet-stream', name });
  return new Response(Buffer.from(content), {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
  });
}

function download(body: Uint8Array | string, { type, name }: { type: string; name: string }): Response {
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
  };
  return new Response(typeof body === 'string' ? body : Buffer.from(body), { headers });
}
