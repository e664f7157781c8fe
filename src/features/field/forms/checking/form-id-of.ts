import type { Sheet, Workbook } from '../../../../xforms/workbook/workbook.ts';
import { FaultList } from '../../../../xforms/xlsform/fault-list.ts';
import { NO_LANGUAGE, readSettings, titleOf, titlesOf } from '../../../../xforms/xlsform/settings.ts';
import { readYesNo } from '../../../../xforms/xlsform/survey/question-types.ts';
import { type CellMap, textOf } from '../../../../xforms/xlsform/tables/cell.ts';
import { findSheet } from '../../../../xforms/xlsform/tables/find-sheets.ts';
import { SURVEY_HEADERS } from '../../../../xforms/xlsform/tables/headers.ts';
import { readTable } from '../../../../xforms/xlsform/tables/read-table.ts';
import { stemOf } from './check-form.ts';

/**
 * The id that the workbook gives the form, be it faulty elsewhere, as the converter reads it; the stem of its file name
 * where it gives none.
 */
export function formIdOf(workbook: Workbook, sourceName: string): string {
  return idInSurvey(workbook) ?? idInSettings(workbook) ?? stemOf(sourceName);
}

/** Whether that may be the id of a form: it stands as a part of addresses, where `.` and `..` mean something else. */
export function isFormId(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..';
}

/** The title that the workbook gives the form, be it faulty elsewhere; null where it gives none. */
export function formTitleOf(workbook: Workbook): string | null {
  const sheet = findSheet(workbook, 'settings');
  return sheet === null ? null : formTitleIn(sheet.rows);
}

/** The title that the sheet `settings` gives the form; null where it gives none. */
export function formTitleIn(rows: Sheet['rows']): string | null {
  return titleOf(settingsIn(rows));
}

/** Language, as the form names it → the title that the workbook gives the form in it; null where it gives one or none. */
export function formTitlesOf(workbook: Workbook): Labels | null {
  const sheet = findSheet(workbook, 'settings');
  return sheet === null ? null : formTitlesIn(sheet.rows);
}

/** The same of the sheet `settings`. */
export function formTitlesIn(rows: Sheet['rows']): Labels | null {
  const titles = titlesOf(settingsIn(rows));
  return titles.size < 2 ? null : Object.fromEntries(titles);
}

/** Language, as the form names it → words in it. */
type Labels = Readonly<Record<string, string>>;

function idInSettings(workbook: Workbook): string | null {
  const sheet = findSheet(workbook, 'settings');
  return sheet === null ? null : textOf(settingsIn(sheet.rows), 'id_string');
}

/** Settings stand in the row below the header; whatever follows is not looked at. */
function settingsIn(rows: Sheet['rows']): CellMap {
  return readSettings({ sheets: [{ name: 'settings', rows: rows.slice(0, 2) }] }, new FaultList()).cells;
}

/** Types of rows of the survey that are settings. */
const TYPES: readonly string[] = ['form_id', 'set_form_id'];

/** The id that a row of the survey gives, which counts more than the settings. */
function idInSurvey(workbook: Workbook): string | null {
  const [header = [], ...all] = findSheet(workbook, 'survey')?.rows ?? [];
  const rows = all.filter((row) => row.some((cell) => TYPES.includes(cell.trim())));
  const options = { sheet: 'survey', names: SURVEY_HEADERS, unnamed: NO_LANGUAGE, isCleaned: true };
  const table = readTable({ name: 'survey', rows: [header, ...rows] }, options, new FaultList());
  const last = table.rows.findLast(
    ({ cells }) => TYPES.includes(textOf(cells, 'type') ?? '') && readYesNo(textOf(cells, 'disabled')) !== true,
  );
  return last === undefined ? null : (textOf(last.cells, 'name') ?? '');
}
