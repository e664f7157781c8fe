import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readWorkbook } from '../../src/xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../src/xforms/workbook/workbook.ts';
import { type ConvertedForm, convertForm } from '../../src/xforms/xlsform/convert-form.ts';

const FOLDER = fileURLToPath(new URL('../../examples/forms/', import.meta.url));

/** The forms for observers that come with the product. */
export const TEMPLATES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.replace('.md', ''));

/** The workbook of a form for observers. */
export function readTemplate(name: string): Workbook {
  const read = readWorkbook(readFileSync(`${FOLDER}${name}.md`), `${name}.md`);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** A workbook written as Markdown tables. */
export function workbookOf(markdown: string): Workbook {
  const read = readWorkbook(new TextEncoder().encode(markdown), 'form.md');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The form of a workbook. @throws Error with what is wrong with it. */
export function convertedForm(workbook: Workbook): ConvertedForm {
  const converted = convertForm(workbook, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  return converted.value;
}

/** A workbook in which every cell of one sheet went through `change`; a row that becomes null is left out. */
export function withRows(
  workbook: Workbook,
  sheet: string,
  change: (row: readonly string[]) => readonly string[] | null,
): Workbook {
  const rows = (all: readonly (readonly string[])[]) => all.map(change).filter((row) => row !== null);
  return {
    sheets: workbook.sheets.map((one) => (one.name === sheet ? { name: one.name, rows: rows(one.rows) } : one)),
  };
}
