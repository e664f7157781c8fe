import { readMarkdownSheets } from '../../../src/xforms/workbook/read-text-sheets.ts';
import type { Workbook } from '../../../src/xforms/workbook/workbook.ts';

const FILES = import.meta.glob<string>('../../../examples/forms/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The templates that come with the program, by name. */
export const TEMPLATES: readonly { readonly name: string; readonly workbook: Workbook }[] = Object.entries(FILES)
  .map(([path, text]) => ({ name: path.replace(/^.*\/|\.md$/g, ''), text }))
  .filter(({ name }) => name !== 'README')
  .map(({ name, text }) => ({ name, workbook: readMarkdownSheets(text) }));

/** The template of that name. */
export function templateOf(name: string): Workbook {
  const found = TEMPLATES.find((template) => template.name === name);
  if (found === undefined) throw new Error(`No template ${name}`);
  return found.workbook;
}
