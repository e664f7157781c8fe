import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../../../platform/db/refusal.ts';
import type { FormFault } from '../../../xforms/form/form-fault.ts';
import { compilePackage } from '../../../xforms/package/compile.ts';
import type { FormPackage } from '../../../xforms/package/form-package.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import { type ConvertedForm, convertForm } from '../../../xforms/xlsform/convert-form.ts';

/** What came of a form file; without `converted` there are errors among the faults. */
export interface OpenedForm {
  readonly converted: ConvertedForm | null;
  /** Null where there are errors, be it that only the phone could not run it. */
  readonly compiled: FormPackage | null;
  readonly faults: readonly FormFault[];
}

/** Reads, converts and compiles a form. @throws Refusal where the file cannot be read. */
export function openFormFile(path: string): OpenedForm {
  const read = readWorkbook(readBytes(path), basename(path));
  if (!read.ok) return { converted: null, compiled: null, faults: read.error };
  const stem = basename(path).replace(/\.[^.]*$/, '');
  const converted = convertForm(read.value, { formName: 'data', fallbackId: stem });
  if (!converted.ok) return { converted: null, compiled: null, faults: converted.error };
  const { form, warnings, rows } = converted.value;
  const compiled = compilePackage(form);
  if (compiled.ok) return { converted: converted.value, compiled: compiled.value, faults: warnings };
  const placed = compiled.error.map(
    ({ code, parameters }): FormFault => ({
      severity: 'error',
      code,
      parameters,
      sheet: 'survey',
      row: rows.get(String(parameters.path ?? '')) ?? null,
      column: null,
    }),
  );
  return { converted: converted.value, compiled: null, faults: [...placed, ...warnings] };
}

/** The bytes of a file of the user. @throws Refusal where they cannot be had. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Refusal(`Read ${path}: ${(error as Error).message}.`);
  }
}
