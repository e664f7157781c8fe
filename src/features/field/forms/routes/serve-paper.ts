import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { ItemTable } from '../../../../xforms/form/form.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import type { ConvertedForm } from '../../../../xforms/xlsform/convert-form.ts';
import { checkForm, stemOf } from '../checking/check-form.ts';
import { filesNamedIn } from '../checking/named-files.ts';
import { readTables } from '../checking/publishable.ts';
import { formParams, paperQuery, versionParams } from '../contract.ts';
import type { PaperReply } from '../form-replies.ts';
import { languageTag, type PaperWords } from '../paper/word-sheet.ts';
import { findDraft } from '../store/keep-drafts.ts';
import { loadFiles } from '../store/keep-files.ts';
import { getVersion } from '../store/keep-versions.ts';
import { type FormAddress, findAddressed, refusedForm } from './form-door.ts';
import { type PaperOrder, previewPaper, printPaper } from './print-paper.ts';

/** How the words of paper are found for the language of a form. */
export type WordsOfPaper = (tag: string | null) => PaperWords;

/** A page is some hundred kilobytes of drawing: whoever wants to see more of them downloads the PDF. */
const MOST_PREVIEWED = 12;

interface Asked extends FormAddress {
  /** Null: the draft. */
  readonly number: number | null;
  readonly language: string | undefined;
}

/** Forms on paper: of drafts and of versions, to look at and to print. @param words in the language of the form. */
export function paperEndpoints(words: WordsOfPaper): readonly Endpoint[] {
  const { pages, pdf } = printersOf(words);
  const common = { method: 'GET', access: 'reader', query: paperQuery } as const;
  const draft = { ...common, params: formParams };
  const version = { ...common, params: versionParams };
  return [
    defineEndpoint({
      ...draft,
      path: '/api/missions/:mission/forms/:form/draft/paper/pages',
      handle: async ({ sql, params, query }) => await pages(sql, { ...params, number: null, language: query.language }),
    }),
    defineEndpoint({
      ...draft,
      path: '/api/missions/:mission/forms/:form/draft/paper/form.pdf',
      handle: async ({ sql, params, query }) => await pdf(sql, { ...params, number: null, language: query.language }),
    }),
    defineEndpoint({
      ...version,
      path: '/api/missions/:mission/forms/:form/versions/:number/paper/pages',
      handle: async ({ sql, params, query }) => await pages(sql, { ...params, language: query.language }),
    }),
    defineEndpoint({
      ...version,
      path: '/api/missions/:mission/forms/:form/versions/:number/paper/form.pdf',
      handle: async ({ sql, params, query }) => await pdf(sql, { ...params, language: query.language }),
    }),
  ];
}

function printersOf(words: WordsOfPaper) {
  const pages = async (sql: Db, asked: Asked): Promise<PaperReply> => {
    const { order } = await orderOf(sql, asked, words);
    const pages = await previewPaper(order);
    return { pages: pages.slice(0, MOST_PREVIEWED), pageCount: pages.length };
  };
  const pdf = async (sql: Db, asked: Asked): Promise<Response> => {
    const { order, name } = await orderOf(sql, asked, words);
    const { bytes } = await printPaper(order);
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
    };
    return new Response(Buffer.from(bytes), { headers });
  };
  return { pages, pdf };
}

async function orderOf(sql: Db, asked: Asked, words: WordsOfPaper): Promise<{ order: PaperOrder; name: string }> {
  const { form, mission } = await findAddressed(sql, asked);
  const { workbook, sourceName } = await sourceOf(sql, form.id, asked.number);
  const { converted, faults } = checkForm(workbook, stemOf(sourceName));
  if (converted === null) throw refusedForm(faults);
  const language = asked.language ?? converted.form.languages[0]?.name ?? '';
  const missionName = mission.name[languageTag(language) ?? ''] ?? Object.values(mission.name)[0] ?? '';
  const data = await tablesOf(sql, { id: form.id, number: asked.number }, converted);
  const order = { form: converted.form, extras: converted.extras, language, missionName, data, words };
  const name = [form.formId, asked.number, languageTag(language)]
    .filter((part) => part !== null && part !== '')
    .join('-');
  return { order, name: `${name}.pdf` };
}

async function sourceOf(
  sql: Db,
  id: string,
  number: number | null,
): Promise<{ workbook: Workbook; sourceName: string }> {
  if (number !== null) return await getVersion(sql, id, number);
  const draft = await findDraft(sql, id);
  if (draft === null) throw new Problem('not-found', { what: 'draft' });
  return draft;
}

/** What lies beside the form and can be read; paper does without the rest. */
async function tablesOf(
  sql: Db,
  place: { id: string; number: number | null },
  { form }: ConvertedForm,
): Promise<ReadonlyMap<string, ItemTable>> {
  const named = filesNamedIn(form).filter(({ kind }) => kind === 'table');
  if (named.length === 0) return new Map();
  const contents = await loadFiles(
    sql,
    place,
    named.map(({ name }) => name),
  );
  const read = readTables(named, contents);
  return read.ok ? read.value : new Map();
}
