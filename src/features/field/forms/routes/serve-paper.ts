import type { Sql } from 'postgres';
import { download } from '../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { formParams, paperQuery, versionParams } from '../contract.ts';
import type { PaperReply } from '../form-replies.ts';
import { getDraftSource } from '../store/keep-drafts.ts';
import { getVersionSource } from '../store/keep-versions.ts';
import { type FormAddress, findAddressed } from './form-door.ts';
import type { PaperSource, RunFormJob } from './jobs/form-jobs.ts';
import { filesBeside } from './publish-form.ts';

/** A page is some hundred kilobytes of drawing: whoever wants to see more of them downloads the PDF. */
const MOST_PREVIEWED = 12;

interface Asked extends FormAddress {
  /** Null: the draft. */
  readonly number: number | null;
  readonly language?: string | undefined;
}

/** Forms on paper: of drafts and of versions, to look at and to print. Nothing of it is done within a transaction. */
export function paperEndpoints(run: RunFormJob): readonly Endpoint[] {
  const { pages, pdf } = printersOf(run);
  const common = {
    method: 'GET',
    access: 'reader',
    query: paperQuery,
    handle: async <T>({ prepared }: { prepared: T }) => prepared,
  } as const;
  const draft = { ...common, params: formParams };
  const version = { ...common, params: versionParams };
  return [
    defineEndpoint({
      ...draft,
      path: '/api/missions/:mission/forms/:form/draft/paper/pages',
      prepare: async ({ pool, params, query }) => await pages(pool, { ...params, ...query, number: null }),
    }),
    defineEndpoint({
      ...draft,
      path: '/api/missions/:mission/forms/:form/draft/paper/form.pdf',
      prepare: async ({ pool, params, query }) => await pdf(pool, { ...params, ...query, number: null }),
    }),
    defineEndpoint({
      ...version,
      path: '/api/missions/:mission/forms/:form/versions/:number/paper/pages',
      prepare: async ({ pool, params, query }) => await pages(pool, { ...params, ...query }),
    }),
    defineEndpoint({
      ...version,
      path: '/api/missions/:mission/forms/:form/versions/:number/paper/form.pdf',
      prepare: async ({ pool, params, query }) => await pdf(pool, { ...params, ...query }),
    }),
  ];
}

function printersOf(run: RunFormJob) {
  const pages = async (pool: Sql, asked: Asked): Promise<PaperReply> =>
    await run('pages', { ...(await sourceOf(pool, asked, run)), from: 0, count: MOST_PREVIEWED });
  const pdf = async (pool: Sql, asked: Asked): Promise<Response> => {
    const { bytes, tag } = await run('pdf', await sourceOf(pool, asked, run));
    const name = [asked.form, asked.number, tag].filter((part) => part !== null).join('-');
    return download(bytes, { type: 'application/pdf', name: `${name}.pdf` });
  };
  return { pages, pdf };
}

async function sourceOf(pool: Sql, asked: Asked, run: RunFormJob): Promise<PaperSource> {
  const { form, mission } = await findAddressed(pool, asked);
  const { number, language = null } = asked;
  const source = number === null ? await getDraftSource(pool, form.id) : await getVersionSource(pool, form.id, number);
  const files = await filesBeside(pool, { id: form.id, number }, { source, run });
  const { workbook, sourceName } = source;
  return { workbook, sourceName, files, language, missionName: mission.name, isDraft: number === null };
}
