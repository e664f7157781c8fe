import { safeName, safeNames } from '../../../../features/field/exports/formats/safe-name.ts';
import { getDraftSource } from '../../../../features/field/forms/store/keep-drafts.ts';
import { getFormFile } from '../../../../features/field/forms/store/keep-files.ts';
import { getForm, listForms, loadActs } from '../../../../features/field/forms/store/keep-forms.ts';
import {
  getVersionOutput,
  getVersionSource,
  listVersions,
} from '../../../../features/field/forms/store/keep-versions.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { writeXlsx } from '../../../../xforms/workbook/xlsx/write-xlsx.ts';
import type { Taking } from './taking.ts';

/** Where a form lies. */
interface FormPlace {
  /** In tables. */
  readonly id: string;
  readonly formId: string;
  /** Folder of the form in the archive. */
  readonly folder: string;
}

const COLUMNS = ['form_id', 'number', 'version', 'title', 'state', 'published_at', 'published_by', 'reason', 'folder'];

/**
 * Takes out the forms of a mission, every version with its workbook, its XForm and the files beside it in one folder, and the
 * drafts.
 *
 * @returns the folder of each form, by its id.
 */
export async function takeForms(
  taking: Taking,
  mission: { readonly id: string; readonly folder: string },
): Promise<ReadonlyMap<string, string>> {
  const { sql, archive, names } = taking;
  const table = await archive.table(`${mission.folder}/forms.csv`, COLUMNS);
  const forms = await listForms(sql, mission.id);
  const folders = safeNames(forms.map(({ formId }) => formId));
  for (const [at, { formId, state, draft }] of forms.entries()) {
    const { id } = await getForm(sql, mission.id, formId);
    const place = { id, formId, folder: `${mission.folder}/forms/${folders[at]}` };
    for (const version of (await listVersions(sql, id)).reverse()) {
      const folder = await takeVersion(taking, place, version);
      const { number, title, authorName, at: published, reason } = version;
      const by = names.text(authorName);
      const told = [published, by, names.text(reason), folder];
      await table.add([[formId, String(number), version.version, title, state, ...told]]);
    }
    if (draft !== null) await takeDraft(taking, place);
    await takeDecisions(taking, place);
  }
  await table.end();
  return new Map(forms.map(({ formId }, at) => [formId, folders[at] ?? '']));
}

async function takeVersion(
  taking: Taking,
  { id, formId, folder }: FormPlace,
  version: { readonly number: number; readonly files: readonly { readonly name: string }[] },
): Promise<string> {
  const { sql, archive } = taking;
  const { number, files } = version;
  const own = `${folder}/${number}`;
  const { workbook } = await getVersionSource(sql, id, number);
  const [name = '', xml = '', ...names] = namesIn(formId, files);
  await archive.text(`${own}/${name}`, writeXlsx(JSON.parse(workbook) as Workbook));
  await archive.text(`${own}/${xml}`, await getVersionOutput(sql, { formId: id, number }, 'xform'));
  for (const [at, file] of files.entries()) {
    const { content } = await getFormFile(sql, { formId: id, number, name: file.name });
    await archive.text(`${own}/${names[at]}`, content);
  }
  return own;
}

/**
 * Names of the workbook, the XForm and the files beside. A workbook that does not state the id of its form has it from the
 * name of its file.
 */
function namesIn(formId: string, files: readonly { readonly name: string }[]): readonly string[] {
  const stem = safeName(formId);
  return safeNames([`${stem}.xlsx`, `${stem}.xml`, ...files.map(({ name }) => name)]);
}

async function takeDraft({ sql, archive }: Taking, { id, formId, folder }: FormPlace): Promise<void> {
  const { workbook } = await getDraftSource(sql, id);
  await archive.text(`${folder}/draft/${safeName(formId)}.xlsx`, writeXlsx(JSON.parse(workbook) as Workbook));
}

async function takeDecisions({ sql, archive, names }: Taking, { id, folder }: FormPlace): Promise<void> {
  const acts = await loadActs(sql, id);
  if (acts.length === 0) return;
  const table = await archive.table(`${folder}/decisions.csv`, ['at', 'act', 'by', 'reason']);
  await table.add(
    acts.map(({ at, act, actorId, actorName, reason }) => [at, act, names.of(actorId, actorName), names.text(reason)]),
  );
  await table.end();
}
