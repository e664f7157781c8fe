import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import { compilePackage } from '../../../../xforms/package/compile.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { type ConvertedForm, convertForm } from '../../../../xforms/xlsform/convert-form.ts';
import { placeCompileFaults } from '../../../../xforms/xlsform/expressions/place-faults.ts';

/** What came of a workbook; where anything is null, there are errors among the faults. */
export interface CheckedForm {
  readonly converted: ConvertedForm | null;
  /** Null also where the form can be converted and only our own engine could not run it. */
  readonly compiled: FormPackage | null;
  /** Errors first, then warnings, each in the order of the workbook. */
  readonly faults: readonly FormFault[];
}

/** Name of the root of every record. */
const ROOT_NAME = 'data';

/** Converts and compiles a form. @param fallbackId id and title where the workbook names none: the stem of its file name. */
export function checkForm(workbook: Workbook, fallbackId: string): CheckedForm {
  const converted = convertForm(workbook, { formName: ROOT_NAME, fallbackId });
  if (!converted.ok) return { converted: null, compiled: null, faults: converted.error };
  const { form, warnings, rows } = converted.value;
  const compiled = compilePackage(form);
  if (compiled.ok) return { converted: converted.value, compiled: compiled.value, faults: warnings };
  const placed = placeCompileFaults(compiled.error, workbook, rows);
  return { converted: converted.value, compiled: null, faults: [...placed, ...warnings] };
}

/** A draft as it is checked at the desk: with errors where it has become another form than the one that it is kept under. */
export function checkDraft(workbook: Workbook, draft: { formId: string; sourceName: string }): CheckedForm {
  const checked = checkForm(workbook, stemOf(draft.sourceName));
  const found = checked.converted?.form.id ?? draft.formId;
  if (found === draft.formId) return checked;
  const place = { sheet: 'settings', row: 2, column: 'form_id' } as const;
  const fault = {
    severity: 'error',
    code: 'form-id-other',
    parameters: { found, wanted: draft.formId },
    ...place,
  } as const;
  return { ...checked, faults: [fault, ...checked.faults] };
}

/** A file name without its ending: what a form is called that does not say itself. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '');
}
