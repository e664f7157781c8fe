import type { Messages } from '../../../../../../platform/i18n/messages.ts';
import type { FormFault } from '../../../../../../xforms/form/form-fault.ts';

/** What is wrong, in the reader's language. */
export function wordFault({ code, parameters }: FormFault, messages: Messages): string {
  return messages.find(`formFaults.${code}`, parameters) ?? code;
}

/** Where it is: `survey · row 5 · name`. */
export function wordPlace({ sheet, row, column }: FormFault, { t }: Messages): string {
  return [
    sheet ?? t('formGrid.workbook'),
    ...(row === null ? [] : [t('formGrid.row', { row })]),
    ...(column === null ? [] : [column]),
  ].join(' · ');
}
