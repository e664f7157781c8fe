import type { MessageParameters } from '../../kernel/issue.ts';
import type { FormFault } from '../form/form-fault.ts';

/** Where a workbook has a fault; what is left out is null. */
export interface WorkbookPlace {
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
}

/** A fault for which a workbook is not read; `code` is a message of the catalogue area `formFaults`. */
export function workbookFault(code: string, parameters: MessageParameters = {}, place: WorkbookPlace = {}): FormFault {
  const { sheet = null, row = null, column = null } = place;
  return { severity: 'error', code, parameters, sheet, row, column };
}

/** Ends the reading of a workbook with the faults that have been found; `readWorkbook` turns it into its result. */
export class WorkbookStop extends Error {
  readonly faults: readonly FormFault[];

  constructor(faults: readonly FormFault[]) {
    super(faults[0]?.code ?? '');
    this.faults = faults;
  }
}
