import type { Workbook } from '../../../src/xforms/workbook/workbook.ts';
import { manyChoices } from './faulty-workbooks.ts';

/** A form with a list of so many choices, of which every third has no Russian. */
export function manyTexts(count: number): Workbook {
  const { sheets } = manyChoices(count);
  return {
    sheets: sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row, at) => {
        const [label = ''] = row.slice(2);
        if (at === 0) return [...row.slice(0, 2), 'label::English (en)', 'label::Русский (ru)'];
        return at % 3 === 0 ? [...row] : [...row, `Участок ${label.slice(0, 6)}`];
      }),
    })),
  };
}

/** Rows of a sheet, changed. */
type Change = (rows: readonly (readonly string[])[]) => readonly (readonly string[])[];

/** A template as a later author leaves it: a question gone, another new, words changed, its list longer, the version forgotten. */
export function laterEdition(workbook: Workbook): Workbook {
  const changes: Readonly<Record<string, Change>> = {
    survey: (rows) =>
      rows.flatMap((row) => {
        if (row[1] === 'queue') return [];
        if (row[1] === 'members')
          return [row.map((text) => text.replace('Members of', 'How many members of').replace('50', '60'))];
        if (row[1] === 'comment')
          return [['text', 'room', 'Room of the station', 'Помещение участка', 'Məntəqənin otağı'], row];
        return [row.map((text) => text.replace('Was there tension,', 'Did you see tension,'))];
      }),
    choices: (rows) => [
      ...rows,
      ...Array.from({ length: 30 }, (_, at) => ['present', `guest_${at + 1}`, `Guest ${at + 1}`]),
    ],
  };
  return {
    sheets: workbook.sheets.map((sheet) => ({ ...sheet, rows: changes[sheet.name]?.(sheet.rows) ?? sheet.rows })),
  };
}
