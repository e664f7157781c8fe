import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbook } from '../../src/xforms/workbook/read-workbook.ts';
import { writeXlsx } from '../../src/xforms/workbook/xlsx/write-xlsx.ts';

/** A workbook and where it belongs. */
export interface MadeTemplate {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The forms of examples/forms as workbooks, made from their Markdown. */
export function makeTemplates(root: string): MadeTemplate[] {
  const folder = join(root, 'examples/forms');
  return templateNames(root).map((name) => {
    const read = readWorkbook(readFileSync(join(folder, `${name}.md`)), `${name}.md`);
    if (!read.ok) throw new Error(`${name}.md: ${read.error[0]?.code}`);
    return { path: join(folder, `${name}.xlsx`), bytes: writeXlsx(read.value) };
  });
}

/** The names of the forms, without their endings. */
export function templateNames(root: string): string[] {
  const files = readdirSync(join(root, 'examples/forms'));
  return files.filter((file) => file.endsWith('.md') && file !== 'README.md').map((file) => file.slice(0, -3));
}
