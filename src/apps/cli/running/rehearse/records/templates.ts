import { readFileSync } from 'node:fs';
import { readWorkbook } from '../../../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { projectFile } from '../../../project-folder.ts';
import { STORY_FORMS, type StoryForm } from '../story/story.ts';

/** A template of the bank, as far as it is filled in and published. */
export interface Template {
  /** The name of its file: `closing-and-count.xlsx`. */
  readonly file: string;
  readonly workbook: Workbook;
  /** The name under which telephones know it. */
  readonly formId: string;
  readonly version: string;
  readonly questions: readonly TemplateQuestion[];
  /** Name of a list → names of its choices. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
}

/** A row of the sheet `survey`. */
export interface TemplateQuestion {
  readonly type: string;
  readonly name: string;
}

const FILES: Readonly<Record<StoryForm, string>> = {
  opening: 'opening.xlsx',
  voting: 'voting.xlsx',
  closing: 'closing-and-count.xlsx',
  incident: 'incident.xlsx',
};

/** The templates of a rehearsal, as they come with the program. */
export function readTemplates(): ReadonlyMap<StoryForm, Template> {
  return new Map(STORY_FORMS.map((form) => [form, readTemplate(FILES[form])]));
}

function readTemplate(file: string): Template {
  const read = readWorkbook(readFileSync(projectFile(`examples/forms/${file}`)), file);
  if (!read.ok) throw new Error(`Read the template ${file}: ${read.error[0]?.code}`);
  const workbook = read.value;
  const [settings] = rowsOf(workbook, 'settings');
  const choices = new Map<string, string[]>();
  for (const { list_name: list = '', name = '' } of rowsOf(workbook, 'choices'))
    choices.set(list, [...(choices.get(list) ?? []), name]);
  const questions = rowsOf(workbook, 'survey').map(({ type = '', name = '' }) => ({ type, name }));
  const { form_id: formId = '', version = '' } = settings ?? {};
  return { file, workbook, formId, version, questions, choices };
}

/** Rows of a sheet by the names of their columns; empty ones are left out. */
function rowsOf(workbook: Workbook, name: string): Record<string, string>[] {
  const [header = [], ...rows] = workbook.sheets.find((sheet) => sheet.name === name)?.rows ?? [];
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  return filled.map((row) => Object.fromEntries(header.map((column, at) => [column.trim(), (row[at] ?? '').trim()])));
}
