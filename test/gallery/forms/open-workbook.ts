import { must } from '../../../src/kernel/result.ts';
import type { ItemTable } from '../../../src/xforms/form/form.ts';
import type { FormSession } from '../../../src/xforms/form/session.ts';
import { openForm } from '../../../src/xforms/instance/open.ts';
import { compilePackage } from '../../../src/xforms/package/compile.ts';
import type { Workbook } from '../../../src/xforms/workbook/workbook.ts';
import { convertForm } from '../../../src/xforms/xlsform/convert-form.ts';

/** Rows of a sheet as column → cell; columns stand in the order in which they first come up. */
export type SheetRows = readonly Readonly<Record<string, string>>[];

/** A workbook of the sheets that are given. */
export function workbookOf(sheets: Readonly<Record<string, SheetRows>>): Workbook {
  return {
    sheets: Object.entries(sheets).map(([name, records]) => {
      const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
      return { name, rows: [columns, ...records.map((record) => columns.map((column) => record[column] ?? ''))] };
    }),
  };
}

/** Opens a form from its spreadsheet, on a clock and a chance that are always the same. `data`: tables by the name of their file. */
export function openWorkbook(workbook: Workbook, data: Readonly<Record<string, ItemTable>> = {}): FormSession {
  const converted = convertForm(workbook, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  const compiled = compilePackage(converted.value.form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  let drawn = 0;
  const opened = openForm({
    package: compiled.value,
    data: new Map(Object.entries(data).map(([name, table]) => [`jr://file-csv/${name}`, table])),
    environment: {
      now: () => Date.UTC(2031, 9, 12, 8),
      uuid: () => {
        drawn += 1;
        return `00000000-0000-4000-8000-${String(drawn).padStart(12, '0')}`;
      },
      random: () => 0.5,
      offsetMinutes: () => 240,
      deviceId: 'gallery',
      username: '',
      email: '',
      phoneNumber: '',
    },
  });
  return must(opened.ok ? opened.value : null, 'Open the form');
}
