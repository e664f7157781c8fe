import { en } from '../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../platform/i18n/messages.ts';
import type { FormFault } from '../../../xforms/form/form-fault.ts';

const WORDS = createMessages('en', en);

/** What is wrong, in English, without its place. */
export function wordFault({ code, parameters }: FormFault): string {
  return WORDS.find(`formFaults.${code}`, parameters) ?? code;
}

/** What is wrong and where: `survey, row 7, column type: …`. */
export function wordPlacedFault(fault: FormFault): string {
  const { sheet, row, column } = fault;
  const place = [sheet, row === null ? null : `row ${row}`, column === null ? null : `column ${column}`];
  const words = place.filter((part) => part !== null).join(', ');
  return words === '' ? wordFault(fault) : `${words}: ${wordFault(fault)}`;
}
