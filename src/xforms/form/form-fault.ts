import type { Fault } from '../../kernel/issue.ts';

/** A fault of a form with its place in the workbook, as a person sees it: row 1 is the first row of the sheet. */
export interface FormFault extends Fault {
  readonly severity: 'error' | 'warning';
  /** `survey`, `choices`, …; null where the workbook as a whole is meant. */
  readonly sheet: string | null;
  readonly row: number | null;
  /** The column as it is written in the sheet. */
  readonly column: string | null;
}

/** An error of the form as a whole, or of something beside it: without a place in the workbook. */
export function wholeFormFault({ code, parameters }: Fault): FormFault {
  return { severity: 'error', code, parameters, sheet: null, row: null, column: null };
}
