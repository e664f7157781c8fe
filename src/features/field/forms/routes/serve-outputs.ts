import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { download } from '../../../../platform/http/download.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import type { CodebookTable } from '../checking/codebook-table.ts';
import { draftFileParams, formParams, versionFileParams, versionParams } from '../contract.ts';
import { getDraftSource } from '../store/keep-drafts.ts';
import { getFormFile } from '../store/keep-files.ts';
import { getVersionOutput, getVersionSource } from '../store/keep-versions.ts';
import { type FormAddress, findAddressed } from './form-door.ts';
import type { RunFormJob } from './jobs/form-jobs.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const draftWorkbook = (run: RunFormJob) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/forms/:form/draft/form.xlsx',
    access: 'reader',
    params: formParams,
    prepare: async ({ pool, params }) => {
      const { form } = await findAddressed(pool, params);
      const bytes = await run('xlsx', await getDraftSource(pool, form.id));
      return download(bytes, { type: XLSX, name: `${form.formId}.xlsx` });
    },
    handle: async ({ prepared }) => prepared,
  });

const versionWorkbook = (run: RunFormJob) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/forms/:form/versions/:number/form.xlsx',
    access: 'reader',
    params: versionParams,
    prepare: async ({ pool, params }) => {
      const { form } = await findAddressed(pool, params);
      const bytes = await run('xlsx', await getVersionSource(pool, form.id, params.number));
      return download(bytes, { type: XLSX, name: `${form.formId}-${params.number}.xlsx` });
    },
    handle: async ({ prepared }) => prepared,
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
    const { form, text } = await outputOf(sql, params, 'codebook');
    const { columns, rows }: CodebookTable = JSON.parse(text);
    const name = `${form}-${params.number}-codebook.csv`;
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
export function outputEndpoints(run: RunFormJob): readonly Endpoint[] {
  return [draftWorkbook(run), versionWorkbook(run), xform, formPackage, codebook, draftFile, versionFile];
}

async function outputOf(
  sql: Db,
  params: FormAddress & { number: number },
  output: 'xform' | 'package' | 'codebook',
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
