import candidates from '../../../examples/forms/candidates.csv?raw';
import closing from '../../../examples/forms/closing-and-count.md?raw';
import constituencies from '../../../examples/forms/constituencies.csv?raw';
import incident from '../../../examples/forms/incident.md?raw';
import meeting from '../../../examples/forms/meeting.md?raw';
import opening from '../../../examples/forms/opening.md?raw';
import protocol from '../../../examples/forms/protocol.md?raw';
import stations from '../../../examples/forms/stations.csv?raw';
import tabulation from '../../../examples/forms/tabulation.md?raw';
import voting from '../../../examples/forms/voting.md?raw';
import { must } from '../../../src/kernel/result.ts';
import type { ItemTable } from '../../../src/xforms/form/form.ts';
import type { FormSession } from '../../../src/xforms/form/session.ts';
import { readItems } from '../../../src/xforms/openrosa/read-items.ts';
import { readMarkdownSheets } from '../../../src/xforms/workbook/read-text-sheets.ts';
import { openWorkbook } from './open-workbook.ts';

const FORMS: Readonly<Record<string, string>> = {
  closing,
  incident,
  meeting,
  opening,
  protocol,
  tabulation,
  voting,
};

/** One of the forms for observers that come with the program, with the stations of the invented country. */
export function observerForm(name: string): FormSession {
  const text = must(FORMS[name], `No form ${name}`);
  return openWorkbook(readMarkdownSheets(text), {
    'candidates.csv': tableOf(candidates),
    'constituencies.csv': tableOf(constituencies),
    'stations.csv': tableOf(stations),
  });
}

function tableOf(csv: string): ItemTable {
  const read = readItems(csv, 'table.csv');
  return must(read.ok ? read.value : null, 'Read the table');
}
